"""What is checked before a report goes out, and how its words stand to its tables."""

from collections.abc import Mapping, Sequence

from quancheng.insight.yearbook.events import REPORT_KIND
from quancheng.insight.yearbook.models import Report
from quancheng.insight.yearbook.queries.reports import former_figures, members_of
from quancheng.insight.yearbook.queries.requests import handed_over
from quancheng.insight.yearbook.rules import identities
from quancheng.insight.yearbook.rules.counting import counter_of
from quancheng.insight.yearbook.rules.figures import Figures
from quancheng.insight.yearbook.rules.identities import Violation
from quancheng.insight.yearbook.rules.shape import TEXT_TITLES, Part
from quancheng.insight.yearbook.rules.slots import SLOT
from quancheng.insight.yearbook.rules.words import headings_alone
from quancheng.kernel.approvals.standing import Version

TEXTS = tuple(TEXT_TITLES)


def violations_of(report: Report, former: Figures | None) -> tuple[Violation, ...]:
    """What does not hold in a report, with what is doubtful."""
    members, moved = None, None
    if report.unit_id is None and report.state != Report.State.RECORDED:
        members = [*(one.source.figures for one in members_of(report) if one.source), report.of_others]
    elif report.unit_id is not None and former is not None:
        moved = handed_over(unit_ids=[report.unit_id], year=report.year)
    found = identities.violations(report.figures, former=former, members=members, moved=moved)
    return (*found, *identities.fees(report.figures, other=report.other), *_untold(report, former))


def _untold(report: Report, former: Figures | None) -> Sequence[Violation]:
    """Tables that nobody filled, headings without words, a year before of which nothing is known: doubts."""
    found: list[Violation] = []
    if report.state == Report.State.RECORDED:
        return found
    for part in Part:
        if not report.figures.counted(part):
            says = f"第{part.numeral}部分还没有数据：没有可统计的记录，也没有录入，将按0公布，请核对"
            found.append(Violation("", says, (), is_doubt=True))
    if alone := headings_alone({name: getattr(report, name) for name in TEXTS}):
        says = f"文字部分的{'、'.join(f'“{one}”' for one in alone)}下面还没有内容，请补写，或者删去标题"
        found.append(Violation("", says, (), is_doubt=True))
    if former is None:
        says = f"没有{report.year - 1}年度报告的数据，“上年结转”未能核对，请导入上年报告"
        found.append(Violation(identities.YEARS, says, (), is_doubt=True))
    return found


def checked(report: Report) -> tuple[Violation, ...]:
    """The same, with last year's figures looked up."""
    return violations_of(report, former_figures(report))


def draft_name(report: Report) -> str:
    """Under what name the versions of a report are kept."""
    return f"{REPORT_KIND}/{report.pk}"


def words_of(report: Report) -> Mapping[str, str]:
    """What people wrote in a report: its texts, without the numbers that are bound, and what was typed."""
    texts = {name: SLOT.sub(r"\1", getattr(report, name)) for name in TEXTS}
    typed = {f"cell {key}": str(report.cells.get(key, "")) for key in report.hand}
    return {**texts, **typed, **{f"source {part}": text for part, text in report.sources.items()}}


def version_by(report: Report, person_id: int) -> Version:
    """How a report reads now, by who wrote it so."""
    return Version(person_id, words_of(report))


def is_counted(part: Part) -> bool:
    """Whether a table is counted from records."""
    return counter_of(part) is not None
