"""Linking records of different modules, and reading the links for an actor."""

from datetime import UTC, datetime
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction

from quancheng.kernel.basis.actor import Actor, Kind
from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.links import queries, registry, ties
from quancheng.kernel.links.models import Link
from quancheng.kernel.links.registry import Linked, resolve
from quancheng.kernel.orgs.models import Level, Tenant

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)  # Monday
OFFICIAL = Actor(kind=Kind.OFFICIAL, person_id=7, tenant_id=1)
CITIZEN = Actor.citizen(9)
ROW = RecordRef("trial.row", "17")
POLICY = RecordRef("trial.policy", "secret-1")
OPEN_POLICY = RecordRef("trial.policy", "open-1")
GONE = RecordRef("trial.row", "gone")
ODD = RecordRef("trial.unheard-of", "1")

pytestmark = pytest.mark.django_db


@pytest.fixture
def calls():
    return []


@pytest.fixture(autouse=True)
def kinds(calls):
    """Rows are seen by all, policies whose name begins with secret by officials and the clockwork."""

    def rows(actor, refs):
        calls.append(refs)
        return {ref: Linked(f"第{ref}行", f"/rows/{ref}/") for ref in refs if ref != "gone"}

    def policy(actor, ref):
        hidden = ref.startswith("secret") and actor.kind is Kind.CITIZEN
        return None if hidden else Linked(f"文件{ref}", f"/policies/{ref}/")

    registry.register("trial.row", says="条目", find_many=rows)
    registry.register("trial.policy", says="文件", find=policy)
    registry.register_relation("trial.interprets", says="解读", back="由其解读")
    yield
    registry.forget("trial.row")
    registry.forget("trial.policy")


@pytest.fixture
def city():
    return Tenant.objects.create(slug="city", name="演示市", full_name="演示市人民政府", level=Level.CITY)


@pytest.fixture
def tied(city):
    return tie(city, ROW, POLICY)


def tie(city, source, to, actor=OFFICIAL):
    return ties.tie(source, to=to, relation="trial.interprets", tenant_id=city.pk, actor=actor, now=NOW)


class TestResolve:
    def test_names_what_the_actor_may_see(self):
        assert resolve(OFFICIAL, [ROW, POLICY]) == {
            ROW: Linked("第17行", "/rows/17/"),
            POLICY: Linked("文件secret-1", "/policies/secret-1/"),
        }

    def test_makes_missing_hidden_and_unknown_look_the_same(self):
        assert resolve(CITIZEN, [POLICY, GONE, ODD]) == {}

    def test_asks_no_inner_tables_for_people_outside(self):
        def never(actor, refs):
            return {ref: Linked("内部", "") for ref in refs}

        registry.register("trial.inner", says="内部记录", find_many=never, is_inner=True)
        try:
            ref = RecordRef("trial.inner", "1")
            assert resolve(CITIZEN, [ref]) == resolve(Actor.anonymous(), [ref]) == {}
            assert set(resolve(OFFICIAL, [ref])) == {ref}
        finally:
            registry.forget("trial.inner")

    def test_asks_each_finder_once_and_for_each_record_once(self, calls):
        resolve(OFFICIAL, [ROW, RecordRef("trial.row", "18"), ROW, POLICY])
        assert calls == [("17", "18")]

    def test_takes_no_answer_that_was_not_asked_for(self):
        registry.register(
            "trial.chatty", says="多话", find_many=lambda actor, refs: {"other": Linked("x", "")}
        )
        assert resolve(OFFICIAL, [RecordRef("trial.chatty", "1")]) == {}
        registry.forget("trial.chatty")


class TestRegister:
    def test_is_refused_for_a_kind_that_another_module_has(self):
        with pytest.raises(registry.Taken):
            registry.register("trial.row", says="别的", find=lambda actor, ref: None)

    def test_needs_exactly_one_finder(self):
        with pytest.raises(TypeError):
            registry.register("trial.none", says="无")

    def test_takes_a_relation_twice_only_with_the_same_words(self):
        registry.register_relation("trial.interprets", says="解读", back="由其解读")
        with pytest.raises(registry.Taken):
            registry.register_relation("trial.interprets", says="说明", back="由其说明")


class TestTie:
    def test_links_two_records_with_who_and_when(self, city):
        link = tie(city, ROW, POLICY)
        assert (link.source, link.target, link.made_by_id, link.made_at, link.tenant) == (
            "trial.row:17",
            "trial.policy:secret-1",
            7,
            NOW,
            city,
        )

    def test_is_refused_a_second_time(self, city, tied):
        with pytest.raises(ties.AlreadyTied):
            tie(city, ROW, POLICY)
        assert Link.objects.count() == 1

    def test_is_refused_from_a_record_to_itself(self, city):
        with pytest.raises(ties.TiedToItself):
            tie(city, ROW, ROW)

    @pytest.mark.parametrize(
        ("source", "to", "actor"), [(ROW, GONE, OFFICIAL), (ODD, ROW, OFFICIAL), (ROW, POLICY, CITIZEN)]
    )
    def test_is_refused_when_an_end_cannot_be_seen(self, city, source, to, actor):
        with pytest.raises(ties.NoSuchRecord):
            tie(city, source, to, actor)
        assert not Link.objects.exists()

    def test_cannot_be_written_twice_past_the_function(self, city, tied):
        with pytest.raises(IntegrityError), transaction.atomic():
            Link.objects.create(
                source=tied.source, target=tied.target, relation=tied.relation, tenant=city, made_at=NOW
            )


class TestUntie:
    def test_takes_the_link_away(self, tied):
        ties.untie(ROW, to=POLICY, relation="trial.interprets", actor=OFFICIAL)
        assert queries.ties_of(OFFICIAL, ROW) == ()

    def test_is_refused_when_there_is_none(self, tied):
        with pytest.raises(ties.NotTied):
            ties.untie(POLICY, to=ROW, relation="trial.interprets", actor=OFFICIAL)

    def test_is_refused_to_a_stranger_who_does_not_see_an_end(self, tied):
        with pytest.raises(ties.NoSuchRecord):
            ties.untie(ROW, to=POLICY, relation="trial.interprets", actor=CITIZEN)
        assert Link.objects.exists()


class TestTies:
    def test_are_read_from_both_ends_in_the_words_of_that_end(self, tied):
        (forward,) = queries.ties_of(OFFICIAL, ROW)
        (back,) = queries.ties_of(OFFICIAL, POLICY)
        assert (forward.says, forward.other, forward.linked.title) == ("解读", POLICY, "文件secret-1")
        assert (back.says, back.other, back.linked.title) == ("由其解读", ROW, "第17行")

    def test_do_not_show_a_hidden_record_to_who_may_not_see_it(self, city, tied):
        tie(city, ROW, OPEN_POLICY)
        assert [t.other for t in queries.ties_of(CITIZEN, ROW)] == [OPEN_POLICY]

    def test_are_not_read_from_a_record_that_is_itself_hidden(self, tied):
        assert queries.ties_of(CITIZEN, POLICY) == ()

    def test_of_a_whole_list_cost_one_query_here(self, city, django_assert_num_queries, calls):
        rows = [RecordRef("trial.row", str(no)) for no in range(50)]
        for row in rows:
            tie(city, row, OPEN_POLICY)
        calls.clear()
        with django_assert_num_queries(1):
            found = queries.ties_of_all(OFFICIAL, rows)
        assert all(len(found[row]) == 1 for row in rows)
        assert len(calls) == 1


class TestCheckLinks:
    def test_is_content_when_every_end_is_found(self, tied):
        out = StringIO()
        call_command("check_links", stdout=out)
        assert out.getvalue() == "没有断链\n"

    def test_names_each_broken_link_and_exits_1(self, city, tied, monkeypatch):
        monkeypatch.setattr(queries, "BATCH", 1)
        Link.objects.create(source=str(ROW), target=str(GONE), relation="x", tenant=city, made_at=NOW)
        Link.objects.create(source=str(ODD), target=str(ROW), relation="x", tenant=city, made_at=NOW)
        out = StringIO()
        with pytest.raises(SystemExit) as ended:
            call_command("check_links", stdout=out)
        assert ended.value.code == 1
        assert out.getvalue().splitlines() == [
            "断链：trial.row:17 → trial.row:gone，找不到 trial.row:gone",
            "断链：trial.unheard-of:1 → trial.row:17，找不到 trial.unheard-of:1",
            "共 2 处断链",
        ]
