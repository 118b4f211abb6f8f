"""Every public page answers outside as one house would: byte for byte, after packages went over."""

import json
import re
from collections.abc import Iterator

import pytest

from quancheng.kernel.transfer.package import FORM
from quancheng.shells.portal.mirror.tables import STAYS, TABLES
from quancheng.shells.portal.role.sql import GRANTS
from tests.transfer.conftest import Side, two_like
from tests.transfer.test_followers_are_told import HAPPENS
from tests.transfer.test_messages_come_in import writing
from tests.transfer.test_notices_go_out import NOTICES, PUTS_UP

INSIDE_ALONE = (
    "disclosure/new/",
    "disclosure/own-record/new/",
)  # requests do not travel: outside the forms say so
ADDRESSES = """
from tests.role.test_pages_under_the_role import addresses
print(json.dumps(addresses()))
"""
ANSWERS = """
from tests.role.test_pages_under_the_role import answers
print(json.dumps({one: [code, to, body.decode("utf-8", "replace")]
    for one, (code, to, body) in answers(ASKED).items()}))
"""
TAKES_DOWN = """
from django.utils import timezone
from quancheng.kernel.obligations.models import EvidenceRelease
from quancheng.records.mailbox.models import Publication
from quancheng.records.plan.models import PublishedMove, Row
from quancheng.shells.portal.models import Notice
from quancheng.kernel.orgs.models import Person
now, somebody = timezone.now(), Person.objects.order_by("pk")[0]
EvidenceRelease.objects.filter(state="released").update(state="withdrawn", withdrawn_at=now,
    withdrawn_by=somebody, withdrawn_for="演示")
Publication.objects.filter(published_at__isnull=False).update(withdrawn_at=now, withdrawn_reason="演示")
PublishedMove.objects.update(taken_back_at=now, taken_back_by=somebody)
Row.objects.filter(place=3).update(requirement="改过的要求（演示）。")
Notice.objects.live().first().unpublish()
print(json.dumps(""))
"""


def answers(house, asked: list[str]) -> dict[str, list[object]]:
    found: dict[str, list[object]] = house.says(ANSWERS.replace("ASKED", repr(asked)), surface="public")
    return {one: [code, to, _lasting(str(body))] for one, (code, to, body) in found.items()}


def _lasting(body: str) -> str:
    """An empty feed was updated at this very moment."""
    return body if "<entry>" in body else re.sub(r"<updated>[^<]*</updated>", "", body)


def rows_of(gate) -> list[dict[str, object]]:
    """What stands in the packages of a gate, as anybody could read it on the way."""
    lines = [line for path in sorted(gate.glob("*.qct")) for line in path.read_text().splitlines()[1:-1]]
    return [json.loads(line) for line in lines]


class TestEveryPublicPage:
    def test_answers_outside_as_inside_also_when_things_came_down(self, two_houses):
        outer, inner = two_houses
        every = inner.says(ADDRESSES, surface="public")
        asked = [one for group in every.values() for one in group if not one.startswith(INSIDE_ALONE)]
        inside, outside = answers(inner, asked), answers(outer, asked)
        assert [one for one in asked if inside[one] != outside[one]] == []
        assert sum(code == 200 for code, *_ in inside.values()) > 100

        [[_, _, page]] = answers(outer, [INSIDE_ALONE[0]]).values()
        assert "还没有机关受理网上申请" in str(page)

        inner.says(TAKES_DOWN)
        inner.send()
        outer.take(inner.gate)
        later, there = answers(inner, asked), answers(outer, asked)
        assert [one for one in asked if later[one] != there[one]] == []
        down = [one for one in asked if inside[one][0] == 200 and later[one][0] == 404]
        assert any(one.startswith("plan/evidence/") for one in down)
        assert any(one.startswith("mailbox/published/") for one in down)


@pytest.fixture(scope="class")
def inner(built, tmp_path_factory, django_db_blocker) -> Iterator[Side]:
    """The inner house after something of every kind went out, and something came down."""
    place = tmp_path_factory.mktemp("packages")
    with django_db_blocker.unblock(), two_like(built, place) as (outside, inside):
        outside.says(writing("甲"))
        outside.send()
        inside.take(outside.gate)
        for script in (NOTICES + PUTS_UP, HAPPENS, TAKES_DOWN):
            inside.says(script)
        inside.send()
        yield inside


class TestThePackages:
    def test_hold_what_the_public_role_may_read_and_nothing_else(self, inner):
        grants = {grant.table: grant for grant in GRANTS}
        shown = [row["says"] for row in rows_of(inner.gate) if row["kind"] == "portal.shown"]
        assert shown
        for says in shown:
            grant, columns = grants[says["table"]], set(says["facts"])
            assert grant.reads
            assert not columns & set(grant.but), says["table"]
            assert not grant.only or columns <= set(grant.only), says["table"]

    def test_hold_nobodys_name_or_number(self, inner):
        people = inner.says(
            "from quancheng.kernel.orgs.models import Person\n"
            "from quancheng.records.plan.models import Commitment\n"
            "promised = set(Commitment.objects.values_list('person', flat=True))\n"
            "print(json.dumps([[one.account, one.name] for one in Person.objects.all()"
            " if one.name not in promised]))"
        )
        text = json.dumps(rows_of(inner.gate), ensure_ascii=False)
        assert [name for _, name in people if len(name) > 2 and name in text] == []
        assert "13800000000" not in text
        assert "说明公开.txt" not in text  # the words of the desk about a file
        assert {row["kind"] for row in rows_of(inner.gate)} == {
            "portal.shown", "portal.notice", "mailbox.standing", "notify.news",
        }  # fmt: skip

    def test_are_of_one_form(self, inner):
        heads = [json.loads(path.read_text().split("\n", 1)[0]) for path in inner.gate.glob("*.qct")]
        assert {head["form"] for head in heads} == {FORM}


class TestTheListOfTables:
    def test_decides_about_every_table_that_the_public_reads(self):
        travelling = [travels.table for travels in TABLES]
        assert sorted({*travelling, *STAYS}) == sorted(grant.table for grant in GRANTS)
        assert not {*travelling} & {*STAYS}
        assert len(travelling) == len({*travelling})
