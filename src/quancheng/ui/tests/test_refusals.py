"""A refusal that no page caught is shown with its sentence; a fault says what to do."""

import pytest
from django.http import HttpResponse, HttpResponseNotAllowed
from django.template.loader import render_to_string
from django.views.csrf import csrf_failure
from django.views.defaults import server_error

from quancheng.kernel.basis.refusal import Refusal
from quancheng.ui.gate import RefusalMiddleware

pytestmark = pytest.mark.django_db


class TooLate(Refusal):
    """For these tests."""

    code = "sample.too_late"


class NoLonger(Refusal):
    """For these tests: no longer there."""

    code = "sample.no_longer"
    status = 404


def answer_to(rf, exception: Exception, *, method: str = "GET") -> HttpResponse | None:
    request = rf.generic(method, "/x/")
    return RefusalMiddleware(lambda request: HttpResponse()).process_exception(request, exception)


class TestARefusal:
    def test_is_shown_with_its_sentence_status_and_way_back(self, rf):
        answer = answer_to(rf, TooLate("时限已过，请先申请调整时限"))
        page = answer.content.decode()
        assert answer.status_code == 409
        assert "时限已过，请先申请调整时限" in page
        assert 'href="/x/"' in page

    def test_of_a_page_that_is_not_there_leads_on_and_not_in_a_circle(self, rf):
        page = answer_to(rf, NoLonger("没有找到这一项"), method="GET").content.decode()
        assert "<h1>没有找到</h1>" in page
        assert 'href="/x/"' not in page
        assert 'href="/"' in page

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
    @pytest.mark.parametrize("name", ["400", "403", "403_csrf", "404", "405"])
    def test_say_it_in_chinese_and_lead_back(self, name):
        page = render_to_string(f"{name}.html")
        assert "错误代码" in page
        assert '<a class="qc-button" href="/">' in page


class TestWhatSomebodyHadWritten:
    WROTE = {"note": "已在门户公开首批清单", "version": "3", "password": "秘密口令不可显示"}

    def told(self, rf, **headers):
        request = rf.post("/x/steps/report/", self.WROTE, headers=headers)
        refused = NoLonger("没有找到该责任事项，可能已改派给其他单位")
        return (
            RefusalMiddleware(lambda _: HttpResponse()).process_exception(request, refused).content.decode()
        )

    def test_is_shown_again_without_passwords_and_marks_of_the_form(self, rf):
        page = self.told(rf, referer="http://testserver/x/?page=2")
        assert "已在门户公开首批清单</textarea>" in page
        assert "秘密口令不可显示" not in page
        assert 'href="/x/?page=2"' in page  # the way back: a page, not where it was sent

    @pytest.mark.parametrize("headers", [{}, {"origin": "https://elsewhere.example"}])
    def test_is_not_shown_when_another_house_sent_it(self, rf, headers):
        assert "已在门户公开首批清单" not in self.told(rf, **headers)

    def test_is_shown_when_the_seal_of_the_form_is_too_old(self, rf):
        answer = csrf_failure(rf.post("/x/", self.WROTE, headers={"origin": "http://testserver"}))
        assert answer.status_code == 403
        assert "已在门户公开首批清单</textarea>" in answer.content.decode()


class TestAnAddressThatOnlyTakes:
    def test_says_so_and_leads_back(self, rf):
        middleware = RefusalMiddleware(lambda _: HttpResponseNotAllowed(["POST"]))
        answer = middleware(rf.get("/x/send/", headers={"referer": "http://testserver/x/"}))
        assert (answer.status_code, answer["Allow"]) == (405, "POST")
        assert "什么都没有改变" in answer.content.decode()
        assert 'href="/x/"' in answer.content.decode()
