"""What a chapter of the handbook (工作手册) is made of."""

from dataclasses import dataclass

from quancheng.kernel.orgs.roles import Role

AT_THE_UNIT: frozenset[str] = frozenset({Role.HANDLER, Role.HEAD})
AT_THE_OFFICE: frozenset[str] = frozenset({Role.OPENNESS_OFFICE, Role.OPENNESS_HEAD})
HEADS: frozenset[str] = frozenset({Role.HEAD, Role.OPENNESS_HEAD})


@dataclass(frozen=True, slots=True)
class Part:
    """One job, told in the order in which it is done, for the posts of some roles (none named: for all)."""

    title: str
    lines: tuple[str, ...]
    roles: frozenset[str] = frozenset()

    def is_for(self, roles: frozenset[str]) -> bool:
        return not self.roles or bool(self.roles & roles)


@dataclass(frozen=True, slots=True)
class Asked:
    """What people ask when something goes otherwise, and the answer."""

    question: str
    answer: str


@dataclass(frozen=True, slots=True)
class Chapter:
    """How one entry of the menu is used. What the case goes through is read from its declared workflow."""

    code: str  # in the address
    url_name: str  # of the entry in the menu: who is shown the entry is shown the chapter
    lead: str
    parts: tuple[Part, ...]
    asked: tuple[Asked, ...] = ()
    workflows: tuple[str, ...] = ()
