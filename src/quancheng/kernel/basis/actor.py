"""Who acts."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Self


class Kind(StrEnum):
    """The four sorts of actor. What each may see and do is asked of `access`."""

    OFFICIAL = "official"
    CITIZEN = "citizen"
    ANONYMOUS = "anonymous"
    CLOCKWORK = "clockwork"


@dataclass(frozen=True, slots=True)
class Actor:
    """An official at work in one post, a citizen, a passer-by, or the clockwork.

    `roles` are those of the post, in words of `access`. `act_id` is one id for one human act: every audit
    line that follows from one click carries it.
    """

    kind: Kind = Kind.ANONYMOUS
    person_id: int | None = None  # an official of the register
    post_id: int | None = None
    unit_id: int | None = None  # the unit (单位) for which an official acts
    tenant_id: int | None = None  # the government (政府) to which that unit belongs
    roles: frozenset[str] = frozenset()
    act_id: str = ""
    citizen_id: int | None = None  # an account of the public: another register, with numbers of its own

    @classmethod
    def anonymous(cls) -> Self:
        return cls()

    @classmethod
    def citizen(cls, citizen_id: int, act_id: str = "") -> Self:
        return cls(kind=Kind.CITIZEN, citizen_id=citizen_id, act_id=act_id)

    @classmethod
    def clockwork(cls, tenant_id: int | None = None) -> Self:
        return cls(kind=Kind.CLOCKWORK, tenant_id=tenant_id)
