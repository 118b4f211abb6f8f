"""A register is previewed row by row, and comes in as a whole or not at all."""

from dataclasses import replace
from datetime import date

import pytest

from quancheng.kernel.audit.models import AuditEntry
from quancheng.kernel.orgs.authority import NotYourRegister
from quancheng.kernel.orgs.commands.register import RegisterUnsound, TenantExists, add_tenant, import_register
from quancheng.kernel.orgs.models import Holding, Person, Post, Tenant, Unit, UnitName
from quancheng.kernel.orgs.queries import NoSuchTenant
from quancheng.kernel.orgs.register.book import read_book, write_book
from quancheng.kernel.orgs.register.check import problems
from quancheng.kernel.orgs.register.difference import Fate
from quancheng.kernel.orgs.register.load import register_of
from quancheng.kernel.orgs.register.preview import preview_of
from quancheng.kernel.orgs.register.rows import (
    HoldingRow,
    NameRow,
    PersonRow,
    PlaceRow,
    PostRow,
    Row,
    UnitRow,
    book_of,
)
from quancheng.kernel.orgs.register.sheets import SHEETS
from quancheng.kernel.orgs.tests.conftest import CONSOLE, NOW

FIRST, LAST = date(2024, 1, 1), date(2024, 6, 30)
NEXT = date(2024, 7, 1)

TOP = UnitRow(code="1", kind="government", name="某市人民政府", short_name="市政府")
FINANCE = UnitRow(code="2", kind="department", name="某市财政局", short_name="市财政局")
NAMES = (
    NameRow(unit="1", kind="official", name="某市人民政府"),
    NameRow(unit="1", kind="short", name="市政府"),
    NameRow(unit="2", kind="official", name="某市财政局"),
    NameRow(unit="2", kind="short", name="市财政局"),
)
PLACE = PlaceRow(unit="2", parent="1", from_on=FIRST)
DESK = PostRow(unit="2", title="经办", roles=("handler",))
PEOPLE = (PersonRow(account="a", name="甲"), PersonRow(account="b", name="乙", email="b@x.cn"))
HOLDER = HoldingRow(account="a", unit="2", post="经办", from_on=FIRST)
DEPUTY = HoldingRow(account="b", unit="2", post="经办", from_on=FIRST, until_on=LAST, stands_in_for="a")
REGISTER: tuple[Row, ...] = (TOP, FINANCE, *NAMES, PLACE, DESK, *PEOPLE, HOLDER, DEPUTY)


def wrong(*rows: Row) -> list[str]:
    return [problem.sentence for problem in problems(book_of(SHEETS, *REGISTER, *rows))]


class TestASoundRegister:
    def test_has_no_problem(self):
        assert wrong() == []

    @pytest.mark.parametrize(
        ("row", "sentence"),
        [
            (replace(FINANCE, opened_on=LAST, closed_on=FIRST), "撤销日期早于设立日期"),
            (replace(FINANCE, merged_into="9", closed_on=LAST), "并入单位编码“9”不在名册中"),
            (replace(FINANCE, merged_into="2", closed_on=LAST), "单位不能并入自己"),
            (replace(FINANCE, merged_into="1"), "填了并入单位就要填撤销日期"),
            (replace(FINANCE, name="另一个局"), "与“名称”表中的现行全称“某市财政局”不一致"),
            (replace(FINANCE, short_name=""), "与“名称”表中的现行简称“市财政局”不一致"),
            (NameRow(unit="9", kind="alias", name="x"), "单位编码“9”不在“单位”表中"),
            (NameRow(unit="2", kind="alias", name="x", from_on=LAST, until_on=FIRST), "结束日期早于开始日期"),
            (NameRow(unit="2", kind="official", name="x", from_on=FIRST), "只能有一个全称、一个简称"),
            (PlaceRow(unit="2", parent="9", from_on=FIRST), "单位编码“9”不在“单位”表中"),
            (PlaceRow(unit="2", parent="1", from_on=LAST), "同一时间只能有一个上级"),
            (PlaceRow(unit="1", parent="2"), "会成为自己的上级"),
            (PlaceRow(unit="1", parent="1"), "会成为自己的上级"),
            (PostRow(unit="2", title="经办", roles=("head",), opened_on=FIRST), "已有同名的岗位"),
            (PersonRow(account="a b", name="丙"), "含有空格或特殊符号"),
            (replace(HOLDER, account="z", until_on=FIRST), "账号“z”不在“人员”表中"),
            (HoldingRow(account="b", unit="2", post="没有", from_on=FIRST), "没有“没有”岗位"),
            (HoldingRow(account="b", unit="2", post="经办", from_on=NEXT), "已有人任职"),
            (replace(DEPUTY, until_on=None), "代理必须填写离岗日期"),
            (replace(DEPUTY, stands_in_for="b"), "不能代理自己"),
            (replace(DEPUTY, stands_in_for="z"), "“z”在代理期间不在这个岗位上"),
            (replace(DEPUTY, from_on=date(2023, 1, 1)), "“a”在代理期间不在这个岗位上"),
        ],
    )  # fmt: skip
    def test_is_spoilt_by(self, row, sentence):
        assert any(sentence in one for one in wrong(row)), wrong(row)

    def test_may_change_a_name_a_place_and_a_post_over_time(self):
        old = replace(NAMES[2], until_on=LAST)
        new = NameRow(unit="2", kind="official", name="某市财政金融局", from_on=NEXT)
        again = PostRow(unit="2", title="承办", roles=("head",), closed_on=LAST)
        after = PostRow(unit="2", title="承办", roles=("head",), opened_on=NEXT)
        assert problems(
            book_of(
                SHEETS, *REGISTER, replace(FINANCE, name=new.name), *NAMES[:2], NAMES[3], new, again, after
            )
        )  # the old name still lasts
        rows = [row for row in REGISTER if row is not NAMES[2]]
        moved = (replace(PLACE, until_on=LAST), PlaceRow(unit="2", parent="3", from_on=NEXT))
        third = (replace(TOP, code="3"), *(replace(name, unit="3") for name in NAMES[:2]))
        changed = (replace(FINANCE, name=new.name), old, new, again, after, *third, *moved)
        assert problems(book_of(SHEETS, *rows, *changed)) == ()

    def test_knows_a_circle_only_where_the_days_meet(self):
        third = (replace(TOP, code="3"), *(replace(name, unit="3") for name in NAMES[:2]))
        below = PlaceRow(unit="3", parent="2", from_on=FIRST, until_on=LAST)
        assert wrong(*third, below, PlaceRow(unit="1", parent="3", from_on=NEXT)) == []
        assert any(
            "自己的上级" in one for one in wrong(*third, below, PlaceRow(unit="1", parent="3", from_on=LAST))
        )


pytestmark = pytest.mark.django_db


def bring(actor, *rows: Row, tenant: str = "city"):
    brought = book_of(SHEETS, *rows)
    return import_register(tenant=tenant, brought=brought, lines={}, actor=actor, now=NOW)


class TestImportRegister:
    def test_writes_every_table_and_one_line(self, city, system):
        before = AuditEntry.objects.count()
        bring(system, *REGISTER)
        assert [m.objects.count() for m in (Unit, UnitName, Post, Person, Holding)] == [2, 4, 1, 2, 2]
        assert [str(held) for held in Holding.objects.order_by("pk")] == ["甲", "乙 代 甲"]
        assert AuditEntry.objects.count() == before + 1
        facts = AuditEntry.objects.latest("seq").facts
        assert (facts["added"], facts["changed"], facts["unchanged"]) == (12, 0, 0)
        assert not Person.objects.get(account="a").has_usable_password()

    def test_goes_round_through_a_workbook_without_loss(self, city, system):
        bring(system, *REGISTER)
        register = register_of(city)
        assert register == book_of(SHEETS, *REGISTER)
        back = read_book(write_book(register))
        again = import_register(
            tenant="city",
            brought=back.book,
            lines=back.lines,
            unread=tuple(back.unread),
            actor=system,
            now=NOW,
        )
        assert not again.changes_something
        assert register_of(city) == register

    def test_changes_what_a_file_changes_and_keeps_what_it_does_not_name(self, city, system):
        bring(system, *REGISTER)
        renamed = NameRow(unit="2", kind="official", name="某市财政金融局", from_on=NEXT)
        rows: tuple[Row, ...] = (
            replace(FINANCE, name="某市财政金融局"),
            replace(NAMES[2], until_on=LAST),
            renamed,
            replace(PLACE, until_on=LAST),
            PlaceRow(unit="2", parent="1", from_on=NEXT),
            replace(DESK, roles=("head", "reviewer")),
            replace(PEOPLE[0], email="a@x.cn"),
            replace(HOLDER, until_on=LAST),
        )
        preview = bring(system, *rows)
        assert (len(preview.of(Fate.ADDED)), len(preview.of(Fate.CHANGED))) == (2, 6)
        expected = book_of(SHEETS, *REGISTER, *rows)
        assert register_of(city) == expected

    def test_takes_a_post_over_from_one_to_the_other(self, city, system):
        bring(system, *REGISTER)
        heir = HoldingRow(account="b", unit="2", post="经办", from_on=NEXT)
        bring(system, replace(HOLDER, until_on=LAST), heir)
        assert Holding.objects.filter(until_on=None).get().person.account == "b"

    def test_writes_nothing_when_one_row_is_wrong(self, city, system):
        with pytest.raises(RegisterUnsound) as refusal:
            bring(system, *REGISTER, PlaceRow(unit="1", parent="2"))
        assert refusal.value.sentence.startswith("没有导入任何内容。工作表“隶属”")
        assert not Unit.objects.exists()

    def test_writes_nothing_when_one_row_cannot_be_read(self, city, system):
        brought = book_of(SHEETS, *REGISTER)
        with pytest.raises(RegisterUnsound, match="第7行"):
            import_register(
                tenant="city",
                brought=brought,
                lines={},
                unread=("工作表“人员”第7行：坏",),
                actor=system,
                now=NOW,
            )
        assert not Unit.objects.exists()

    def test_never_takes_an_account_of_another_government(self, city, system, sibling, stranger):
        bring(stranger, PEOPLE[0], tenant="west")
        with pytest.raises(RegisterUnsound, match="已被其他政府的人员使用"):
            bring(system, *REGISTER)
        assert Person.objects.get(account="a").tenant == sibling

    def test_is_refused_to_others(self, city, security, stranger):
        with pytest.raises(NotYourRegister):
            bring(security, *REGISTER)
        with pytest.raises(NoSuchTenant):
            bring(stranger, *REGISTER)


class TestThePreview:
    def test_names_sheet_and_line(self, city):
        brought = read_book(write_book(book_of(SHEETS, *REGISTER, PlaceRow(unit="1", parent="2"))))
        preview = preview_of(city, brought.book, lines=brought.lines)
        assert "工作表“隶属”第3行：“1”会成为自己的上级，请改正上级单位编码" in preview.wrong
        assert not preview.is_sound
        assert not Unit.objects.exists()

    def test_tells_which_fields_change(self, city, system):
        bring(system, *REGISTER)
        preview = preview_of(city, book_of(SHEETS, replace(PEOPLE[1], name="丙", email="")), lines={})
        (change,) = preview.of(Fate.CHANGED)
        assert change.fields == ("name", "email")

    def test_costs_as_many_queries_for_many_rows_as_for_few(
        self, city, system, django_assert_max_num_queries
    ):
        people = [PersonRow(account=f"p{number}", name="某") for number in range(200)]
        bring(system, *REGISTER, *people)
        with django_assert_max_num_queries(12):
            preview_of(city, book_of(SHEETS, *REGISTER, *people), lines={})


class TestAddTenant:
    def test_opens_three_empty_seats(self, city):
        assert city.seats.filter(person=None).count() == 3

    def test_is_for_consoles_and_once(self, city, system):
        told = {"slug": "city", "name": "某市", "full_name": "某市人民政府", "level": "city", "now": NOW}
        with pytest.raises(TenantExists):
            add_tenant(**told, actor=CONSOLE)
        with pytest.raises(NotYourRegister):
            add_tenant(**{**told, "slug": "new"}, actor=system)
        assert Tenant.objects.count() == 1
