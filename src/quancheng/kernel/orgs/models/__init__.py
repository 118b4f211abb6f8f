"""Governments, their units over time, posts, and the people in them."""

from quancheng.kernel.orgs.models.people import AdminSeat, Holding, People, Person
from quancheng.kernel.orgs.models.tenants import Level, Tenant
from quancheng.kernel.orgs.models.units import NameKind, Post, PostRole, Unit, UnitKind, UnitName, UnitPlace

__all__ = [
    "AdminSeat",
    "Holding",
    "Level",
    "NameKind",
    "People",
    "Person",
    "Post",
    "PostRole",
    "Tenant",
    "Unit",
    "UnitKind",
    "UnitName",
    "UnitPlace",
]
