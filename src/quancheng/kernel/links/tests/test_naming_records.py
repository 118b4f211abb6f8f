"""Which record people mean when they write down its reference, or the address at which it opens."""

import pytest

from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.links import registry
from quancheng.kernel.links.naming import ref_named

HOSTS = {"desk.example.cn", "127.0.0.1:8001"}
SEVEN = RecordRef("trial.paper", "2026-7")


@pytest.fixture(autouse=True)
def kinds():
    registry.register("trial.paper", says="文件", find=lambda actor, ref: None, page=r"/papers/([-\w]+)/")
    registry.register("trial.pageless", says="无页面", find=lambda actor, ref: None)
    yield
    registry.forget("trial.paper")
    registry.forget("trial.pageless")


class TestRefNamed:
    @pytest.mark.parametrize(
        "told",
        [
            "trial.paper:2026-7",
            "  trial.paper:2026-7\n",
            "https://desk.example.cn/papers/2026-7/",
            "http://127.0.0.1:8001/papers/2026-7/?from=list#top",
            "/papers/2026-7/",
            "/papers/2026%2D7/",
        ],
    )
    def test_knows_a_record_by_its_reference_and_by_its_page(self, told):
        assert ref_named(told, hosts=HOSTS) == SEVEN

    def test_needs_no_page_for_a_reference(self):
        assert ref_named("trial.pageless:1", hosts=HOSTS) == RecordRef("trial.pageless", "1")

    @pytest.mark.parametrize(
        "told",
        [
            "",
            "trial.paper:",
            "trial.unknown:1",
            "https://elsewhere.cn/papers/2026-7/",
            "https://desk.example.cn.evil.cn/papers/2026-7/",
            "https://desk.example.cn@evil.cn/papers/2026-7/",
            "ftp://desk.example.cn/papers/2026-7/",
            "https://desk.example.cn/papers/2026-7/more/",
            "https://desk.example.cn/papers/",
            "http://[",
            "文件2026-7",
        ],
    )
    def test_knows_nothing_else(self, told):
        assert ref_named(told, hosts=HOSTS) is None
