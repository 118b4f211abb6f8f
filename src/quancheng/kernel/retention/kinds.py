"""What is kept, as each module says it, and what becomes of it when its time is over.

Registered in a module's `apps.ready`:

    retention.register(Kind(code="mailbox.sender", says="留言人的姓名和联系方式", …))

A kind tells data, never code that writes: which rows, from which field their time counts, and which fields
are emptied. Rows stay where the history needs them; where nothing is to be emptied, the rows themselves go.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum

from django.db.models import Model, QuerySet
from django.utils import timezone

from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.calendar.periods import months_later


class Fate(StrEnum):
    """What becomes of a record in the end."""

    KEEP = "keep"
    ARCHIVE = "archive"
    ERASE = "erase"

    @property
    def says(self) -> str:
        return {Fate.KEEP: "长期保存", Fate.ARCHIVE: "移交归档", Fate.ERASE: "到期清除"}[self]


class Measure(StrEnum):
    """In what a term is counted."""

    DAYS = "天"
    MONTHS = "个月"

    def before(self, now: datetime, count: int) -> datetime:
        """So many days or months before an instant, at the same time of day."""
        if self is Measure.DAYS:
            return now - timedelta(days=count)
        here = timezone.localtime(now)
        return datetime.combine(months_later(here.date(), -count), here.timetz())


@dataclass(frozen=True, slots=True)
class Least:
    """The shortest term that may be set, and what says so."""

    value: int
    law: str


@dataclass(frozen=True, slots=True)
class Sample:
    """The term until a government sets its own. One that waits erases nothing before that."""

    value: int
    source: str
    waits: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One kind of what is kept.

    `rows` gives at an instant what still holds something; `since` names the field from which the time counts,
    `whose` the one that leads to the government: none when the whole house has it together. `record` is the
    kind of record that a hold may name, `ref` the field with its reference. `empties` are the fields that are
    emptied, `marks` the one that tells when; `title_of` says what people call a record whose reference is a
    mere number. `files` are those of the emptied fields that name a kept file: it goes too, where nothing
    else names it.
    """

    code: str
    says: str
    keeps: str
    fate: Fate
    law: str
    rows: Callable[[datetime], QuerySet[Model]]
    since: str = ""
    from_when: str = ""
    measure: Measure = Measure.DAYS
    sample: Sample | None = None
    least: Least | None = None
    whose: str = ""
    record: str = ""
    ref: str = ""
    empties: Mapping[str, object] = field(default_factory=dict)
    marks: str = ""
    title_of: Callable[[Model], str] | None = None
    files: tuple[str, ...] = ()

    def is_too_short(self, value: int) -> bool:
        """Whether the law or the house itself forbids so short a term."""
        return self.least is not None and value < self.least.value


LAW_OF_LOGS = "《网络安全法》第二十一条"  # logs of the network are kept six months at least
LEAST_OF_LOGS = 6  # months


class LogTooShort(TypeError):
    """A log whose keeping the law asks for would go too early: a fault in the code, found at the start."""


class KindTaken(TypeError):
    """Two modules claim one kind: a fault in the code, found when the house starts."""


class NoSuchKind(Refusal):
    """No module of this house keeps such a thing."""

    code = "retention.no_such_kind"
    status = 404


_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    """Take in what a module keeps. Raises KindTaken, LogTooShort."""
    if kind.law == LAW_OF_LOGS and not _is_kept_like_a_log(kind):
        raise LogTooShort(kind.code)
    if _kinds.setdefault(kind.code, kind) is not kind:
        raise KindTaken(kind.code)


def _is_kept_like_a_log(kind: Kind) -> bool:
    """For good, or six months at least, whatever anybody sets."""
    if kind.sample is None:
        return kind.fate is Fate.KEEP
    least = kind.least.value if kind.least else 0
    return kind.measure is Measure.MONTHS and min(least, kind.sample.value) >= LEAST_OF_LOGS


def kinds() -> tuple[Kind, ...]:
    """Everything that is kept, in the order of its codes."""
    return tuple(_kinds[code] for code in sorted(_kinds))


def kind_called(code: str) -> Kind:
    """The kind with this code. Raises NoSuchKind."""
    if code not in _kinds:
        raise NoSuchKind("没有这一类数据，请从“数据留存”的列表进入", code=code)
    return _kinds[code]


def day_or_instant(kind: Kind, at: datetime) -> date | datetime:
    """The instant as the field from which the time counts is compared: a day has no hours."""
    model = kind.rows(at).model
    *way, last = kind.since.split("__")
    for step in way:
        found = model._meta.get_field(step).related_model
        assert isinstance(found, type)
        model = found
    if model._meta.get_field(last).get_internal_type() == "DateField":
        return timezone.localdate(at)
    return at
