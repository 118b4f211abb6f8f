"""Who is locked out, who has a second factor."""

from collections.abc import Iterable
from datetime import datetime

from allauth.mfa.models import Authenticator
from axes.models import AccessAttempt
from django.db.models import Sum

from quancheng.kernel.orgs.models import Person
from quancheng.shells.workbench.door.sessions import limits


def locked_among(accounts: Iterable[str], *, now: datetime) -> frozenset[str]:
    """Those of the accounts that are locked at this instant. One query."""
    told = limits()
    counted = (
        AccessAttempt.objects.filter(username__in=list(accounts), attempt_time__gte=now - told.locked_for)
        .values("username")
        .annotate(failures=Sum("failures_since_start"))
        .filter(failures__gte=told.failures)
    )
    return frozenset(counted.values_list("username", flat=True))


def is_locked(account: str, *, now: datetime) -> bool:
    """Whether nobody may sign in with the account for now."""
    return account in locked_among([account], now=now)


def with_second_factor(people: Iterable[Person]) -> frozenset[int]:
    """The numbers of those who have a second factor. One query."""
    kind = Authenticator.Type.TOTP
    found = Authenticator.objects.filter(user__in=list(people), type=kind).values_list("user_id", flat=True)
    return frozenset(found)


def has_second_factor(person: Person) -> bool:
    """Whether the person has a second factor."""
    return person.pk in with_second_factor([person])
