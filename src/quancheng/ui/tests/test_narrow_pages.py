"""Pages of a long list, found by their keys."""

import pytest
from django.core.paginator import Paginator

from quancheng.kernel.orgs.models import Level, Tenant
from quancheng.ui.narrow_pages import NarrowPaginator

pytestmark = pytest.mark.django_db
SIZE = 3


@pytest.fixture
def listed():
    for place in range(8):
        Tenant.objects.create(
            slug=f"t{place}", name=f"演示{place}市", full_name=f"演示{place}市", level=Level.CITY
        )
    return Tenant.objects.exclude(slug="t3").order_by("-slug")


def narrow(listed) -> NarrowPaginator:
    return NarrowPaginator(listed, SIZE, whole=Tenant.objects.select_related("parent"))


class TestNarrowPaginator:
    def test_shows_the_same_rows_in_the_same_order_as_a_plain_one(self, listed):
        plain = Paginator(listed, SIZE)
        for number in plain.page_range:
            assert list(narrow(listed).page(number)) == list(plain.page(number))

    def test_reads_whole_rows_in_two_queries(self, listed, django_assert_num_queries):
        with django_assert_num_queries(3):  # the count is the third
            page = narrow(listed).get_page(9999)
            assert [(row.slug, row.parent) for row in page] == [("t0", None)]

    def test_stands_empty_where_nothing_is_listed(self, listed):
        assert list(narrow(listed.none()).get_page(1)) == []
