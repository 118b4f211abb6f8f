"""Who walks: one person for each way of standing to the records of the model city."""

from datetime import date

from quancheng.kernel.orgs.models import (
    AdminSeat,
    Holding,
    Person,
    Post,
    PostRole,
    Tenant,
    Unit,
    UnitName,
)
from quancheng.kernel.orgs.queries import person_of_account
from quancheng.kernel.orgs.roles import AdminRole, Role
from quancheng.shells.workbench.tests.editors import make_editor

LONG_AGO = date(2024, 1, 1)  # Monday
NOBODY = "nobody"
# The two letters that head a column, and who that is.
WALKERS = {
    "no": "nobody: a visitor who has not signed in",
    "re": "a retired account, whose sign-in of before still has its cookie",
    "po": "a person of the city without a post today",
    "ha": "the handler (承办人) of the unit to which the records belong: 市大数据局",
    "he": "the head (负责人) of that unit",
    "ot": "the handler of another unit of the city: 市财政局",
    "of": "the openness office (政务公开机构) of the city",
    "oh": "the head of that office",
    "rv": "the reviewer (审核人) of that office",
    "lr": "the legal reader (合法性审核人) of that office",
    "ed": "an editor of the site (网站编辑), who is a handler of a third unit: 市商务局",
    "sy": "the system administrator (系统管理员) of the city",
    "se": "the security administrator (安全管理员) of the city",
    "au": "the audit administrator (审计管理员) of the city",
    "di": "the openness office of a district below: 历下区",
    "ne": "of a neighbouring city one person in every role at once",
    "ns": "of that neighbour the system administrator",
}
ACCOUNTS = {
    "ha": "unit", "he": "unit-head", "ot": "unit-105", "of": "office", "oh": "office-head", "rv": "reviewer",
    "lr": "legal",
    "sy": "system", "se": "security", "au": "audit", "di": "district", "re": "unit-103", "ed": "unit-113",
}  # fmt: skip
WHOSE_OWN = {"di"}  # their government has a plan of its own


def gather() -> dict[str, Person | None]:
    """Everybody by the letters of their column. Nobody is None."""
    found = {letters: _of(account) for letters, account in ACCOUNTS.items()}
    city = found["of"].tenant
    found["po"] = Person.objects.create(account="postless", name="演示·无岗位", tenant=city)
    make_editor(found["ed"])
    neighbour = _neighbour()
    found["ne"] = _in_every_role(neighbour)
    found["ns"] = Person.objects.create(account="next-system", name="演示·邻市系统", tenant=neighbour)
    for role in AdminRole:
        AdminSeat.objects.create(
            tenant=neighbour, role=role, person=found["ns"] if role is AdminRole.SYSTEM else None
        )
    return {letters: found.get(letters) for letters in WALKERS}


def _of(account: str) -> Person:
    person = person_of_account(account)
    assert person is not None, account
    return person


def _neighbour() -> Tenant:
    return Tenant.objects.create(slug="linshi", name="邻市", full_name="邻市人民政府", level="city")


def _in_every_role(tenant: Tenant) -> Person:
    unit = Unit.objects.create(tenant=tenant, code="100", kind="department", name="邻市人民政府办公室")
    UnitName.objects.create(unit=unit, name=unit.name, kind="official")
    person = Person.objects.create(account="next", name="演示·邻市", tenant=tenant)
    post = Post.objects.create(unit=unit, title="兼任")
    for role in Role:
        PostRole.objects.create(post=post, role=role)
    Holding.objects.create(person=person, post=post, from_on=LONG_AGO)
    return person
