"""A refusal that no page caught is shown with its sentence; a fault says what to do."""

import pytest
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.views.defaults import server_error

from quancheng.kernel.basis.refusal import Refusal
from quancheng.ui.gate import RefusalMiddleware

pytestmark = pytest.mark.django_db


class TooLate(Refusal):
    """For these tests."""

    code = "sample.too_late"


def answer_to(rf, exception: Exception) -> HttpResponse | None:
    return RefusalMiddleware(lambda request: HttpResponse()).process_exception(rf.get("/x/"), exception)


class TestARefusal:
    def test_is_shown_with_its_sentence_status_and_way_back(self, rf):
        answer = answer_to(rf, TooLate("时限已过，请先申请调整时限"))
        page = answer.content.decode()
        assert answer.status_code == 409
        assert "时限已过，请先申请调整时限" in page
        assert 'href="/x/"' in page

    def test_writes_no_markup_of_others(self, rf):
        assert "<b>" not in answer_to(rf, TooLate("<b>文件名</b>有误")).content.decode()

    def test_is_no_fault_and_a_fault_is_no_refusal(self, rf):
        assert answer_to(rf, RuntimeError("a fault")) is None


class TestAFault:
    def test_says_what_to_do_and_needs_nothing_to_say_it(self, rf, django_assert_num_queries):
        with django_assert_num_queries(0):
            answer = server_error(rf.get("/"))
        assert answer.status_code == 500
        assert "请过几分钟再试" in answer.content.decode()
        assert answer.content.decode().startswith("<!doctype html>")


class TestThePagesForWhatGoesWrong:
    @pytest.mark.parametrize("name", ["400", "403", "403_csrf", "404"])
    def test_say_it_in_chinese_and_lead_back(self, name):
        page = render_to_string(f"{name}.html")
        assert "错误代码" in page
        assert '<a class="qc-button" href="/">' in page
