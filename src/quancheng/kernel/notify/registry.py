"""The kinds of notices that modules send. Registered in a module's `apps.ready`."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.notify.policy import Policy
from quancheng.kernel.notify.wording import Wording, faults

StillTrue = Callable[[RecordRef], bool]


def always(_: RecordRef) -> bool:
    """For notices of what has happened: that stays true."""
    return True


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeKind:
    """A kind of notice: how much it may disturb, its words, and whether its cause still stands.

    A notice that waits while its cause goes (the overdue report arrives) is dropped, not sent.
    """

    code: str
    says: str
    policy: Policy
    facts: frozenset[str]  # the names that its words may use
    wordings: tuple[Wording, ...]  # shipped; a government may set its own from a day on
    still_true: StillTrue = always


@dataclass(frozen=True, slots=True, kw_only=True)
class Kinds:
    """How the kinds of one module are alike: the beginning of their codes, since when their words hold.

    `_kind = Kinds(prefix="plan.", since=SINCE)`, then `_kind("issued", "督办单", subject, body, "label")`.
    """

    prefix: str
    since: date
    policy: Policy = Policy.DIGEST
    facts: frozenset[str] = frozenset()  # which all of them may use

    def __call__(
        self, code: str, says: str, subject: str, body: str, *facts: str, policy: Policy | None = None
    ) -> NoticeKind:
        return NoticeKind(
            code=self.prefix + code,
            says=says,
            policy=policy or self.policy,
            facts=self.facts | set(facts),
            wordings=(Wording(self.since, subject, body),),
        )


class KindTaken(TypeError):
    """Two modules claim one kind of notice: a fault in the code, found when the house starts."""


_kinds: dict[str, NoticeKind] = {}


def register(kind: NoticeKind) -> NoticeKind:
    """Let modules send notices of a kind. Raises KindTaken."""
    if _kinds.get(kind.code, kind) is not kind:
        raise KindTaken(f"kind of notice {kind.code!r} is registered already")
    _kinds[kind.code] = kind
    return kind


def forget(code: str) -> None:
    """Take a kind out again: for tests that register their own."""
    del _kinds[code]


def kind_of(code: str) -> NoticeKind | None:
    """The kind behind a code; None for one that a later version of the house dropped."""
    return _kinds.get(code)


def every_kind() -> tuple[NoticeKind, ...]:
    """All registered kinds, in the order of their codes."""
    return tuple(_kinds[code] for code in sorted(_kinds))


def unsound_kinds() -> Iterator[str]:
    """What is wrong with the kinds as they are declared: one sentence each, for `manage.py check`."""
    for kind in every_kind():
        if not kind.wordings:
            yield f"{kind.code}: has no words"
        for wording in kind.wordings:
            yield from (f"{kind.code}: {fault}" for fault in faults(wording, kind.facts))
