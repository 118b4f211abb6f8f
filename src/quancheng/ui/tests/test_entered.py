"""What somebody wrote is shown again; choices, numbers and passwords are not."""

import pytest
from django.forms import CharField, Form

from quancheng.kernel.basis.refusal import Meanwhile, Refusal
from quancheng.ui.entered import entered_words, turn_away, version_to_show

HERE = {"origin": "http://testserver"}


class Wording(Form):
    """For these tests."""

    text = CharField()


class TestEnteredWords:
    @pytest.mark.parametrize(
        "text", ["已在门户公开", "https://www.example.cn/a.html", "li@example.cn", "see page 3 please"]
    )
    def test_are_what_people_write(self, rf, text):
        assert entered_words(rf.post("/x/", {"note": text}, headers=HERE)) == (text,)

    @pytest.mark.parametrize(
        ("name", "value"),
        [("kind", "question"), ("days", "20261"), ("ok", "是"), ("new_password1", "泉水叮咚响")],
    )
    def test_are_no_choices_numbers_or_passwords(self, rf, name, value):
        assert entered_words(rf.post("/x/", {name: value}, headers=HERE)) == ()

    def test_are_not_those_of_another_house(self, rf):
        away = {"origin": "http://elsewhere.example"}
        assert entered_words(rf.post("/x/", {"note": "已在门户公开"}, headers=away)) == ()


class TestVersionToShow:
    def test_is_the_current_one_on_a_fresh_page(self, rf):
        assert version_to_show(rf.get("/x/"), Wording(), 7) == 7

    def test_stays_what_the_writer_saw_while_the_form_is_incomplete(self, rf):
        request = rf.post("/x/", {"version": "3"})
        assert version_to_show(request, Wording(request.POST), 7) == 3

    @pytest.mark.parametrize(("refusal", "shown"), [(Meanwhile("刚被更正"), 7), (Refusal("时限已过"), 3)])
    def test_moves_on_once_the_writer_was_told_that_another_was_quicker(self, rf, refusal, shown):
        request = rf.post("/x/", {"version": "3", "text": "我写的话"})
        form = Wording(request.POST)
        turn_away(form, refusal)
        assert version_to_show(request, form, 7) == shown
