"""What would come of a register that is brought: read, compared, checked; nothing written."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from quancheng.kernel.crypto.port import machine
from quancheng.kernel.orgs.models import Tenant
from quancheng.kernel.orgs.register.check import Problem, problems
from quancheng.kernel.orgs.register.difference import Change, Fate, differences
from quancheng.kernel.orgs.register.load import outside_of, register_of
from quancheng.kernel.orgs.register.rows import Book, Key
from quancheng.kernel.orgs.register.sheets import SHEETS

Lines = Mapping[tuple[str, Key], int]  # where a row stands in the file: sheet and key → line


@dataclass(frozen=True, slots=True)
class Preview:
    """What a file would do. It may be applied when no sentence is wrong."""

    changes: tuple[Change, ...]
    wrong: tuple[str, ...]
    target: Book = field(default_factory=Book)

    def of(self, fate: Fate) -> tuple[Change, ...]:
        """The rows of one fate."""
        return tuple(change for change in self.changes if change.fate is fate)

    @property
    def fingerprint(self) -> str:
        """What the file would do, as one digest: another file or another register has another one."""
        told = [(change.sheet.title, change.fate.value, change.new, change.old) for change in self.changes]
        return machine().digest(repr((told, self.wrong)).encode())

    @property
    def is_sound(self) -> bool:
        return not self.wrong

    @property
    def changes_something(self) -> bool:
        return any(change.fate is not Fate.UNCHANGED for change in self.changes)


def preview_of(tenant: Tenant, brought: Book, *, lines: Lines, unread: tuple[str, ...] = ()) -> Preview:
    """Lay what was brought beside the register. `unread` are the sentences about rows nobody could read."""
    register = register_of(tenant)
    told = brought.completed_from(register)
    target = register.with_rows_of(told)
    found = problems(target, outside_of(tenant, told))
    return Preview(
        changes=differences(register, told, SHEETS),
        wrong=(*unread, *(_sentence(problem, lines) for problem in found)),
        target=target,
    )


def _sentence(problem: Problem, lines: Lines) -> str:
    line = lines.get((problem.sheet.title, problem.key))
    place = f"第{line}行" if line else f"（名册中已有的“{problem.sheet.says(problem.key)}”）"
    return f"工作表“{problem.sheet.title}”{place}：{problem.sentence}"
