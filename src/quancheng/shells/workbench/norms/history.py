"""How a norm came to say what it says: shipped values, own ones, signatures, the newest first."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.norms import queries
from quancheng.kernel.norms.book import Holding, value_in_words
from quancheng.kernel.norms.definition import Mark, Norm
from quancheng.kernel.norms.models import OwnValue, Signature
from quancheng.kernel.norms.queries import Line
from quancheng.shells.workbench.norms.lines import OWN_SAYS, Word, mark_word
from quancheng.ui.bands import Tone


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """One line of the history."""

    from_on: date
    value: str
    source: str
    mark: Word
    state: Word
    told: tuple[str, ...]  # who did what, and why
    value_id: int | None = None  # of an own value that may still be withdrawn
    signature_id: int | None = None


def history_of(actor: Actor, line: Line, *, today: date) -> list[Past]:
    """Everything that is known of a norm. Three queries."""
    signatures = list(queries.signatures_for(actor, line.norm.code))
    shipped = (
        _shipped(one, line, signatures, today) for one in queries.shipped_holdings(actor, line.norm.code)
    )
    own = (_own(one, line, today) for one in queries.values_for(actor, line.norm.code))
    return sorted([*shipped, *own], key=lambda past: past.from_on, reverse=True)


def _shipped(one: Holding, line: Line, signatures: list[Signature], today: date) -> Past:
    mine = [each for each in signatures if each.from_on == one.from_on]
    standing = [each.pk for each in mine if each.withdrawn_at is None]
    is_now = line.now is not None and not line.now.is_own and line.now.from_on == one.from_on
    return Past(
        from_on=one.from_on, value=one.says, source=one.source, mark=mark_word(one.mark),
        state=_state(is_now=is_now, from_on=one.from_on, today=today),
        told=tuple(_signature(each, one.norm) for each in mine),
        signature_id=standing[0] if standing else None,
    )  # fmt: skip


def _signature(one: Signature, norm: Norm) -> str:
    what = f"第{one.row}行" if one.row else "整张表" if norm.columns else ""
    said = f"{one.signed_by.name}{_at(one.signed_at)}签署{what}"
    said += f"（{one.note}）" if one.note else ""
    if one.withdrawn_by is not None and one.withdrawn_at is not None:
        said += f"；{one.withdrawn_by.name}{_at(one.withdrawn_at)}撤回：{one.withdrawn_reason}"
    return said


def _own(one: OwnValue, line: Line, today: date) -> Past:
    is_now = line.now is not None and line.now.own_id == one.pk
    return Past(
        from_on=one.from_on, value=value_in_words(line.norm, one.read), source=one.source,
        mark=Word(Tone.GREEN, OWN_SAYS) if one.mark == Mark.V.value else mark_word(Mark(one.mark)),
        state=_state_of_own(one, is_now=is_now, today=today), told=tuple(_told(one)),
        value_id=one.pk if _may_go(one, today) else None,
    )  # fmt: skip


def _may_go(one: OwnValue, today: date) -> bool:
    return one.withdrawn_at is None and (one.signed_at is None or one.from_on > today)


def _told(one: OwnValue) -> Iterator[str]:
    yield f"{one.entered_by.name}{_at(one.entered_at)}录入"
    if one.signed_by is not None and one.signed_at is not None:
        yield f"{one.signed_by.name}{_at(one.signed_at)}签署"
    if one.withdrawn_by is not None and one.withdrawn_at is not None:
        yield f"{one.withdrawn_by.name}{_at(one.withdrawn_at)}撤回：{one.withdrawn_reason}"


def _state_of_own(one: OwnValue, *, is_now: bool, today: date) -> Word:
    if one.withdrawn_at is not None:
        return Word(Tone.GREY, "已撤回")
    if one.signed_at is None:
        return Word(Tone.ORANGE, "待签署")
    return _state(is_now=is_now, from_on=one.from_on, today=today)


def _state(*, is_now: bool, from_on: date, today: date) -> Word:
    if is_now:
        return Word(Tone.GREEN, "现行")
    return Word(Tone.BLUE, "将启用") if from_on > today else Word(Tone.GREY, "不再施行")


def _at(at: datetime) -> str:
    day = timezone.localdate(at)
    return f"于{day.year}年{day.month}月{day.day}日"
