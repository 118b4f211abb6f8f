"""Duties as a workbook, both ways: what is confirmed is what was previewed, all of it or nothing."""

import io
from datetime import date

import pytest
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.files.filled import Filled, read_filled
from quancheng.kernel.files.safety import check_upload
from quancheng.kernel.files.tables import as_xlsx
from quancheng.kernel.obligations.models import DueItem
from quancheng.kernel.orgs.roles import Role
from quancheng.records.plan.commands import filling
from quancheng.records.plan.models import FilledTable
from quancheng.records.plan.queries.filling import preview_of
from quancheng.records.plan.queries.to_fill import sheets_to_confirm, sheets_to_report
from quancheng.records.plan.rules.filling import (
    ADDRESSES,
    CONFIRMATIONS,
    DECISION,
    NOTE,
    REASON,
    REPORT,
    REPORTS,
    VERSION,
)
from quancheng.records.plan.tests.conftest import at
from quancheng.records.plan.tests.measured import issue_measured, posts_that_count
from quancheng.records.plan.tests.test_bringing_a_plan import bring, confirm
from quancheng.records.plan.tests.test_working_on_duties import staff

TODAY = date(2026, 3, 31)  # Tuesday
THEN = at("2026-03-31")
PAGE = "https://www.example.cn/a.html"
KINDS = FilledTable.Kind


@pytest.fixture(autouse=True)
def files_of_the_test(settings, tmp_path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def posts():
    with posts_that_count() as posts:
        yield posts


@pytest.fixture
def clerk(posts, office) -> Actor:
    plan = confirm(bring(office), office).plan
    issue_measured(plan, office)
    return staff("市财政局", "clerk", Role.HANDLER)


@pytest.fixture
def head(clerk) -> Actor:
    return staff("市财政局", "head", Role.HEAD)


class Book:
    """A workbook as a person fills it in, line by line."""

    def __init__(self, data: bytes) -> None:
        self.book = load_workbook(io.BytesIO(data))

    @property
    def page(self) -> Worksheet:
        return self.book.worksheets[0]

    def fill(self, line: int, **told: str) -> "Book":
        headings = [cell.value for cell in self.page[1]]
        columns = {"note": NOTE, "addresses": ADDRESSES, "report": REPORT, "version": VERSION}
        columns |= {"decision": DECISION, "reason": REASON, "key": headings[0]}
        for name, value in told.items():
            self.page.cell(line, headings.index(columns[name]) + 1, value)
        return self

    def data(self) -> bytes:
        out = io.BytesIO()
        self.book.save(out)
        return out.getvalue()


def to_report(actor: Actor) -> Book:
    return Book(as_xlsx(*sheets_to_report(actor, today=TODAY)))


def to_confirm(actor: Actor) -> Book:
    return Book(as_xlsx(*sheets_to_confirm(actor)))


def read(book: Book, kind: str = KINDS.REPORTS) -> Filled:
    return read_filled(book.data(), template=REPORTS if kind == KINDS.REPORTS else CONFIRMATIONS)


def brought(book: Book, actor: Actor, kind: str = KINDS.REPORTS) -> FilledTable:
    data = book.data()
    return filling.bring_table(
        kind=kind, upload=check_upload(data, name="办理表.xlsx"), data=data, actor=actor, now=THEN
    )


def wrong(book: Book, actor: Actor, kind: str = KINDS.REPORTS) -> list[str]:
    return list(preview_of(actor, kind, read(book, kind), today=TODAY).wrong)


def apply(
    book: Book, actor: Actor, kind: str = KINDS.REPORTS, table: FilledTable | None = None, seen: str = ""
):
    command = filling.apply_reports if kind == KINDS.REPORTS else filling.apply_confirmations
    table = table or brought(book, actor, kind)
    filled = read(book, kind)
    seen = seen or preview_of(actor, kind, filled, today=TODAY).fingerprint
    return command(table_id=table.pk, filled=filled, seen=seen, actor=actor, now=THEN)


def duty_in(book: Book, line: int) -> DueItem:
    return DueItem.objects.select_related("case").get(pk=int(book.page.cell(line, 1).value))


texts = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Z"), exclude_characters="\ufffe\uffff"), max_size=30
)
asked = st.lists(
    st.tuples(
        st.integers(1, 10**12),
        st.integers(0, 10**6),
        texts,
        st.lists(st.sampled_from([PAGE, f"{PAGE}?b", "http://x.cn/；"])),
    ),
    unique_by=lambda each: each[0],
)
