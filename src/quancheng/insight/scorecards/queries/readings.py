"""What the records of the other modules say of units: the readings that the house ships, and how to ask.

Every reading is asked once for all units. A measure of the obligations (至少N次) is a reading too, so that
what a module learns to count tomorrow can be scored without a line here.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date

from quancheng.insight.scorecards.rules.readings import (
    NOTHING,
    Asked,
    Reading,
    ReadingKind,
    Sort,
    Source,
    median,
    number,
    popularity_in,
    registered,
    share,
)
from quancheng.kernel.obligations.measures import Judged, Measure, measures
from quancheng.records.disclosure.public import requests_judged, requests_left_open, worksheets_judged
from quancheng.records.mailbox.public import faults_judged, messages_judged
from quancheng.records.plan.public import (
    commitments_judged,
    duties_judged,
    duties_left_open,
    duties_signed,
    evidence_judged,
    orders_judged,
)

Judge = Callable[[int, Collection[int], date, date], Iterable[Judged]]
MEASURED = "measure."


def readings() -> Mapping[str, ReadingKind]:
    """Every reading by its code: those that modules registered, and the measures of the obligations."""
    found = {kind.code: kind for kind in registered()}
    counted = (_of_measure(one) for one in measures.values() if not popularity_in(f"{one.code} {one.says}"))
    return found | {kind.code: kind for kind in counted}


def _of_measure(measure: Measure) -> ReadingKind:
    def read(asked: Asked) -> Mapping[int, Reading]:
        found = measure.of_each(asked.unit_ids, asked.first, asked.last)
        return {
            unit: number([Source(str(one.ref), one.says, True) for one in found.get(unit, ())])
            for unit in asked.unit_ids
        }

    return ReadingKind(
        f"{MEASURED}{measure.code}",
        measure.says,
        measure.unit,
        f"期内有记录的“{measure.says}”",
        Sort.COUNT,
        read,
    )


def _by_unit(judged: Iterable[Judged]) -> dict[int, list[Judged]]:
    found: dict[int, list[Judged]] = {}
    for one in judged:
        found.setdefault(one.unit_id, []).append(one)
    return found


def _source(one: Judged) -> Source:
    return Source(str(one.ref), one.says, one.is_met)


def _shares(judge: Judge) -> Callable[[Asked], Mapping[int, Reading]]:
    def read(asked: Asked) -> Mapping[int, Reading]:
        found = _by_unit(judge(asked.tenant_id, asked.unit_ids, asked.first, asked.last))
        return {unit: share(map(_source, told)) for unit, told in found.items()}

    return read


def _shares_of_requests(judge: Callable[..., Iterable[Judged]]) -> Callable[[Asked], Mapping[int, Reading]]:
    """As `_shares`, for what is still open and due on the last of the days: it is late once that is over."""

    def read(asked: Asked) -> Mapping[int, Reading]:
        judged = judge(asked.tenant_id, asked.unit_ids, asked.first, asked.last, asked.today)
        return {unit: share(map(_source, told)) for unit, told in _by_unit(judged).items()}

    return read


def _signed(asked: Asked) -> Mapping[int, Reading]:
    judged = duties_signed(asked.tenant_id, asked.unit_ids, asked.first, asked.last, asked.days)
    return {unit: share(map(_source, told)) for unit, told in _by_unit(judged).items()}


def _median_days(asked: Asked) -> Mapping[int, Reading]:
    judged = _by_unit(messages_judged(asked.tenant_id, asked.unit_ids, asked.first, asked.last))
    return {unit: _median_of(told) for unit, told in judged.items()}


def _median_of_requests(asked: Asked) -> Mapping[int, Reading]:
    judged = _by_unit(requests_judged(asked.tenant_id, asked.unit_ids, asked.first, asked.last))
    return {unit: _median_of(told) for unit, told in judged.items()}


def _median_of(told: Iterable[Judged]) -> Reading:
    answered = [one for one in told if one.days is not None]
    return median([one.days for one in answered if one.days is not None], list(map(_source, answered)))


SHIPPED = (
    ReadingKind(
        "plan.duties_in_time", "责任事项按时完成", "项",
        "期内到期的责任事项中，单位负责人在时限内确认完成的", Sort.SHARE, _shares(duties_judged),
    ),
    ReadingKind(
        "plan.duties_overdue", "责任事项没有逾期未办", "项",
        "期内到期的责任事项中，没有逾期仍未办结的", Sort.SHARE, _shares(duties_left_open),
    ),
    ReadingKind(
        "plan.duties_signed", "责任事项及时签收", "项",
        "期内下达的责任事项中，在规定的工作日内签收或报送的", Sort.SHARE, _signed, asks_days=True,
    ),
    ReadingKind(
        "plan.evidence_kept", "报送佐证未被退回", "项",
        "期内报送的责任事项中，没有被政务公开机构退回或标记无法核实的", Sort.SHARE, _shares(evidence_judged),
    ),
    ReadingKind(
        "plan.orders_answered", "督办单按期答复", "份",
        "答复期限在期内的督办单中，首次答复没有超期的", Sort.SHARE, _shares(orders_judged),
    ),
    ReadingKind(
        "plan.commitments_kept", "公开承诺如期兑现", "项",
        "承诺时限在期内的公开承诺中，如期或者按公开调整后的时限完成的", Sort.SHARE,
        _shares(commitments_judged),
    ),
    ReadingKind(
        "mailbox.answered_in_time", "群众留言按期答复", "件",
        "答复期限在期内的留言中，在期限内答复的", Sort.SHARE, _shares(messages_judged),
    ),
    ReadingKind(
        "mailbox.median_days", "群众留言答复用时", "个工作日",
        "答复期限在期内且已答复的留言，从收到到答复的工作日数的中位数", Sort.DAYS, _median_days,
    ),
    ReadingKind(
        "mailbox.faults_closed", "网站找错办结", "件",
        "期内收到的“找错”留言中，已经办结的", Sort.SHARE, _shares(faults_judged),
    ),
    ReadingKind(
        "disclosure.answered_in_time", "政府信息公开申请按期答复", "件",
        "答复期限在期内的申请中，送达日没有超过期限的", Sort.SHARE, _shares_of_requests(requests_judged),
    ),
    ReadingKind(
        "disclosure.no_overdue", "政府信息公开申请没有逾期未办", "件",
        "答复期限在期内的申请中，没有逾期仍未办结的", Sort.SHARE, _shares_of_requests(requests_left_open),
    ),
    ReadingKind(
        "disclosure.median_days", "政府信息公开申请答复用时", "个工作日",
        "答复期限在期内且已答复的申请，计入期限的工作日数的中位数", Sort.DAYS, _median_of_requests,
    ),
    ReadingKind(
        "disclosure.worksheets", "政府信息公开申请期限核对", "件",
        "期内收到的申请中，台账期限与按办理经过重新计算的期限一致的", Sort.SHARE,
        _shares(worksheets_judged),
    ),
)  # fmt: skip


Wanted = tuple[str, int, date, date]  # code, days of an indicator that names some, first day, last day


def read_each(wanted: Collection[Wanted], asked: Asked) -> Mapping[Wanted, Mapping[int, Reading]]:
    """What each reading says of every unit, each asked once for the days on which it is in force."""
    known = readings()
    told = {}
    for key in set(wanted):
        code, days, first, last = key
        until = min(last, asked.last)
        spanned = Asked(asked.tenant_id, asked.unit_ids, first, until, days, asked.today)
        is_asked = code in known and asked.unit_ids and first <= until
        found = known[code].read(spanned) if is_asked else {}
        told[key] = {unit: found.get(unit, NOTHING) for unit in asked.unit_ids}
    return told
