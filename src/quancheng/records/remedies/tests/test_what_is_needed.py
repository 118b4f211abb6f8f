"""While something is open against a request, nothing of its applicant is erased."""

from datetime import timedelta

import pytest

from quancheng.kernel.casework.models import Case
from quancheng.kernel.norms.commands import enter_value, sign_value
from quancheng.kernel.norms.definition import Mark
from quancheng.kernel.orgs.roles import Role
from quancheng.kernel.retention import matters
from quancheng.kernel.retention.kinds import kind_called
from quancheng.kernel.retention.queries import book_of_terms_and_holds
from quancheng.records.remedies.commands.complaints import enter_complaint
from quancheng.records.remedies.queries.proceedings import REQUEST_KIND
from quancheng.records.remedies.tests.conftest import NOW, day, finance, staff

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


def held(whose: int, kind: str = "disclosure.applicant") -> list[str]:
    return book_of_terms_and_holds(on=TODAY).refs_held(kind_called(kind), whose)


class TestAnOpenProceeding:
    @pytest.mark.parametrize("kind", ["disclosure.applicant", "disclosure.reply_proof", "disclosure.paper"])
    def test_holds_the_request_in_every_kind(self, review, city, kind):
        assert held(city.pk, kind) == ["2024-001"]

    def test_holds_nothing_of_another_government(self, review, district):
        assert (review.tenant_id, "2024-001") in matters.needed(TODAY)[REQUEST_KIND]
        assert held(district.tenant_id) == []

    def test_lets_go_once_nothing_may_follow(self, review, city):
        last = TODAY - timedelta(days=60)
        Case.objects.filter(pk=review.case_id).update(ended_on=last, due_on=None)
        assert held(city.pk) == ["2024-001"]
        Case.objects.filter(pk=review.case_id).update(ended_on=last - timedelta(days=1))
        assert held(city.pk) == []

    def test_holds_as_long_as_its_government_says(self, review, city, office):
        entered = enter_value(
            norm="remedies.kept_after",
            value=90,
            from_on=TODAY,
            source="演示",
            mark=Mark.D,
            actor=office,
            now=NOW,
        )
        legal = staff("市政府办公厅", "legal", Role.LEGAL_READER)
        sign_value(value_id=entered.pk, digest=entered.digest, actor=legal, now=NOW)
        Case.objects.filter(pk=review.case_id).update(ended_on=TODAY - timedelta(days=90), due_on=None)
        assert held(city.pk) == ["2024-001"]
        Case.objects.filter(pk=review.case_id).update(ended_on=TODAY - timedelta(days=91))
        assert held(city.pk) == []

    def test_that_was_taken_back_holds_nothing(self, review, city):
        type(review).objects.filter(pk=review.pk).update(taken_back_at=NOW, taken_back_reason="登记有误")
        assert held(city.pk) == []


class TestAnOpenComplaint:
    def test_holds_the_request_that_it_is_about(self, office, city):
        made = enter_complaint(
            way="letter", came_on=TODAY, unit_id=finance().pk, request="2024-002", complainant="",
            matter="逾期没有答复（演示）", actor=office, now=NOW,
        )  # fmt: skip
        assert held(city.pk) == ["2024-002"]
        Case.objects.filter(pk=made.case_id).update(ended_on=day("2024-04-30"), due_on=None)
        assert held(city.pk) == []
