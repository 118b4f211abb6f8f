"""Who came, as it is filled in; and the short code on the wall. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from quancheng.kernel.files.filled import Filled, Template

NAME, UNIT = "姓名", "单位"
SHEET = Template("签到表", 1, (NAME, UNIT))
LONGEST_NAME, LONGEST_UNIT = 40, 120
MOST_LINES = 2_000  # [D] the largest hall of a city; a bigger audience is told as a number
EMPTY_LINES = 60  # [D] lines offered in a new sheet
DIGITS = 6
LASTS = timedelta(minutes=5)  # [D] how long one code stands on the wall; the one before it still opens


@dataclass(frozen=True, slots=True)
class Came:
    """One person who came, and from which unit."""

    name: str
    unit: str

    @property
    def key(self) -> str:
        """By which one is known again, whatever blanks were typed."""
        return f"{''.join(self.name.split())}|{''.join(self.unit.split())}"


@dataclass(frozen=True, slots=True)
class Read:
    """What a sheet says, and every fault of it, each with its cell."""

    people: tuple[Came, ...]
    wrong: tuple[str, ...]


def people_in(filled: Filled) -> Read:
    """The people of a filled-in sheet; all faults are told together."""
    first: dict[str, str] = {}
    people, wrong = [], list(filled.faults)
    if len(filled.rows) > MOST_LINES:
        wrong.append(f"共{len(filled.rows)}行，超过{MOST_LINES}行，请分次上传，或只填写参加人数")
    for row in filled.rows[:MOST_LINES]:
        came = Came(row.cells[NAME], row.cells[UNIT])
        if not (came.name or came.unit):
            continue  # a numbered line that was left empty
        faults = list(_faults(came, row.where(NAME), row.where(UNIT)))
        if not faults and (same := first.setdefault(came.key, row.where(NAME))) != row.where(NAME):
            faults.append(f"{row.where(NAME)}：与{same}是同一个人，请删去一行；同名的在姓名后加注区别")
        wrong += faults
        people.append(came)
    if not people and not wrong:
        wrong.append("表格里还没有填写参加人，请填好再上传")
    return Read(tuple(people), tuple(wrong))


def window_of(at: datetime) -> int:
    """The number of the stretch of time in which a moment lies."""
    return int(at.timestamp() // LASTS.total_seconds())


def code_from(digest: str) -> str:
    """A short number for people to type, from a keyed digest."""
    signs = digest.rpartition(":")[2]
    return f"{int.from_bytes(signs.encode(), 'big') % 10**DIGITS:0{DIGITS}d}"


def tidy(code: str) -> str:
    """The digits of a code as it was typed."""
    return "".join(sign for sign in code if sign.isdecimal())


def masked(name: str) -> str:
    """A name of which only the family stays: 张**."""
    return name[:1] + "*" * max(len(name) - 1, 1)


def _faults(came: Came, name_at: str, unit_at: str) -> Iterator[str]:
    if not came.name:
        yield f"{name_at}：没有填姓名，请补上或清空这一行"
    elif len(came.name) > LONGEST_NAME:
        yield f"{name_at}：姓名超过{LONGEST_NAME}字，请核对"
    if not came.unit:
        yield f"{unit_at}：没有填单位，请补上"
    elif len(came.unit) > LONGEST_UNIT:
        yield f"{unit_at}：单位超过{LONGEST_UNIT}字，请用简称"
