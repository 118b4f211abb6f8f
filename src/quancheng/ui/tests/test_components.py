"""The components as templates call them."""

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import engines
from django.test import RequestFactory

from quancheng.ui.bands import Share, Tone

SHARES = (Share("已确认", 3, Tone.GREEN, href="/done/"), Share("办理中", 1, Tone.BLUE))


pytestmark = pytest.mark.django_db  # every page's furniture asks for the site


def drawn(template: str, **context: object) -> str:
    request = RequestFactory().get("/list/?unit=7&page=2")
    return engines["django"].from_string("{% load ui %}" + template).render(context, request)


class TestChip:
    def test_says_its_state_in_words(self):
        assert drawn("{% chip 'red' '已逾期' %}") == '<span class="qc-chip qc-chip--red">已逾期</span>'

    def test_writes_no_markup_of_others(self):
        assert "<b>" not in drawn("{% chip 'red' label %}", label="<b>已逾期</b>")

    def test_knows_its_colours(self):
        with pytest.raises(ValueError, match="purple"):
            drawn("{% chip 'purple' '已逾期' %}")


class TestBand:
    def test_says_in_a_table_what_it_draws(self):
        page = drawn("{% band shares '进展' %}", shares=SHARES)
        assert '<rect class="qc-tone-green" x="0" width="750"' in page
        assert "<td>3</td>" in page
        assert "<td>75%</td>" in page
        assert '<a href="/done/">已确认</a>' in page

    def test_keeps_the_table_for_readers_who_hear_when_it_is_thin(self):
        page = drawn("{% band shares '进展' size='thin' %}", shares=SHARES)
        assert "qc-hidden" in page
        assert "<td>75%</td>" in page


class TestPages:
    def test_keep_what_was_filtered(self):
        page = drawn("{% pages page %}", page=Paginator(range(100), 10).page(2))
        assert 'href="?unit=7&amp;page=3"' in page
        assert '<span aria-current="page">2</span>' in page
        assert "共 100 条" in page

    def test_are_not_there_for_a_short_list(self):
        assert drawn("{% pages page %}", page=Paginator(range(5), 10).page(1)).strip() == ""


class TestForm:
    class Sample(forms.Form):
        day = forms.DateField(label="时限", help_text="实际日期")

    def test_leads_from_each_error_to_its_field(self):
        page = drawn("{% include 'ui/parts/form.html' %}", form=self.Sample({"day": "2024-02-30"}))
        assert '<a href="#id_day">时限：' in page
        assert 'aria-describedby="id_day_helptext id_day_error"' in page
        assert 'id="id_day_error"' in page
        assert 'id="id_day_helptext"' in page
        assert 'value="2024-02-30"' in page

    def test_has_no_summary_without_errors(self):
        assert "qc-errors" not in drawn("{% include 'ui/parts/form.html' %}", form=self.Sample())
