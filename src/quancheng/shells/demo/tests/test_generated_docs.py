"""What is written into docs/ from the code."""

from dataclasses import dataclass
from typing import ClassVar

from django.core.management import call_command

from quancheng.kernel.audit.event import AuditEvent
from quancheng.shells.demo.generated import PAGES, audit_page, markdown
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


class TestWriteDocs:
    def test_writes_every_page(self, tmp_path, capsys):
        call_command("write_docs", into=tmp_path / "docs")
        assert {p.name: p.read_text() for p in (tmp_path / "docs").iterdir()} == {
            name: text() for name, text in PAGES.items()
        }
