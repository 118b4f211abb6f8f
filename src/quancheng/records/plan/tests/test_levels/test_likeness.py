"""How like two rows are, and when one has moved on."""

from hypothesis import given
from hypothesis import strategies as st

from quancheng.records.plan.rules.levels import Words, has_moved, proposed, ranked
from quancheng.records.plan.rules.likeness import shipped

BY = shipped()


class TestLikeness:
    def test_proposes_the_row_that_says_nearly_the_same(self):
        above = [Words("a", "主动公开", "公开稳增长政策69项。")]
        own = [Words("x", "专区", "办好政务公开专区。"), Words("y", "主动公开", "公开全区稳增长政策20项。")]
        [(ref, found)] = ranked(above, own, BY)
        assert (ref, [each.ref for each in proposed(found, BY)]) == ("a", ["y"])

    def test_proposes_nothing_out_of_nothing(self):
        [(_, found)] = ranked([Words("a", "", "")], [Words("x", "", "")], BY)
        assert proposed(found, BY) == ()

    @given(st.text(max_size=40), st.text(max_size=40))
    def test_lies_between_nought_and_one_and_is_mutual(self, one, other):
        [(_, [there])] = ranked([Words("a", "", one)], [Words("b", "", other)], BY)
        [(_, [back])] = ranked([Words("b", "", other)], [Words("a", "", one)], BY)
        assert 0 <= there.likeness <= 1
        assert there.likeness == back.likeness

    def test_of_a_demand_with_itself_is_nearly_sure(self):
        [(_, [found])] = ranked([Words("a", "一", "公开政策")], [Words("b", "一", "公开政策")], BY)
        assert found.is_nearly_sure
        assert found.likeness * 100 > BY.proposed_from


class TestHasMoved:
    FACTS = {"no": "1", "requirement": "公开政策"}

    def test_when_the_words_changed_since(self):
        assert has_moved([(1, self.FACTS), (2, {**self.FACTS, "requirement": "公开规划"})], since=1)

    def test_not_by_a_number_alone_nor_by_what_was_seen(self):
        renumbered = {**self.FACTS, "no": "2"}
        assert not has_moved([(1, self.FACTS), (2, renumbered)], since=1)
        assert not has_moved([(1, self.FACTS), (2, {**self.FACTS, "requirement": "公开规划"})], since=2)
