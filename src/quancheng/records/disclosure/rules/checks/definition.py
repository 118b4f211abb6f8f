"""What a check is, and what it looks at. Pure."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from quancheng.records.disclosure.rules.grounds import BY_CODE, Ground, Must


class Severity(StrEnum):
    """What follows when something is found: the reply stays, somebody says why it goes, or nothing."""

    STOP = "stop"
    WARN = "warn"
    HINT = "hint"

    @property
    def says(self) -> str:
        return {Severity.STOP: "不能签发", Severity.WARN: "须说明理由", Severity.HINT: "提示"}[self]


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemFacts:
    """One item with its decision and the proofs behind it."""

    place: int
    ground: Ground | None
    withheld: tuple[str, ...] = ()  # codes of the grounds of what is kept back
    said: Mapping[Must, str]
    empty_searches: int = 0  # searches that found nothing
    full_searches: int = 0  # searches that found something
    parts: tuple[str, ...] = ()  # the grounds of the parts recorded by hand
    files_given: int = 0  # files of it that go along, whole or their open part
    contact_kept: str = (
        ""  # how the right agency that it names is reached, where the government has entered it
    )

    @property
    def rests_on(self) -> tuple[str, ...]:
        """Every ground on which something of it is kept back, or on which it is answered."""
        return (self.ground.code, *self.withheld) if self.ground else ()

    def is_on(self, *codes: str) -> bool:
        return bool(set(codes) & set(self.rests_on))

    def told(self, must: Must) -> str:
        return self.said.get(must, "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """Everything the checks look at, on one day."""

    on: date
    items: tuple[ItemFacts, ...] = ()
    third_parties: tuple[str, ...] = ()  # what each third party said; empty while it has not
    # By the place of their letter: third parties that refused with reasons, and without, and learned nothing
    overridden: tuple[int, ...] = ()
    bare_refusals: tuple[int, ...] = ()
    remedy: str = ""  # the class of the clause; empty while it cannot be told
    remedy_lacks: tuple[str, ...] = ()
    remedy_fault: str = ""
    unsigned: tuple[str, ...] = ()
    was_corrected: bool = False  # sent back once, and corrected
    due_on: date | None = None
    extended_late: bool = False
    is_by_network: bool = False
    channel: str = ""  # where one applies for reconsideration on the network
    has_name: bool = True
    has_address: bool = True
    has_email: bool = True
    route: str = ""
    own_replies: frozenset[str] = frozenset()  # replies of this agency to this applicant, by number
    private: tuple[str, ...] = ()  # what of other people stands in the words of the handler
    telling_titles: tuple[str, ...] = ()  # files whose title tells what is covered in them, with the place
    longest_sentence: int = 0
    sentence_most: int = 80

    @property
    def free_text(self) -> str:
        """All that was typed by hand."""
        return "\n".join(text for item in self.items for text in item.said.values())

    @property
    def withholds(self) -> bool:
        """Whether anything is kept back on one of the exceptions of articles 14 to 16."""
        return any(BY_CODE[code].withholds for item in self.items for code in item.rests_on)

    @property
    def given(self) -> tuple[ItemFacts, ...]:
        """The items of which something is handed out, whole or in part."""
        return self.on_ground("36-2", "37")

    def on_ground(self, *codes: str) -> tuple[ItemFacts, ...]:
        return tuple(item for item in self.items if item.is_on(*codes))


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One check: since when it holds, by what text, and how it finds. Empty: nothing is wrong."""

    code: str
    says: str
    source: str
    from_on: date
    severity: Severity
    finds: Callable[[Facts], str]


@dataclass(frozen=True, slots=True)
class Checked:
    """One check as it came out; an empty finding is a pass."""

    check: Check
    finding: str

    @property
    def is_passed(self) -> bool:
        return not self.finding

    @property
    def stops(self) -> bool:
        return bool(self.finding) and self.check.severity is Severity.STOP

    @property
    def warns(self) -> bool:
        return bool(self.finding) and self.check.severity is Severity.WARN


def places(items: tuple[ItemFacts, ...]) -> str:
    """The items as a sentence names them."""
    return "、".join(f"第{item.place}项" for item in items)


def letters_named(numbers: tuple[int, ...]) -> str:
    """Letters that asked for an opinion as a sentence names them; never whom."""
    return f"{'、'.join(f'第{number}份' for number in numbers)}征求意见"
