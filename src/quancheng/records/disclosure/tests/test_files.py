"""Files of a reply: brought for an item, covered and finished, and what stands against giving them out."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse

from quancheng.kernel.audit.models import AuditEntry
from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.casework.refusals import MovedMeanwhile, NotYourStep, StepNotOpen
from quancheng.kernel.files.refused import FileRefused
from quancheng.kernel.files.safety import BearsSecrecyMark, check_upload
from quancheng.kernel.notify.models import Notice
from quancheng.kernel.orgs.roles import Role
from quancheng.kernel.redaction.commands.drafting import begin_redaction
from quancheng.kernel.redaction.queries import bytes_of
from quancheng.kernel.redaction.refusals import NoSuchRedaction, NotYoursToRedact, SecondPersonNeeded
from quancheng.kernel.redaction.subjects import subjects_of
from quancheng.records.disclosure.commands import files
from quancheng.records.disclosure.events import FILE_KIND
from quancheng.records.disclosure.models import ReplyFile, Request
from quancheng.records.disclosure.models.requests import Route
from quancheng.records.disclosure.queries.checks import checks_of
from quancheng.records.disclosure.queries.files import (
    FilesAttached,
    FilesNotReady,
    NoSuchFile,
    SecretIsCited,
)
from quancheng.records.disclosure.queries.redacting import files_as_linked
from quancheng.records.disclosure.queries.replies import NoSuchItem, open_reply
from quancheng.records.disclosure.queries.requests import NoSuchRequest
from quancheng.records.disclosure.rules.files import FILE_KINDS, Gives
from quancheng.records.disclosure.tests import story
from quancheng.records.disclosure.tests.conftest import NOW, seen, signed_in, staff

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def files_of_the_test(settings, tmp_path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def reviewer(city):
    return staff("市财政局", "reviewer", Role.REVIEWER)


@pytest.fixture
def partly(received, clerk, office) -> Request:
    return story.in_part(received, clerk, office)


def last_told() -> str:
    return AuditEntry.objects.order_by("-seq").values_list("code", flat=True)[0]


def found_by_checks(request: Request) -> set[str]:
    return {one.checked.check.code for one in checks_of(request, on=NOW.date()) if not one.checked.is_passed}


class TestTheGate:
    def test_takes_an_ofd_and_reads_its_marks(self):
        assert check_upload(ofd("正文"), name="a.ofd", accepted=FILE_KINDS).content is None
        with pytest.raises(BearsSecrecyMark):
            check_upload(ofd("机密★10年"), name="a.ofd", accepted=FILE_KINDS)

    def test_turns_programs_away(self):
        with pytest.raises(FileRefused, match="程序"):
            check_upload(b"MZ\x90\x00" + b"\x00" * 99, name="a.pdf", accepted=FILE_KINDS)


class TestAttachFile:
    def test_keeps_it_for_its_item(self, partly, clerk):
        made = story.attached(partly, clerk)
        assert (made.place, made.gives, made.original.name) == (1, "open_part", "内部名称.txt")
        assert last_told() == "disclosure.file.attached"

    def test_on_what_is_a_state_secret_is_refused(self, partly, clerk):
        story.decided(
            partly, clerk, "14-secret", said={"reasons": "涉密", "classification": "机密，某机关，某文"}
        )
        with pytest.raises(SecretIsCited, match="不得上传"):
            story.attached(partly, clerk)

    def test_is_not_followed_by_a_secret(self, partly, clerk):
        story.attached(partly, clerk)
        with pytest.raises(SecretIsCited, match="先移除"):
            story.decided(partly, clerk, withheld=("14-secret",))

    def test_keeps_the_items_as_they_are(self, partly, clerk):
        story.attached(partly, clerk)
        with pytest.raises(FilesAttached):
            story.divided(partly, clerk, "甲", "乙")

    def test_is_the_handlers(self, partly, head, neighbour, office):
        with pytest.raises(NotYourStep):
            story.attached(partly, head)
        with pytest.raises(NoSuchRequest):
            story.attached(partly, neighbour)
        with pytest.raises(NoSuchItem):
            story.attached(partly, office)

    def test_for_no_item_or_an_older_page_is_refused(self, partly, clerk):
        with pytest.raises(NoSuchItem):
            story.attached(partly, clerk, place=2)
        stale = seen(partly)
        story.attached(partly, clerk)
        with pytest.raises(MovedMeanwhile):
            files.attach_file(
                **stale, place=1, title="x", gives=Gives.WHOLE, data=b"x", actor=clerk, now=NOW,
                upload=check_upload(b"x", name="x.txt"),
            )  # fmt: skip

    def test_has_a_most(self, partly, clerk, monkeypatch):
        monkeypatch.setattr(files, "FILES_MOST", 1)
        story.attached(partly, clerk)
        with pytest.raises(files.TooManyFiles):
            story.attached(partly, clerk)


class TestRedaction:
    def test_puts_the_open_part_in_its_place(self, partly, clerk, reviewer, drain):
        one = story.attached(partly, clerk)
        done = story.redacted(one, clerk, reviewer)
        drain()
        one.refresh_from_db()
        assert one.redaction == done
        assert one.withheld == [["《政府信息公开条例》第十五条", 1, "15"]]
        assert story.COVERED.encode() not in bytes_of(done.product)
        assert last_told() == "disclosure.file.redacted"

    def test_tells_who_looks_it_through(self, partly, clerk, reviewer, head):
        story.handed_in(story.attached(partly, clerk), clerk)
        told = Notice.objects.filter(kind="redaction.to_look_at").values_list("to_person", flat=True)
        assert set(told) == {reviewer.person_id, head.person_id}

    def test_needs_a_second_person(self, partly, clerk):
        both = staff("市财政局", "both", Role.HANDLER, Role.REVIEWER)
        with pytest.raises(SecondPersonNeeded):
            story.redacted(story.attached(partly, both), both, both)

    def test_is_the_agencys_alone(self, partly, clerk, office, neighbour, head):
        ref = RecordRef(FILE_KIND, str(story.attached(partly, clerk).pk))
        for stranger in (office, neighbour):
            assert subjects_of(stranger, [ref]) == {}
            assert files_as_linked(stranger, [ref.ref]) == {}
            with pytest.raises(NoSuchRedaction):
                begin_redaction(ref=ref, actor=stranger, now=NOW)
        with pytest.raises(NotYoursToRedact):
            begin_redaction(ref=ref, actor=head, now=NOW)
        assert list(files_as_linked(clerk, [ref.ref])) == [ref.ref]

    def test_rests_while_the_reply_is_on_its_way(self, partly, clerk, reviewer):
        one = story.attached(partly, clerk)
        story.taken_in(one, clerk, reviewer)
        story.drafted(partly, clerk)
        with pytest.raises(NotYoursToRedact):
            begin_redaction(ref=RecordRef(FILE_KIND, str(one.pk)), actor=clerk, now=NOW)

    def test_of_another_module_is_left_to_it(self):
        with pytest.raises(NoSuchFile):
            files.take_redacted(redaction_id=999, actor=None, now=NOW)


class TestDraftReply:
    def test_waits_for_the_redaction(self, partly, clerk, reviewer, drain):
        one = story.attached(partly, clerk)
        with pytest.raises(FilesNotReady, match="还没有完成区分处理"):
            story.drafted(partly, clerk)
        story.redacted(one, clerk, reviewer)
        with pytest.raises(FilesNotReady, match="还没有完成"):
            story.drafted(partly, clerk)
        drain()
        story.drafted(partly, clerk)
        text = open_reply(partly).text
        assert "附件：1．补贴发放表（区分处理后；不公开内容的依据：《政府信息公开条例》第十五条1处）" in text

    def test_goes_without_where_the_open_part_is_text(self, partly, clerk):
        one = story.attached(partly, clerk)
        files.give_otherwise(**seen(partly), file_id=one.pk, gives=Gives.NOTHING, actor=clerk, now=NOW)
        assert last_told() == "disclosure.file.changed"
        story.drafted(partly, clerk)
        assert "附件：" not in open_reply(partly).text

    def test_never_gives_the_whole_of_what_is_open_in_part(self, partly, clerk):
        story.attached(partly, clerk, gives=Gives.WHOLE)
        with pytest.raises(FilesNotReady, match="全文提供"):
            story.drafted(partly, clerk)

    def test_wants_the_ground_of_each_box_among_those_of_the_item(self, partly, clerk, reviewer):
        story.taken_in(story.attached(partly, clerk), clerk, reviewer, ground="16-1")
        with pytest.raises(FilesNotReady, match="第十六条第一款"):
            story.drafted(partly, clerk)

    def test_takes_no_file_with_what_is_withheld(self, partly, clerk):
        story.decided(partly, clerk, "16-1", said={"reasons": "人事管理"})
        story.attached(partly, clerk)
        with pytest.raises(FilesNotReady, match="不是公开"):
            story.drafted(partly, clerk)

    def test_gives_what_is_open_whole(self, partly, clerk, head):
        story.decided(partly, clerk, "36-2", said={"information": "见附件"})
        story.overruled(partly, head, clerk)
        story.attached(partly, clerk, gives=Gives.WHOLE)
        story.drafted(partly, clerk)
        assert "附件：1．补贴发放表" in open_reply(partly).text

    @pytest.mark.parametrize("route", [Route.NETWORK, Route.POST])
    def test_is_asked_for_where_the_reply_promises_one_over_the_network(self, partly, clerk, route):
        Request.objects.filter(pk=partly.pk).update(route=route)
        partly.refresh_from_db()
        story.decided(partly, clerk, "36-2", said={"information": "见附件"})
        assert ("attached" in found_by_checks(partly)) is (route == Route.NETWORK)
        story.attached(partly, clerk, gives=Gives.WHOLE)
        assert "attached" not in found_by_checks(partly)

    def test_lists_several_files_in_order(self, partly, clerk, head):
        story.decided(partly, clerk, "36-2", said={"information": "见附件"})
        story.overruled(partly, head, clerk)
        story.attached(partly, clerk, gives=Gives.WHOLE, title="甲")
        story.attached(partly, clerk, gives=Gives.WHOLE, title="乙")
        story.drafted(partly, clerk)
        assert open_reply(partly).text.endswith("附件：1．甲\n2．乙")


class TestChanging:
    def test_takes_a_file_away(self, partly, clerk):
        one = story.attached(partly, clerk)
        files.remove_file(**seen(partly), file_id=one.pk, actor=clerk, now=NOW)
        assert last_told() == "disclosure.file.removed"
        with pytest.raises(NoSuchFile):
            files.read_original(number=partly.number, file_id=one.pk, actor=clerk, now=NOW)

    def test_ends_when_the_reply_is_laid_before_the_reviewer(self, partly, clerk, reviewer):
        one = story.attached(partly, clerk)
        story.taken_in(one, clerk, reviewer)
        story.drafted(partly, clerk)
        for change in (
            lambda: story.attached(partly, clerk),
            lambda: files.remove_file(**seen(partly), file_id=one.pk, actor=clerk, now=NOW),
            lambda: files.give_otherwise(
                **seen(partly), file_id=one.pk, gives=Gives.WHOLE, actor=clerk, now=NOW
            ),
        ):
            with pytest.raises(StepNotOpen):
                change()

    def test_takes_up_what_was_made_before(self, partly, clerk, reviewer):
        one = story.taken_in(story.attached(partly, clerk), clerk, reviewer)
        for gives, is_made in ((Gives.NOTHING, False), (Gives.OPEN_PART, True)):
            made = files.give_otherwise(**seen(partly), file_id=one.pk, gives=gives, actor=clerk, now=NOW)
            assert (made.redaction_id is not None) is is_made

    def test_the_original_stays_by_constraint(self, partly, clerk, reviewer):
        one = story.taken_in(story.attached(partly, clerk), clerk, reviewer)
        with pytest.raises(IntegrityError), transaction.atomic():
            ReplyFile.objects.filter(pk=one.pk).update(given_id=one.original_id)


class TestReadingAtTheDesk:
    def test_is_written_down(self, partly, clerk, reviewer):
        one = story.taken_in(story.attached(partly, clerk), clerk, reviewer)
        told = {"number": partly.number, "file_id": one.pk, "actor": clerk, "now": NOW}
        assert bytes_of(files.read_original(**told)) == story.DATA
        assert story.COVERED.encode() not in bytes_of(files.read_given(**told))
        assert last_told() == "disclosure.file.read"

    def test_gives_nothing_before_it_is_made(self, partly, clerk):
        one = story.attached(partly, clerk)
        with pytest.raises(NoSuchFile, match="先完成区分处理"):
            files.read_given(number=partly.number, file_id=one.pk, actor=clerk, now=NOW)

    def test_is_closed_to_others(self, partly, clerk, office, neighbour):
        one = story.attached(partly, clerk)
        for stranger, refusal in ((office, NoSuchFile), (neighbour, NoSuchRequest)):
            with pytest.raises(refusal):
                files.read_original(number=partly.number, file_id=one.pk, actor=stranger, now=NOW)


@pytest.mark.usefixtures("desk_surface")
class TestAtTheDesk:
    def post(self, request, client, data=story.DATA, name="发放表.txt", **told):
        version = Request.objects.get(pk=request.pk).case.version
        given = {"version": version, "place": 1, "title": "补贴发放表", "gives": "open_part", **told}
        address = reverse("disclosure_desk:attach", args=[request.number])
        return client.post(address, {**given, "file": SimpleUploadedFile(name, data)})

    def test_a_file_is_brought_and_stands_there(self, partly, clerk, office):
        client = signed_in(clerk)
        assert self.post(partly, client).status_code == 302
        page = reverse("disclosure_desk:request", args=[partly.number])
        shown = client.get(page).text
        assert "还没有完成区分处理" in shown
        assert (
            reverse("disclosure_desk:file_original", args=[partly.number, ReplyFile.objects.get().pk])
            in shown
        )
        assert "答复附件" not in signed_in(office).get(page).text

    def test_what_the_gate_refuses_is_told_and_the_rest_is_kept(self, partly, clerk):
        refused = self.post(partly, signed_in(clerk), data=b"MZ\x90\x00" + b"\x00" * 99, name="a.pdf")
        assert (refused.status_code, "程序" in refused.text) == (422, True)
        assert 'value="补贴发放表"' in refused.text

    def test_a_form_without_its_words_says_so(self, partly, clerk):
        refused = self.post(partly, signed_in(clerk), title=" ")
        assert (refused.status_code, "请填写附件名称" in refused.text) == (422, True)

    def test_files_open_to_their_agency_alone(self, partly, clerk, office, neighbour):
        one = story.attached(partly, clerk)
        for name in ("file_original", "file_given"):
            address = reverse(f"disclosure_desk:{name}", args=[partly.number, one.pk])
            assert [signed_in(who).get(address).status_code for who in (office, neighbour)] == [404, 404]

    def test_it_is_given_otherwise_and_taken_away(self, partly, clerk):
        one, client = story.attached(partly, clerk), signed_in(clerk)
        for name, told in (("file_gives", {"gives": "nothing"}), ("file_remove", {})):
            version = Request.objects.get(pk=partly.pk).case.version
            address = reverse(f"disclosure_desk:{name}", args=[partly.number, one.pk])
            assert client.post(address, {"version": version, **told}).status_code == 302
        assert ReplyFile.objects.get().removed_at is not None

    def test_costs_a_constant_number_of_queries(self, partly, clerk, django_assert_max_num_queries):
        for place in range(4):
            story.attached(partly, clerk, title=f"附件{place}", data=f"内容{place}".encode())
        client = signed_in(clerk)
        with django_assert_max_num_queries(70):
            client.get(reverse("disclosure_desk:request", args=[partly.number]))


def ofd(text: str) -> bytes:
    """A small file in the layout format."""
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as archive:
        archive.writestr("OFD.xml", '<ofd:OFD xmlns:ofd="http://www.ofdspec.org/2016"/>')
        archive.writestr(
            "Doc_0/Pages/Page_0/Content.xml",
            f'<ofd:Page xmlns:ofd="http://www.ofdspec.org/2016"><ofd:TextCode>{text}</ofd:TextCode></ofd:Page>',
        )
    return kept.getvalue()
