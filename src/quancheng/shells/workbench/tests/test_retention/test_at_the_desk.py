"""What the house keeps, as the pages of the desk show it."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from quancheng.kernel.retention import queries
from quancheng.kernel.retention.kinds import (
    Fate,
    kind_called,
    kinds,
)
from quancheng.kernel.retention.models import Hold, Term
from quancheng.shells.workbench.tests.test_orgs import seat, signed_in, unit_of
from quancheng.shells.workbench.tests.test_retention.cast import (
    DAY,
    FAILURE,
    NOW,
    SENDER,
    admin,
    held,
    message,
    months,
    term,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("desk_surface")]
MOST_QUERIES = 19  # however many kinds there are: all are counted in one query; two ask for open matters


class TestTheKinds:
    def test_say_what_the_page_needs(self):
        for kind in kinds():
            assert kind.says, kind.keeps
            assert "《" in kind.law
            assert (kind.fate is Fate.KEEP) == (kind.sample is None)
            assert not kind.is_too_short(kind.sample.value) if kind.sample else True

    def test_count_in_the_database(self, city):
        for kind in kinds():
            queries.line_of(kind, tenant_id=city.pk, now=NOW)
            assert queries.due_now(kind, tenant_id=city.pk, now=NOW) == []


class TestTheTable:
    def test_tells_what_is_past_and_what_of_it_is_held(self, city, head, security):
        kept, _ = message(city, head), message(city, head)
        message(city, head, over=False)
        term(security)
        night = months(13)

        def counted() -> tuple[int, int, int, int]:
            [line] = [one for one in queries.table_for(security, now=night) if one.kind.code == SENDER]
            assert line == queries.line_of(kind_called(SENDER), tenant_id=city.pk, now=night)
            return line.kept, line.past, line.due, line.spared

        before = counted()
        held(head, kept.number)
        one_held = counted()
        held(head)
        assert (before, one_held, counted()) == ((3, 2, 2, 0), (3, 2, 1, 1), (3, 2, 0, 2))


def url(name: str, *args: object) -> str:
    return reverse(f"workbench:{name}", args=args)


class TestTheDoor:
    @pytest.mark.parametrize("role", ["handler", "head", "openness_office", "reviewer"])
    def test_is_shut_to_others(self, city, role):
        client = signed_in(seat(unit_of(city, "8", "演示市财政局"), "岗位", role, role=role).person)
        assert client.get(url("retention")).status_code == 403
        assert client.get(url("retention_kind", SENDER)).status_code == 403
        assert client.post(url("retention_term", SENDER), told()).status_code == 403
        assert url("retention") not in client.get(url("my_work")).content.decode()

    @pytest.mark.parametrize("role", ["system", "security", "audit"])
    def test_is_open_to_administrators(self, city, role):
        client = signed_in(admin(city, role))
        page = client.get(url("retention_kind", SENDER)).content.decode()
        assert client.get(url("retention")).status_code == 200
        assert ("设定期限" in page) == (role != "audit")
        assert url("retention") in client.get(url("my_work")).content.decode()


def told(**more: object) -> dict[str, object]:
    coming = timezone.localdate() + DAY
    return {"value": 36, "from_on": coming.isoformat(), "source": "档案分类方案", **more}


class TestThePages:
    @pytest.fixture
    def client(self, city) -> Client:
        return signed_in(admin(city, "system"))

    def test_show_every_kind_with_few_queries(self, client, django_assert_max_num_queries):
        client.get(url("retention"))
        with django_assert_max_num_queries(MOST_QUERIES):
            page = client.get(url("retention")).content.decode()
        assert all(kind.says in page for kind in kinds())
        assert "样例" in page

    def test_set_a_term(self, client):
        assert client.post(url("retention_term", SENDER), told()).status_code == 302
        assert (
            "36个月（档案分类方案；演示管理员设定）"
            in client.get(url("retention_kind", SENDER)).content.decode()
        )

    def test_show_what_is_refused_with_what_was_entered(self, client):
        answer = client.post(url("retention_term", FAILURE), told(value=3))
        page = answer.content.decode()
        assert answer.status_code == 422
        assert "登录失败日志至少保存6个月" in page
        assert 'value="3"' in page

    def test_hold_and_lift(self, client, city, head):
        sent = message(city, head)
        assert client.post(url("retention_hold", SENDER), {"ref": "x", "reason": "诉讼"}).status_code == 422
        assert (
            client.post(url("retention_hold", SENDER), {"ref": sent.number, "reason": "诉讼"}).status_code
            == 302
        )
        hold = Hold.objects.get()
        assert sent.number in client.get(url("retention_kind", SENDER)).content.decode()
        assert client.post(url("retention_lift", hold.pk), {}).status_code == 422
        assert (
            client.post(url("retention_lift", hold.pk), {f"lift{hold.pk}-reason": "撤诉"}).status_code == 302
        )
        assert client.post(url("retention_lift", hold.pk), {}).status_code == 404

    def test_name_what_would_be_erased(self, client, city, head, security):
        sent = message(city, head)
        Term.objects.create(
            tenant=city, kind=SENDER, from_on=date(2026, 3, 3), value=1, source="方案",
            set_by_id=security.person_id, set_at=NOW,
        )  # fmt: skip
        page = client.get(url("retention_kind", SENDER)).content.decode()
        assert "今晚清除1件" in page
        assert sent.number in page

    def test_do_not_know_other_kinds(self, client):
        assert client.get(url("retention_kind", "nothing")).status_code == 404
