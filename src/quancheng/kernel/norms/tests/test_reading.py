"""What is read of the norms, by whom, and how often the database is asked."""

from datetime import date

import pytest
from django.http import HttpResponse

from quancheng.kernel.basis.command import command
from quancheng.kernel.basis.reading import ReadOnceMiddleware
from quancheng.kernel.norms import commands, queries, registry
from quancheng.kernel.norms.definition import Mark, Norm, Shipped, Sort, canonical, value_from
from quancheng.kernel.norms.tests.conftest import DAYS, LATER, NOW, SINCE, TODAY


def enter(actor):
    return commands.enter_value(
        norm="trial.days",
        value=8,
        from_on=LATER,
        source="某政办〔2026〕3号",
        mark=Mark.V,
        actor=actor,
        now=NOW,
    )


class TestTheTable:
    def test_has_every_norm_with_now_and_next(self, office):
        days, table, court = queries.table_for(office, on=TODAY)
        assert (days.now.value, days.next.value, days.next.from_on) == (10, 7, date(2027, 1, 1))
        assert (table.must_be_signed, table.must_be_checked) == (True, True)
        assert (days.must_be_signed, days.must_be_checked) == (False, True)
        assert court.now is None

    def test_asks_the_database_twice_however_many_norms(self, office, django_assert_num_queries):
        with django_assert_num_queries(2):
            queries.table_for(office, on=TODAY)

    def test_shows_what_waits_to_the_office_and_the_legal_reader_alone(
        self, office, legal, handler, stranger
    ):
        enter(office)
        tables = [queries.table_for(who, on=TODAY) for who in (office, legal, handler, stranger)]
        assert [len(table[0].waiting) for table in tables] == [1, 1, 0, 0]
        assert [queries.values_for(who, "trial.days").count() for who in (office, handler, stranger)] == [
            1,
            0,
            0,
        ]

    def test_is_not_for_administrators(self, system):
        with pytest.raises(queries.NotYours):
            queries.table_for(system, on=TODAY)


class TestARequest:
    def test_asks_the_database_once_and_hears_of_its_own_write(
        self, city, office, legal, django_assert_num_queries
    ):
        def view(_request):
            with django_assert_num_queries(2):
                for _ in range(50):
                    queries.norm_on("trial.days", tenant_id=city.pk, on=LATER)
            one = enter(office)
            commands.sign_value(value_id=one.pk, digest=one.digest, actor=legal, now=NOW)
            assert queries.norm_on("trial.days", tenant_id=city.pk, on=LATER).number == 8
            return HttpResponse()

        ReadOnceMiddleware(view)(None)

    def test_leaves_nothing_for_the_next(self, city, office, legal):
        ReadOnceMiddleware(
            lambda _: queries.norm_on("trial.days", tenant_id=city.pk, on=LATER) and HttpResponse()
        )(None)
        one = enter(office)
        commands.sign_value(value_id=one.pk, digest=one.digest, actor=legal, now=NOW)
        assert queries.norm_on("trial.days", tenant_id=city.pk, on=LATER).number == 8


class TestACommand:
    def test_asks_the_database_once_and_keeps_nothing_afterwards(
        self, city, office, legal, django_assert_num_queries
    ):
        @command
        def decide() -> list[int]:
            return [queries.norm_on("trial.days", tenant_id=city.pk, on=LATER).number for _ in range(9)]

        with django_assert_num_queries(2 + 2):  # the savepoint of a command within a test, and its end
            assert decide() == [10] * 9
        one = enter(office)
        commands.sign_value(value_id=one.pk, digest=one.digest, actor=legal, now=NOW)
        assert decide() == [8] * 9


class TestADeclaration:
    @pytest.mark.parametrize(
        ("norm", "said"),
        [
            (DAYS, "declared twice"),
            (Norm(code="x.bare", says="x", sort=Sort.DAYS, shipped=()), "nothing is shipped"),
            (Norm(code="x.much", says="x", sort=Sort.DAYS, most=5, shipped=(Shipped(SINCE, 6, "s", Mark.D),)),
             "最多5"),
            (
                Norm(code="x.two", says="x", sort=Sort.TEXT, shipped=(Shipped(SINCE, "a", "s", Mark.D),) * 2),
                "two values begin on one day",
            ),
            (
                Norm(
                    code="x.choice", says="x", sort=Sort.CHOICE, choices=(("a", "甲"),),
                    shipped=(Shipped(SINCE, "b", "s", Mark.D),),
                ),
                "只能选择：甲",
            ),
        ],
    )  # fmt: skip
    def test_that_is_unsound_stops_the_house(self, norm, said):
        with pytest.raises(ValueError, match=said):
            registry.register(norm)

    @pytest.mark.parametrize("value", [5, "某法院", (("甲", "A"), ("乙", ""))])
    def test_comes_back_from_the_database_as_it_was(self, value):
        assert value_from(canonical(value)) == value
