"""A small office whose papers may be redacted: one drafts, another finishes."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from quancheng.kernel.access.actors import actor_for
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.files.keeping import keep_file
from quancheng.kernel.files.kinds import Kind, kind_of
from quancheng.kernel.files.models import StoredFile
from quancheng.kernel.files.safety import Upload
from quancheng.kernel.orgs.models import Holding, Level, Person, Post, PostRole, Tenant, Unit, UnitKind
from quancheng.kernel.orgs.roles import Role
from quancheng.kernel.redaction import subjects
from quancheng.kernel.redaction.commands.drafting import Reason, begin_redaction
from quancheng.kernel.redaction.grounds import Ground, forget_grounds, register_grounds
from quancheng.kernel.redaction.models import Redaction
from quancheng.kernel.redaction.subjects import Subject
from quancheng.kernel.redaction.tests import papers

KIND = "test.paper"
MONDAY = date(2026, 3, 2)
NOW = datetime(2026, 3, 2, 9, tzinfo=ZoneInfo("Asia/Shanghai"))  # Monday
PRIVACY = Ground("privacy", "个人隐私", "《政府信息公开条例》第十五条")
TRADE = Ground("trade", "商业秘密", "《政府信息公开条例》第十五条（商业秘密）")
FOR_PRIVACY = Reason(ground="privacy")


def holder(where: Unit, account: str, *roles: str) -> Actor:
    post = Post.objects.create(unit=where, title=f"{account}岗")
    PostRole.objects.bulk_create(PostRole(post=post, role=role) for role in roles)
    person = Person.objects.create(account=account, name=f"演示{account}", tenant=where.tenant)
    Holding.objects.create(post=post, person=person, from_on=date(2024, 1, 1))
    return actor_for(person, post.pk, MONDAY, act_id=account)


@pytest.fixture(autouse=True)
def files_of_the_test(settings, tmp_path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def city(db) -> Tenant:
    return Tenant.objects.create(slug="qzw", name="泉州湾市", full_name="泉州湾市人民政府", level=Level.CITY)


@pytest.fixture
def office(city) -> Unit:
    return Unit.objects.create(
        tenant=city,
        code="office",
        kind=UnitKind.DEPARTMENT,
        name="泉州湾市政务公开办公室",
        short_name="公开办",
    )


@pytest.fixture
def drafter(office) -> Actor:
    return holder(office, "drafter", Role.HANDLER)


@pytest.fixture
def second(office) -> Actor:
    return holder(office, "second", Role.REVIEWER)


@pytest.fixture
def stranger(db) -> Actor:
    elsewhere = Tenant.objects.create(slug="other", name="他市", full_name="他市人民政府", level=Level.CITY)
    unit = Unit.objects.create(
        tenant=elsewhere, code="x", kind=UnitKind.DEPARTMENT, name="他市办公室", short_name="办公室"
    )
    return holder(unit, "stranger", *Role)


@dataclass
class Drawer:
    """The papers of the test: whoever is of the government sees them."""

    unit: Unit
    seconds: Sequence[int] = ()
    files: dict[str, StoredFile] = field(default_factory=dict)
    asked: int = 0

    def put(self, data: bytes, name: str, actor: Actor) -> RecordRef:
        upload = Upload(name, kind_of(data, name=name), len(data), None)
        kept = keep_file(upload, data, tenant_id=self.unit.tenant_id, actor=actor, now=NOW)
        ref = str(len(self.files) + 1)
        self.files[ref] = kept
        return RecordRef(KIND, ref)

    def find(self, actor: Actor, refs: Sequence[str]) -> Mapping[str, Subject]:
        self.asked += 1
        if actor.tenant_id != self.unit.tenant_id:
            return {}
        return {
            ref: Subject(
                title=f"试验文件{ref}", file=self.files[ref], tenant_id=self.unit.tenant_id,
                unit_id=self.unit.pk, address="/desk/", may_draft=Role.HANDLER in actor.roles,
                may_finish=bool(actor.roles & {Role.REVIEWER, Role.HANDLER}),
            )
            for ref in refs
            if ref in self.files
        }  # fmt: skip


@pytest.fixture
def drawer(office, second) -> Iterator[Drawer]:
    kept = Drawer(office, (second.person_id or 0,))
    subjects.register(KIND, says="试验文件", find_many=kept.find, seconds=lambda _ref, _on: kept.seconds)
    register_grounds(KIND, (PRIVACY, TRADE))
    yield kept
    subjects.forget(KIND)
    forget_grounds(KIND)


@pytest.fixture
def begun(drawer, drafter) -> Callable[..., Redaction]:
    """A draft over a document."""

    def begin(data: bytes | None = None, name: str = "材料.pdf") -> Redaction:
        ref = drawer.put(data or papers.plain(), name, drafter)
        return begin_redaction(ref=ref, actor=drafter, now=NOW)

    return begin


__all__ = ["FOR_PRIVACY", "KIND", "NOW", "PRIVACY", "TRADE", "Kind"]
