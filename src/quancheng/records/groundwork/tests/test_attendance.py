"""Who came: by hand, by a sheet, by the code on the wall; each counts once, and names stay inside."""

from dataclasses import replace
from io import BytesIO

import pytest
from django.db import connection
from openpyxl import load_workbook

from quancheng.kernel.audit.models import AuditEntry
from quancheng.kernel.files.filled import Template, UnreadableTable, read_filled
from quancheng.kernel.files.tables import Sheet, as_xlsx
from quancheng.records.groundwork.commands import attendance as commands
from quancheng.records.groundwork.commands import gatherings
from quancheng.records.groundwork.models import Attendance
from quancheng.records.groundwork.queries import attendance as queries
from quancheng.records.groundwork.queries.gatherings import NoSuchGathering
from quancheng.records.groundwork.rules.attendance import MOST_LINES, NAME, SHEET, UNIT
from quancheng.records.groundwork.tests.conftest import AFTER, MEETING, NOW, at, seen

NOON = at("2026-03-04", "13:50")  # Wednesday, ten minutes before the meeting
LATER = at("2026-03-04", "14:02")


def filled(*people: tuple[str, str], template: Template = SHEET):
    rows = [(number, name, unit) for number, (name, unit) in enumerate(people, start=1)]
    return read_filled(as_xlsx(Sheet("签到表", (template.key, NAME, UNIT), rows)), template=SHEET)


def add(one, actor, name="演示甲", unit="市财政局"):
    return commands.add_attendance(gathering_id=one.pk, name=name, unit=unit, actor=actor, now=AFTER)


def opened(one, actor, *, is_printed=False, until="15:00"):
    told = {"ends_at": at("2026-03-04", until), "is_printed": is_printed}
    return commands.open_check_in(gathering_id=one.pk, **told, actor=actor, now=NOON)


def sign(actor, code, one=None, now=LATER):
    return commands.sign_in(code=code, gathering_id=one.pk if one else None, actor=actor, now=now)


class TestAddAttendance:
    def test_seals_the_name(self, planned, clerk):
        add(planned, clerk)
        with connection.cursor() as cursor:
            cursor.execute("SELECT name FROM groundwork_attendance")
            assert "演示甲" not in cursor.fetchone()[0]
        assert "演示甲" not in str(AuditEntry.objects.latest("seq").facts)

    def test_counts_one_person_once(self, planned, clerk):
        add(planned, clerk)
        with pytest.raises(commands.OnTheList):
            add(planned, clerk, name=" 演示 甲")
        assert Attendance.objects.count() == 1

    def test_is_over_when_the_head_has_confirmed(self, confirmed, clerk):
        with pytest.raises(gatherings.NotYourGathering):
            add(confirmed, clerk)

    def test_is_closed_to_a_stranger(self, planned, neighbour):
        with pytest.raises(NoSuchGathering):
            add(planned, neighbour)


class TestStrikeAttendance:
    def test_takes_one_off(self, planned, clerk):
        one = add(planned, clerk)
        commands.strike_attendance(
            gathering_id=planned.pk, attendance_id=one.pk, reason="误登", actor=clerk, now=AFTER
        )
        assert not Attendance.objects.exists()
        assert AuditEntry.objects.latest("seq").code == "groundwork.attendance.struck"


class TestReadAttendanceSheet:
    def read(self, one, actor, told):
        return commands.read_attendance_sheet(gathering_id=one.pk, filled=told, actor=actor, now=AFTER)

    def test_takes_in_who_is_new(self, planned, clerk):
        add(planned, clerk)
        told = filled(("演示甲", "市财政局"), ("演示乙", "市水务局"))
        assert self.read(planned, clerk, told) == 1
        assert Attendance.objects.count() == 2

    def test_reads_the_sheet_that_it_gave_out(self, planned, clerk):
        book = load_workbook(BytesIO(as_xlsx(queries.sheet_to_fill(planned))))
        book.active["B2"], book.active["C2"] = "演示丙", "市水务局"
        kept = BytesIO()
        book.save(kept)
        assert self.read(planned, clerk, read_filled(kept.getvalue(), template=SHEET)) == 0 + 1

    def test_names_all_faults_together_and_takes_in_nobody(self, planned, clerk):
        told = filled(("演示甲", "市财政局"), ("", "市财政局"), ("演示丁", ""), ("演示甲", "市财政局"))
        with pytest.raises(commands.SheetUnsound) as refused:
            self.read(planned, clerk, told)
        cells = "".join(refused.value.wrong)
        assert len(refused.value.wrong) == 3
        assert all(cell in cells for cell in ("B3", "C4", "B5", "B2"))
        assert not Attendance.objects.exists()

    def test_is_refused_with_three_thousand_lines(self, planned, clerk):
        told = filled(*((f"演示{number}", "市财政局") for number in range(3000)))
        with pytest.raises(commands.SheetUnsound) as refused:
            self.read(planned, clerk, told)
        assert f"共3000行，超过{MOST_LINES}行" in refused.value.wrong[0]

    def test_is_refused_from_an_older_template(self):
        with pytest.raises(UnreadableTable, match="由第0版模板导出"):
            filled(("演示甲", "市财政局"), template=Template("签到表", 0, (NAME, UNIT)))

    def test_is_refused_when_it_is_empty(self, planned, clerk):
        with pytest.raises(commands.SheetUnsound) as refused:
            self.read(planned, clerk, filled(("", "")))
        assert "还没有填写" in refused.value.wrong[0]


class TestSignIn:
    def test_puts_the_person_on_the_list(self, planned, clerk, neighbour):
        code = queries.code_of(opened(planned, clerk), LATER)
        assert sign(neighbour, code) == planned
        [listed] = queries.attendance_of(clerk, planned)
        assert (listed.name, listed.unit, listed.how) == ("演示neighbour", "市水务局", "扫码签到")
        assert "演示neighbour" not in str(AuditEntry.objects.latest("seq").facts)

    def test_is_open_to_the_governments_below(self, planned, clerk, district):
        code = queries.code_of(opened(planned, clerk), LATER)
        assert sign(district, code, planned) == planned

    def test_counts_the_same_person_once(self, planned, clerk, neighbour):
        code = queries.code_of(opened(planned, clerk), LATER)
        sign(neighbour, code)
        with pytest.raises(commands.OnTheList, match="您已经签到"):
            sign(neighbour, code)

    def test_takes_the_code_of_five_minutes_ago_but_not_an_older_one(self, planned, clerk, neighbour, head):
        check_in = opened(planned, clerk)
        old = queries.code_of(check_in, at("2026-03-04", "13:56"))
        assert old != queries.code_of(check_in, LATER)
        assert sign(neighbour, old, planned, now=at("2026-03-04", "14:04")) == planned
        with pytest.raises(queries.CodeOver, match="已经更换"):
            sign(head, old, planned, now=at("2026-03-04", "14:11"))

    def test_keeps_a_printed_code(self, planned, clerk, neighbour):
        check_in = opened(planned, clerk, is_printed=True)
        assert sign(neighbour, queries.code_of(check_in, NOON), planned, now=at("2026-03-04", "14:59"))

    def test_is_refused_after_the_end(self, planned, clerk, neighbour):
        code = queries.code_of(opened(planned, clerk, until="14:01"), LATER)
        with pytest.raises(queries.CodeOver, match="签到已经结束"):
            sign(neighbour, code, planned)
        with pytest.raises(queries.NoSuchCode):
            sign(neighbour, code)

    def test_is_refused_with_the_code_of_another_meeting(self, planned, clerk, neighbour):
        other = gatherings.plan_gathering(told=replace(MEETING, title="另一个会"), actor=clerk, now=NOW)
        opened(planned, clerk)
        code = queries.code_of(opened(other, clerk), LATER)
        with pytest.raises(queries.CodeOfAnother, match="请扫本会场的二维码"):
            sign(neighbour, code, planned)

    def test_is_refused_when_it_was_closed(self, planned, clerk, neighbour):
        code = queries.code_of(opened(planned, clerk), LATER)
        commands.close_check_in(gathering_id=planned.pk, actor=clerk, now=at("2026-03-04", "14:01"))
        with pytest.raises(queries.CodeOver):
            sign(neighbour, code, planned)


class TestOpenCheckIn:
    def test_is_refused_when_it_ends_in_the_past(self, planned, clerk):
        with pytest.raises(commands.NoTimeToSignIn, match="截止时间已过"):
            opened(planned, clerk, until="13:00")

    def test_is_refused_before_the_day(self, planned, clerk):
        with pytest.raises(commands.NoTimeToSignIn, match="当天再开启"):
            commands.open_check_in(
                gathering_id=planned.pk, ends_at=at("2026-03-04", "15:00"), is_printed=False, actor=clerk,
                now=NOW,
            )  # fmt: skip

    def test_is_refused_when_it_was_reported(self, held, clerk):
        with pytest.raises(commands.NoTimeToSignIn):
            opened(held, clerk)


class TestNames:
    def test_are_masked_outside_the_unit_and_its_office(self, planned, clerk, head, office, neighbour):
        add(planned, clerk)
        one = gatherings.hold_gathering(**seen(planned), actor=clerk, now=AFTER)
        one = gatherings.confirm_gathering(**seen(one), actor=head, now=AFTER)
        assert queries.attendance_of(office, one)[0].name == "演示甲"
        assert queries.attendance_of(neighbour, one)[0].name == "演**"

    def test_leave_only_with_a_line_in_the_audit(self, planned, clerk, head, neighbour):
        add(planned, clerk)
        sheet = commands.export_attendance(gathering_id=planned.pk, actor=clerk, now=AFTER)
        assert [row[0] for row in sheet.rows] == ["演示甲"]
        assert AuditEntry.objects.latest("seq").code == "groundwork.attendance.exported"
        one = gatherings.hold_gathering(**seen(planned), actor=clerk, now=AFTER)
        gatherings.confirm_gathering(**seen(one), actor=head, now=AFTER)
        with pytest.raises(commands.NamesNotYours):
            commands.export_attendance(gathering_id=planned.pk, actor=neighbour, now=AFTER)
