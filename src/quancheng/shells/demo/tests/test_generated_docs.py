"""What is written into docs/ from the code."""

from dataclasses import dataclass
from typing import ClassVar

import pytest
from django.core.management import call_command

from quancheng.kernel.access.audiences import Audience
from quancheng.kernel.audit.event import AuditEvent
from quancheng.kernel.calendar.ledger import Articles
from quancheng.kernel.casework.definition import CITIZEN, CLOCKWORK, Clock, Step, Workflow
from quancheng.kernel.casework.registry import workflows
from quancheng.kernel.orgs.roles import Role
from quancheng.shells.demo.generated import PAGES, audit_page, markdown, permissions_page, workflows_page
from quancheng.shells.demo.model_plan import ROWS


@dataclass(frozen=True, kw_only=True)
class BellRung(AuditEvent):
    """Only a test rings it."""

    code: ClassVar[str] = "demo.bell.rung"
    sentence: ClassVar[str] = "{who}敲了{times}下钟"
    personal: ClassVar[frozenset[str]] = frozenset({"who"})
    who: str
    times: int


class TestATable:
    def test_escapes_bars_and_closes_lines(self):
        assert markdown.table(("甲",), [("一|二\n三",)]) == "| 甲 |\n| --- |\n| 一\\|二 三 |"


class TestThePlanPage:
    def test_has_a_line_for_every_row(self):
        lines = PAGES["plan.md"]().splitlines()
        assert [sum(line.startswith(f"| {row.no} |") for line in lines) for row in ROWS] == [1] * 59

    def test_tells_what_exists(self):
        lines = PAGES["plan.md"]().splitlines()
        assert next(line for line in lines if line.startswith("| `records.plan`")).endswith("| yes |")


class TestTheAuditPage:
    def test_leaves_out_what_only_tests_declare(self):
        assert "demo.bell.rung" not in audit_page.text()

    def test_marks_personal_fields(self):
        (head, table) = audit_page._chapters([BellRung])
        assert head == "## demo"
        assert table.splitlines()[-1] == "| `demo.bell.rung` | {who}敲了{times}下钟 | *who*, times | – |"

    def test_says_so_when_there_is_none(self):
        assert audit_page._chapters([]) == ["No event is declared yet."]


class TestThePermissionsPage:
    @pytest.fixture
    def open_to(self) -> dict[str, str]:
        """Who reads what: the marks of each reader's line, one for each audience."""
        lines = [line for line in permissions_page.text().splitlines() if line.startswith("| ")]
        cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
        return {reader: "".join(marks) for reader, *marks in cells}

    def test_shows_the_public_to_everybody_in_the_house(self, open_to):
        place = list(Audience).index(Audience.PUBLIC)
        assert {open_to[reader][place] for reader in permissions_page.READERS if "sibling" not in reader} == {
            "●"
        }

    def test_shows_a_sibling_the_public_and_no_more(self, open_to):
        assert open_to["openness office of a sibling"].count("●") == 1

    def test_shows_the_government_above_figures_and_the_public(self, open_to):
        assert open_to["openness office of the government above"].count("●") == 2


OPEN = Step("open", "收件", frozenset(), "open", by={CITIZEN})
WAIT = Step("wait", "延长", {"open"}, None, by={Role.HEAD}, up_to=20, once=True)
CLOSE = Step("close", "答复", {"open"}, "end", by={Role.HANDLER, CLOCKWORK})
LETTER = Workflow(
    code="demo.letter",
    says="来信",
    states=frozenset({"open", "end"}),
    ends_in=frozenset({"end"}),
    steps=(OPEN, WAIT, CLOSE),
    clocks=(
        Clock(
            "answer", "答复", Articles(count="办法"), {OPEN}, frozenset({"end"}), length=20, longer_by={WAIT}
        ),
    ),
    state_says={"open": "办理中", "end": "已答复"},
)


class TestTheWorkflowsPage:
    @pytest.fixture
    def chapter(self) -> list[str]:
        return "\n".join(workflows_page.chapter(LETTER)).splitlines()

    def test_draws_each_step_that_moves_the_case(self, chapter):
        arrows = [line.strip() for line in chapter if "-->" in line]
        assert arrows == ["[*] --> s_open : 收件", "s_open --> s_end : 答复", "s_end --> [*]"]

    def test_lists_each_step_with_those_who_may_take_it(self, chapter):
        assert "| 延长 | 办理中 | – | 单位负责人 | staff | once a run, up to 20 |" in chapter
        assert "| 答复 | 办理中 | 已答复 | 自动程序、承办人 | staff | – |" in chapter

    def test_lists_each_clock(self, chapter):
        assert chapter[-1] == "| 答复 | 20 工作日 | 收件 | – | 延长 | 已答复 | 办法 |"

    def test_leaves_out_what_only_tests_register(self, monkeypatch):
        monkeypatch.setitem(workflows, "test.letter", LETTER)
        assert "来信" not in workflows_page.text()
        monkeypatch.setitem(workflows, "demo.letter", LETTER)
        assert "来信" in workflows_page.text()


class TestWriteDocs:
    def test_writes_every_page(self, tmp_path, capsys):
        call_command("write_docs", into=tmp_path / "docs")
        assert {p.name: p.read_text() for p in (tmp_path / "docs").iterdir()} == {
            name: text() for name, text in PAGES.items()
        }
