"""How sets, results, appeals and letters look from other modules, as far as the actor may see them."""

from collections.abc import Mapping, Sequence

from django.urls import NoReverseMatch, reverse

from quancheng.insight.scorecards.events import APPEAL_KIND, LETTER_KIND, RESULT_KIND, SET_KIND
from quancheng.insight.scorecards.queries.appeals import appeals_for
from quancheng.insight.scorecards.queries.letters import letters_for
from quancheng.insight.scorecards.queries.results import period_of, results_for
from quancheng.insight.scorecards.queries.sets import sets_for
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.reference import row_numbers
from quancheng.kernel.links.registry import FindMany, Linked


def sets_as_linked(actor: Actor, refs: Sequence[str]) -> Mapping[str, Linked]:
    """Indicator sets by their number in the house."""
    found = sets_for(actor).filter(pk__in=row_numbers(refs))
    return {str(one.pk): Linked(str(one), _reversed("set", one.pk), one.from_on) for one in found}


def results_as_linked(actor: Actor, refs: Sequence[str]) -> Mapping[str, Linked]:
    """Results by their number in the house."""
    found = results_for(actor).filter(pk__in=row_numbers(refs))
    return {
        str(one.pk): Linked(f"{period_of(one).says}考核结果", _reversed("result", one.pk), one.known_on)
        for one in found
    }


def appeals_as_linked(actor: Actor, refs: Sequence[str]) -> Mapping[str, Linked]:
    """Appeals by their number in the house."""
    found = appeals_for(actor).filter(pk__in=row_numbers(refs))
    return {
        str(one.pk): Linked(f"考核申诉：{one}", _reversed("appeal", one.pk), one.case.due_on) for one in found
    }


def letters_as_linked(actor: Actor, refs: Sequence[str]) -> Mapping[str, Linked]:
    """Letters by their number in the house."""
    found = letters_for(actor).filter(pk__in=row_numbers(refs))
    return {str(one.pk): Linked(str(one), _reversed("letter", one.pk)) for one in found}


LINKED: tuple[tuple[str, str, FindMany], ...] = (
    (SET_KIND, "考核指标", sets_as_linked),
    (RESULT_KIND, "考核结果", results_as_linked),
    (APPEAL_KIND, "考核申诉", appeals_as_linked),
    (LETTER_KIND, "考核函件", letters_as_linked),
)


def _reversed(name: str, ref: int) -> str:
    try:
        return reverse(f"scorecards_desk:{name}", args=[ref])
    except NoReverseMatch:  # the portal does not know the pages of the desk
        return ""
