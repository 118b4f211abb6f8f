"""What must stay written whatever becomes of the act around it.

Plain functions, no commands, each one statement of its own: a try that was rolled back together with the
refusal that followed would be none, and two guesses at one moment must not both pass the last one left. That
a sign-in was used decides nothing but its own end. Neither is a line of the audit.
"""

from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db.models import F

from quancheng.kernel.access.named import named
from quancheng.kernel.citizens.models import Code, SignIn
from quancheng.kernel.citizens.queries import WRONG, WrongCode

A_MINUTE = timedelta(minutes=1)


def spend_try(number: UUID, *, now: datetime) -> None:
    """One try of a code less, before anybody looks at its digits. Raises WrongCode when none is left."""
    most = settings.CITIZEN_LIMITS.code_tries
    with named([number]):
        live = Code.objects.filter(number=number, used_at__isnull=True, ended_at__isnull=True, until__gt=now)
        spent = live.filter(tries__lt=most).update(tries=F("tries") + 1)
    if not spent:
        raise WrongCode(WRONG)


def mark_seen(one: SignIn, *, now: datetime) -> None:
    """The sign-in was used; written once a minute at most."""
    if now - one.seen_at < A_MINUTE:
        return
    one.seen_at = now
    with named([one.citizen.number]):
        SignIn.objects.filter(pk=one.pk, ended_at__isnull=True, seen_at__lt=now).update(seen_at=now)
