"""What Django, allauth and axes tell of the door becomes a line of the audit. Connected in `apps.ready`."""

from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added, authenticator_removed, authenticator_used
from axes.signals import user_locked_out
from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.http import HttpRequest
from django.utils import timezone

from quancheng.kernel.orgs.models import Person
from quancheng.kernel.orgs.queries import person_of_account
from quancheng.shells.workbench import events
from quancheng.shells.workbench.door import commands, sessions
from quancheng.ui.source import source_of

BY_THE_HOUSE = "_door_noted"  # on a request whose end was written down with its reason


def connect() -> None:
    """Listen. Called once, when the house starts."""
    user_logged_in.connect(came, dispatch_uid="door.came")
    user_logged_out.connect(left, dispatch_uid="door.left")
    user_locked_out.connect(locked, dispatch_uid="door.locked")
    authenticator_added.connect(factor_set, dispatch_uid="door.factor_set")
    authenticator_removed.connect(factor_ended, dispatch_uid="door.factor_ended")
    authenticator_used.connect(factor_used, dispatch_uid="door.factor_used")


def came(*, request: HttpRequest, **_: object) -> None:
    """The clock of the sign-in starts. The line of the audit is written where it is known by what proof."""
    sessions.begin(request, now=timezone.now())


def left(*, request: HttpRequest, user: Person | None, **_: object) -> None:
    """Somebody signed out; those whom the house put out are written down where that is done."""
    if isinstance(user, Person) and not getattr(request, BY_THE_HOUSE, False):
        commands.note_sign_out(person=user, why="本人退出", now=timezone.now())


def locked(*, request: HttpRequest, username: str, **_: object) -> None:
    """An account was locked just now. Tries while it is locked are in the log of failures, not here."""
    if not getattr(request, "axes_failures_since_start", None):
        return
    person = person_of_account(username)
    tenant_id = person.tenant_id if person else None
    source, now = source_of(request), timezone.now()
    commands.note_lockout(account=username, source=source, tenant_id=tenant_id, now=now)


def factor_set(*, user: Person, authenticator: Authenticator, **_: object) -> None:
    """Somebody took up a second factor."""
    if authenticator.type == Authenticator.Type.TOTP:
        commands.note_second_factor(event=events.SecondFactorSet, person=user, now=timezone.now())


def factor_ended(*, user: Person, authenticator: Authenticator, **_: object) -> None:
    """Somebody gave up the second factor."""
    if authenticator.type == Authenticator.Type.TOTP:
        commands.note_second_factor(event=events.SecondFactorEnded, person=user, now=timezone.now())


def factor_used(*, user: Person, authenticator: Authenticator, **_: object) -> None:
    """A recovery code is a thing to notice; the six digits of every day are told with the sign-in."""
    if authenticator.type == Authenticator.Type.RECOVERY_CODES:
        commands.note_second_factor(event=events.RecoveryCodeUsed, person=user, now=timezone.now())
