"""A title goes out with its file, and is printed in the letter: it tells nothing that is covered in it."""

import pytest
from django.urls import reverse

from quancheng.kernel.audit.models import AuditEntry
from quancheng.kernel.orgs.roles import Role
from quancheng.kernel.redaction.commands.finishing import finish_redaction
from quancheng.kernel.redaction.queries import made_of, redaction_for
from quancheng.kernel.redaction.refusals import ChangedMeanwhile, NameTells
from quancheng.records.disclosure.commands import files
from quancheng.records.disclosure.commands.checking import NotInOrder
from quancheng.records.disclosure.models import ReplyFile, Request
from quancheng.records.disclosure.queries import naming
from quancheng.records.disclosure.tests import story
from quancheng.records.disclosure.tests.conftest import NOW, seen, signed_in, staff

pytestmark = pytest.mark.django_db
TELLS = f"{story.COVERED[0]} {story.COVERED[1:]}的补贴"  # across a blank, as a reader reads it


@pytest.fixture(autouse=True)
def files_of_the_test(settings, tmp_path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def reviewer(city):
    return staff("市财政局", "reviewer", Role.REVIEWER)


@pytest.fixture
def partly(received, clerk, office) -> Request:
    return story.in_part(received, clerk, office)


def renamed(one: ReplyFile, title: str, actor) -> ReplyFile:
    return files.rename_file(**seen(one.request), file_id=one.pk, title=title, actor=actor, now=NOW)


class TestFinishing:
    def test_is_refused_while_the_title_tells_and_goes_on_after_another(self, partly, clerk, reviewer):
        one = story.attached(partly, clerk, title=TELLS)
        waits = story.handed_in(one, clerk)
        with pytest.raises(NameTells) as told:
            made_of(redaction_for(reviewer, waits.pk), seen_version=waits.version)
        assert "对外名称第1—" in told.value.sentence
        assert story.COVERED not in told.value.sentence
        renamed(one, "补贴发放表", clerk)
        made = made_of(redaction_for(reviewer, waits.pk), seen_version=waits.version)
        done = finish_redaction(made=made, told_repeats=0, actor=reviewer, now=NOW)
        assert "对外名称" in {place for place, _ in done.proof.checks}

    def test_is_refused_where_the_title_was_changed_while_it_was_made(self, partly, clerk, reviewer):
        one = story.attached(partly, clerk)
        waits = story.handed_in(one, clerk)
        made = made_of(redaction_for(reviewer, waits.pk), seen_version=waits.version)
        renamed(one, TELLS, clerk)
        with pytest.raises(ChangedMeanwhile, match="改了名称"):
            finish_redaction(made=made, told_repeats=0, actor=reviewer, now=NOW)


class TestRenameFile:
    def test_changes_what_the_letter_prints(self, partly, clerk, reviewer):
        one = story.taken_in(story.attached(partly, clerk), clerk, reviewer)
        assert renamed(one, "发放表", clerk).title == "发放表"
        assert AuditEntry.objects.order_by("-seq")[0].code == "disclosure.file.renamed"

    def test_is_refused_where_the_title_would_tell(self, partly, clerk, reviewer):
        one = story.taken_in(story.attached(partly, clerk), clerk, reviewer)
        with pytest.raises(files.TitleTells) as told:
            renamed(one, TELLS, clerk)
        assert "第1项" in told.value.sentence
        assert story.COVERED not in told.value.sentence
        one.refresh_from_db()
        assert one.title == "补贴发放表"

    def test_is_closed_to_others(self, partly, clerk, office):
        one = story.attached(partly, clerk)
        with pytest.raises(files.NoSuchFile):
            renamed(one, "发放表", office)


class TestDraftReply:
    def test_is_stopped_by_a_title_that_tells(self, partly, clerk, reviewer):
        one = story.taken_in(story.attached(partly, clerk), clerk, reviewer)
        ReplyFile.objects.filter(pk=one.pk).update(title=TELLS)  # as one that was finished before
        with pytest.raises(NotInOrder) as told:
            story.drafted(partly, clerk)
        assert "第1项的附件（第1个区分处理的文件）名称第1—" in told.value.sentence
        assert story.COVERED not in told.value.sentence


@pytest.mark.usefixtures("desk_surface")
class TestAtTheDesk:
    def test_a_file_is_renamed_and_a_title_that_tells_stands_there_refused(self, partly, clerk, reviewer):
        one, client = story.taken_in(story.attached(partly, clerk), clerk, reviewer), signed_in(clerk)
        address = reverse("disclosure_desk:file_title", args=[partly.number, one.pk])

        def post(title: str):
            version = Request.objects.get(pk=partly.pk).case.version
            return client.post(address, {"version": version, "title": title})

        refused = post(TELLS)
        assert refused.status_code == 422
        assert "没有改名：新名称第1—" in refused.text
        assert post("发放表").status_code == 302
        assert "发放表" in client.get(reverse("disclosure_desk:request", args=[partly.number])).text


class TestPlaceTold:
    """An answer is kept in the process by what never changes: it grows neither old nor too many."""

    def test_is_of_the_title_as_it_is_now(self, partly, clerk, reviewer, monkeypatch):
        monkeypatch.setattr(naming, "_known", {})
        one = story.taken_in(story.attached(partly, clerk), clerk, reviewer)
        assert not naming.place_told_if_called(one, "补贴发放表")
        assert naming.place_told_if_called(one, TELLS)
        assert not naming.place_told_if_called(one, "补贴发放表")
        assert len(naming._known) == 2

    def test_is_read_once_for_one_title(self, partly, clerk, reviewer, monkeypatch):
        one = story.taken_in(story.attached(partly, clerk), clerk, reviewer)
        monkeypatch.setattr(naming, "_known", {})
        first = naming.place_told_if_called(one, TELLS)
        monkeypatch.setattr(naming, "place_told_by", None)
        assert naming.place_told_if_called(one, TELLS) == first

    def test_is_told_though_no_room_is_left(self, partly, clerk, reviewer, monkeypatch):
        one = story.taken_in(story.attached(partly, clerk), clerk, reviewer)
        monkeypatch.setattr(naming, "_known", {})
        monkeypatch.setattr(naming, "MOST", 1)
        assert naming.place_told_if_called(one, TELLS)
        assert not naming.place_told_if_called(one, "发放表")
        assert [key[-1] for key in naming._known] == ["发放表"]
