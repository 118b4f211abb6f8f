"""Why two applicants may belong together, and the four patterns in which requests pile up. Pure.

Hints for a person, with their numbers. Whether requests are without good reason (Art. 35) is decided
by whoever has asked for the reasons and read them; nothing here decides, and nothing here is told to anybody.
"""

from collections.abc import Iterator
from dataclasses import dataclass

LAW = "《条例》第三十五条"


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """The digests by which applicants are compared; none leads back to what it was made of."""

    proof: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""
    name: str = ""
    is_person: bool = True
    agent_proof: str = ""  # of whoever acts for the applicant: links, and never makes one applicant of two
    agent_phone: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """How often, and how widely."""

    same_day: int = 0
    this_month: int = 0
    this_year: int = 0
    same_topic: int = 0
    people: int = 0
    agencies: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """From which number on something is worth a look: dated norms of the government."""

    same_day: int
    this_month: int
    same_topic: int
    people: int
    agencies: int


@dataclass(frozen=True, slots=True)
class Hint:
    """One pattern that shows, with its number and the number from which it is told."""

    says: str
    number: int
    limit: int
    unit: str


def is_same_applicant(one: Marks, other: Marks) -> bool:
    """The same paper: what the law calls the same applicant."""
    return bool(one.proof) and one.proof == other.proof


def why_linked(one: Marks, other: Marks) -> str:
    """What two applicants have in common, and what they have not; empty when nothing links them.

    The same name links organisations only: many people bear the same.
    """
    same = [
        says
        for says, ours, theirs in (
            ("证件号码", one.proof, other.proof), ("手机号", one.phone, other.phone),
            ("电子邮箱", one.email, other.email), ("通信地址", one.address, other.address),
            ("代理人证件号码", one.agent_proof, other.agent_proof),
            ("代理人电话", one.agent_phone, other.agent_phone),
        )
        if ours and ours == theirs
    ]  # fmt: skip
    same_name = bool(one.name) and one.name == other.name
    if same_name and not (one.is_person or other.is_person):
        same.append("单位名称")
    if not same:
        return ""
    return f"{'、'.join(f'同一{word}' for word in same)}{_apart(one, other, same_name=same_name)}"


def hints_of(counted: Counted, limits: Limits) -> tuple[Hint, ...]:
    """The patterns that show, in the order in which courts name them."""
    return tuple(hint for hint in _all(counted, limits) if hint.number >= hint.limit)


def _all(counted: Counted, limits: Limits) -> Iterator[Hint]:
    yield Hint("一人同日提出多件", counted.same_day, limits.same_day, "件")
    yield Hint("一人一个自然月内多件", counted.this_month, limits.this_month, "件")
    yield Hint("一人就相近内容反复提出", counted.same_topic, limits.same_topic, "件")
    yield Hint("多人提出相同内容", counted.people, limits.people, "人")
    yield Hint("一人向多个机关提出", counted.agencies, limits.agencies, "个机关")


def _apart(one: Marks, other: Marks, *, same_name: bool) -> str:
    if not one.name or not other.name:
        return ""
    if is_same_applicant(one, other):
        return "" if same_name else "，姓名或者名称写法不同"
    return "，姓名相同" if same_name else "，姓名不同"
