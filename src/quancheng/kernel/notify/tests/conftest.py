"""A city with three people, kinds of notices of their own, and gateways that can be watched."""

from datetime import UTC, date, datetime

import pytest

from quancheng.kernel.basis.actor import Actor, Kind
from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.crypto.port import machine
from quancheng.kernel.links import registry as links
from quancheng.kernel.links.registry import Linked
from quancheng.kernel.notify import registry
from quancheng.kernel.notify.models import Delivery
from quancheng.kernel.notify.policy import Channel, Policy
from quancheng.kernel.notify.ports import port_of
from quancheng.kernel.notify.registry import NoticeKind
from quancheng.kernel.notify.wording import Wording
from quancheng.kernel.orgs.models import Level, Person, Tenant

NOON = datetime(2026, 3, 2, 4, 0, tzinfo=UTC)  # Monday, 12:00 in Jinan
ROW = RecordRef("trial.row", "jinan-2024-17")
SHIPPED = (Wording(date(2024, 1, 1), "{title}有更新", "“{title}”今天有更新。"),)


@pytest.fixture(autouse=True)
def own_folders(settings, tmp_path):
    settings.CRYPTO_KEYS = tmp_path / "keys"
    settings.NOTIFY_FOLDER = tmp_path
    settings.PUBLIC_ADDRESS = "https://zwgk.example.cn"
    settings.DESK_ADDRESS = "https://desk.example.cn"
    machine.cache_clear()
    port_of.cache_clear()
    yield tmp_path
    machine.cache_clear()
    port_of.cache_clear()


@pytest.fixture
def hidden():
    """References of records that the public may not see."""
    return set()


@pytest.fixture
def untrue():
    """Records whose cause has gone."""
    return set()


@pytest.fixture(autouse=True)
def rows(hidden):
    def find_many(actor, refs):
        seen = (r for r in refs if not (r in hidden and actor.kind is Kind.ANONYMOUS))
        return {ref: Linked(f"第{ref}行", f"/plan/{ref}/") for ref in seen}

    links.register("trial.row", says="条目", find_many=find_many)
    yield
    links.forget("trial.row")


@pytest.fixture
def kinds(untrue):
    """One kind for each policy."""
    made = {
        policy: registry.register(
            NoticeKind(
                code=f"trial.{policy}",
                says="试",
                policy=policy,
                facts=frozenset({"title"}),
                wordings=SHIPPED,
                still_true=lambda about: about not in untrue,
            )
        )
        for policy in Policy
    }
    yield made
    for kind in made.values():
        registry.forget(kind.code)


@pytest.fixture
def city():
    return Tenant.objects.create(slug="city", name="演示市", full_name="演示市人民政府", level=Level.CITY)


@pytest.fixture
def people(city):
    return [
        Person.objects.create(
            account=f"p{no}", name=f"演示{no}", email=f"p{no}@example.cn", tenant=city, is_demo=True
        )
        for no in range(3)
    ]


@pytest.fixture
def reader(city, people):
    return Actor(kind=Kind.OFFICIAL, person_id=people[0].pk, tenant_id=city.pk)


@pytest.fixture
def ports(monkeypatch):
    """Gateways that remember what they sent, by key, and fail when told to."""
    made = {channel: RememberingPort() for channel in Channel}
    monkeypatch.setattr("quancheng.kernel.notify.sending.port_of", made.__getitem__)
    return made


class RememberingPort:
    def __init__(self):
        self.tried = []
        self.letters = {}
        self.fault = None
        self.fault_after = None

    def send(self, message, *, to):
        self.tried.append(message.key)
        if self.fault:
            raise self.fault
        self.letters[message.key] = (to, message)
        if self.fault_after:
            raise self.fault_after
        return f"receipt {message.key}"

    @property
    def texts(self):
        return [message.text for _, message in self.letters.values()]

    @property
    def readers(self):
        return [to for to, _ in self.letters.values()]


@pytest.fixture
def state_of():
    """The state of each delivery by channel and reason, to be compared."""

    def states():
        return sorted(Delivery.objects.values_list("channel", "state", "reason"))

    return states
