"""The words of notices: templates with versions, filled with named facts. Pure."""

import re
import string
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

LONGEST_SUBJECT = 120
_QUOTES = (("“‘", "”’"), ("「『", "」』"))  # GB/T 15834: quotes in quotes are of the other kind, by turns
_OF_THE_OTHER_KIND = str.maketrans("“”‘’「」『』", "‘’“”『』「」")
_QUOTE = re.compile(r"[“”‘「」『』]|(?<![A-Za-z])’|’(?![A-Za-z])")  # an apostrophe is none


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of one kind of notice from a day on. `version` is written down with each notice."""

    from_on: date
    subject: str
    body: str
    version: str = ""

    @property
    def named(self) -> str:
        """How the version is told: by its own name, or by the day from which the shipped words hold."""
        return self.version or f"出厂 {self.from_on.isoformat()}"


def in_force(wordings: Iterable[Wording], on: date) -> Wording | None:
    """The wording of a day: the latest that has begun; of two from one day the later in the list."""
    begun = [wording for wording in wordings if wording.from_on <= on]
    return max(enumerate(begun), key=lambda pair: (pair[1].from_on, pair[0]))[1] if begun else None


def filled(text: str, facts: Mapping[str, str]) -> str:
    """The text with its {named places} filled. Only names: no attribute, index or format can be reached.

    A fact that is put between quotation marks has its own marks turned into inner ones.
    """
    return "".join(_parts(text, facts))


def within_quotes(text: str) -> str:
    """The text as it stands between quotation marks: its outer marks become inner ones, and the other way."""
    return _QUOTE.sub(lambda mark: mark[0].translate(_OF_THE_OTHER_KIND), text)


def one_line(subject: str) -> str:
    """A subject stays one line, whatever the facts in it were, and is cut where mail programs cut it."""
    line = " ".join(subject.split())
    return line if len(line) <= LONGEST_SUBJECT else line[: LONGEST_SUBJECT - 1] + "…"


def faults(wording: Wording, known: Collection[str]) -> Iterator[str]:
    """What is wrong with a wording: one sentence each, for the person who wrote it."""
    if "\n" in wording.subject or not wording.subject.strip():
        yield "标题要写成一行，不能为空"
    for where, text in (("标题", wording.subject), ("正文", wording.body)):
        try:
            places = list(string.Formatter().parse(text))
        except ValueError:
            yield f"{where}里的花括号不成对；要写花括号本身，请写两个"
            continue
        for _, name, spec, conversion in places:
            if name is not None and (name not in known or spec or conversion):
                yield f"{where}里的 {{{name}}} 不能用；可用的有：{'、'.join(sorted(known))}"


def _parts(text: str, facts: Mapping[str, str]) -> Iterator[str]:
    before = ""
    for plain, name, _, _ in string.Formatter().parse(text):
        before += plain
        yield plain
        if name is not None:
            yield within_quotes(facts[name]) if _is_quoted(before) else facts[name]


def _is_quoted(before: str) -> bool:
    """Whether what comes next stands in an odd number of open quotation marks."""
    depths = (sum(map(before.count, opens)) - sum(map(before.count, ends)) for opens, ends in _QUOTES)
    return any(depth > 0 and depth % 2 for depth in depths)
