"""The table as it is read aloud: a line an address, a column a walker, two letters an answer."""

from collections.abc import Iterator, Mapping, Sequence

from tests.house.doors.people import WALKERS
from tests.house.doors.walking import MARKS

Answers = Mapping[str, Mapping[str, str]]  # address → letters of the walker → GET and POST
HEAD = """\
# Who comes through which door. Read aloud in review; written by `make doors`, compared by test_doors.py.
#
# Each address of both surfaces is asked for by each kind of person, in the model city (演示) on Monday
# 2 March 2026: the first letter is the answer to GET, the second to an empty POST.
# The numbers in an address are those of true records: duties, evidence, orders, messages, posts of
# 市大数据局; drafts, plans, lists, bulletins of the city; for /above/ the plan of the district 历下区.
# So a refusal is a refusal, and no wrong number.
#
# The letters:
"""
AT_THE_DESK = "## The desk"
CLOSED = "## Rooms of Wagtail that the desk does not have: 404 to everybody, whatever is asked"
PUBLIC = "## The portal: everybody is nobody there; a cookie of the desk changes nothing"


def written_table(desk: Answers, closed: Sequence[str], public: Mapping[str, str]) -> str:
    """The whole file."""
    return "\n".join([*_head(), *_desk(desk), "", CLOSED, "", *closed, "", PUBLIC, "", *_public(public), ""])


def _head() -> Iterator[str]:
    yield HEAD + "\n".join(f"#   {mark}  {says}" for mark, says in MARKS.items())
    yield "#\n# The columns:"
    yield from (f"#   {letters}  {says}" for letters, says in WALKERS.items())


def _desk(desk: Answers) -> Iterator[str]:
    yield f"\n{AT_THE_DESK}\n"
    for number, (address, told) in enumerate(sorted(desk.items())):
        if number % 30 == 0:
            yield f"\n# {' '.join(WALKERS)}" if number else f"# {' '.join(WALKERS)}"
        yield f"  {' '.join(told[letters] for letters in WALKERS)}  {address or '(the first page)'}"


def _public(public: Mapping[str, str]) -> Iterator[str]:
    yield from (f"  {told}  {address}" for address, told in sorted(public.items()))
