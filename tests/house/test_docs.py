"""docs/ agrees with the code: generated pages are current, cited articles and words are listed."""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from quancheng.shells.demo.generated import PAGES
from tests.house.source import HOUSE, ROOT

DOCS = ROOT / "docs"
NUMBER = "[零一二三四五六七八九十百]+"
PART = r"(?:第[零一二三四五六七八九十百]+款)?(?:第?（[零一二三四五六七八九十]+）项)?"
CITED = re.compile(rf"《(?P<law>[^》]+)》\s*(?P<articles>第{NUMBER}条{PART}(?:[、和]第{NUMBER}条{PART})*)")
IN_DIGITS = re.compile(r"《(?P<law>[^》]+)》,?\s*[Aa]rts?\.\s*(?P<numbers>\d+(?:(?:,| and|–|-)\s*\d+)*)")
DIGITS = "零一二三四五六七八九"


def in_chinese(number: int) -> str:
    """33 as 三十三, 205 as 二百零五; articles go up to a few hundred."""
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    text = f"{DIGITS[hundreds]}百" if hundreds else ""
    if tens:
        text += "十" if tens == 1 and not hundreds else f"{DIGITS[tens]}十"
    elif hundreds and ones:
        text += "零"
    return text + (DIGITS[ones] if ones else "")


def citations(text: str) -> Iterator[tuple[str, str]]:
    """Every (law, article) that a text cites, in Chinese or as `《条例》 art. 33`."""
    for found in CITED.finditer(text):
        yield from ((found["law"], article) for article in re.findall(rf"第{NUMBER}条", found["articles"]))
    for found in IN_DIGITS.finditer(text):
        numbers = re.findall(r"\d+", found["numbers"])
        yield from ((found["law"], f"第{in_chinese(int(n))}条") for n in numbers)


def tables(text: str) -> Iterator[tuple[str, list[str]]]:
    """Every line of every table with the heading it stands under; titles of columns and rules left out."""
    heading, above = "", ""
    for line in text.splitlines():
        if line.startswith("#"):
            heading = line
        is_body = line.startswith("|") and above.startswith("|") and not line.startswith("| ---")
        if is_body:
            yield heading, [cell.strip() for cell in line.strip("|").split("|")]
        above = line


def listed() -> Iterator[tuple[str, str, str]]:
    """Every (law, article, status) of docs/law.md; a law may have a short name beside the long one."""
    for heading, cells in tables((DOCS / "law.md").read_text()):
        for article in re.findall(rf"第{NUMBER}条", cells[0]):
            yield from ((law, article, cells[-1]) for law in re.findall(r"《([^》]+)》", heading))


def cited(*kinds: str) -> set[tuple[str, str]]:
    """What the house cites in files of these kinds."""
    files = (p for p in HOUSE.rglob("*") if p.suffix in kinds)
    return {one for path in files for one in citations(path.read_text())}


class TestGeneratedPages:
    @pytest.mark.parametrize("name", PAGES)
    def test_are_up_to_date(self, name):
        page = DOCS / name
        written = page.read_text() if page.exists() else ""
        assert written == PAGES[name](), f"docs/{name} is stale: run `make docs`"


class TestReadmes:
    def test_stand_in_every_module(self):
        modules = (p.parent for floor in ("records", "insight") for p in HOUSE.glob(f"{floor}/*/__init__.py"))
        assert [m.name for m in modules if not (m / "README.md").exists()] == []


class TestArticles:
    def test_that_the_code_cites_are_listed(self):
        known = {(law, article) for law, article, _ in listed()}
        assert sorted(cited(".py", ".html", ".md") - known) == [], "add them to docs/law.md"

    def test_that_are_said_to_stand_are_cited(self):
        """Whoever claims that an article stands can be asked where; a long and a short name are one law."""
        names = {name: heading for heading, _ in tables((DOCS / "law.md").read_text())
                 for name in re.findall(r"《([^》]+)》", heading)}  # fmt: skip
        shown = {(names[law], article) for law, article in cited(".py") if law in names}
        claimed = {
            (names[law], article) for law, article, status in listed() if status in {"stands", "in part"}
        }
        assert sorted(claimed - shown) == [], "docs/law.md claims that these stand; no code cites them"

    def test_have_one_of_three_statuses(self):
        assert {status for _, _, status in listed()} <= {"stands", "in part", "planned"}

    def test_are_listed_once(self):
        counted = Counter((law, article) for law, article, _ in listed())
        assert [one for one, times in counted.items() if times > 1] == []

    @pytest.mark.parametrize(
        ("text", "found"),
        [
            ("《条例》第三十三条第二款", [("条例", "第三十三条")]),
            ("《条例》第三十二条、第三十四条", [("条例", "第三十二条"), ("条例", "第三十四条")]),
            ("《条例》第三十六条第（一）项和第三十七条", [("条例", "第三十六条"), ("条例", "第三十七条")]),
            ("《条例》 art. 33", [("条例", "第三十三条")]),
            ("《民法典》 arts. 201, 203", [("民法典", "第二百零一条"), ("民法典", "第二百零三条")]),
            ("see article 33", []),
        ],
    )
    def test_are_recognised(self, text, found):
        assert list(citations(text)) == found

    @pytest.mark.parametrize(
        ("number", "text"),
        [(5, "五"), (10, "十"), (15, "十五"), (20, "二十"), (110, "一百一十"), (201, "二百零一")],
    )
    def test_are_numbered_as_the_law_numbers_them(self, number, text):
        assert in_chinese(number) == text


def words() -> list[list[str]]:
    return [cells for _, cells in tables((DOCS / "words.md").read_text())]


def names_in_code() -> set[str]:
    """Every name that the house gives, and every folder and file, each as words.md may call it."""
    given = re.compile(r"^\s*(?:class|def)\s+(\w+)|^\s*(\w+)\s*(?::|=)", re.MULTILINE)
    files = list(HOUSE.rglob("*.py")) + list((ROOT / "config").rglob("*.py"))
    places = {part for path in files for part in path.relative_to(ROOT).with_suffix("").parts}
    return places | {one or other for path in files for one, other in given.findall(path.read_text())}


class TestWords:
    def test_stand_once(self):
        """One word for one thing: neither the Chinese nor the English word has two lines."""
        for column in (0, 1):
            counted = Counter(cells[column].casefold() for cells in words())
            assert [word for word, times in counted.items() if times > 1] == []

    def test_name_what_exists(self):
        """A name in code letters is a class, function, value, field, file or folder of today."""
        told = {name for cells in words() for name in re.findall(r"`([^`]+)`", cells[2])}
        known = names_in_code()
        assert sorted(n for n in told if not set(re.split(r"[./]", n)) <= known) == [], (
            "gone from the code: mend docs/words.md"
        )

    def test_would_be_missed(self):
        assert "NoSuchClassAnywhere" not in names_in_code()
        assert {"Unit", "calendar", "last_day", "LONG_TERM", "resets"} <= names_in_code()


def pages() -> list[Path]:
    """Every page of Markdown in the repository that people read."""
    return [*ROOT.glob("*.md"), *DOCS.rglob("*.md"), *HOUSE.rglob("*.md")]


def targets(page: Path) -> list[str]:
    """The files a page links to; what is commented out is no link yet."""
    text = re.sub(r"<!--.*?-->", "", page.read_text(), flags=re.DOTALL)
    return re.findall(r"\]\((?!https?:|#)([^)#]+)", text)


class TestLinks:
    def test_lead_somewhere(self):
        """Links to other hosts are not followed."""
        led = [(page, target) for page in pages() for target in targets(page)]
        lost = [f"{p.relative_to(ROOT)}: {target}" for p, target in led if not (p.parent / target).exists()]
        assert lost == []
        assert led


class TestDecisions:
    def test_are_numbered_without_a_gap(self):
        numbers = sorted(int(p.name[:3]) for p in (DOCS / "decisions").glob("*.md"))
        assert numbers == list(range(len(numbers)))

    def test_are_short(self):
        """Ten lines or so are read; more belongs in a page of its own."""
        told = {
            p.name: sum(bool(line) for line in p.read_text().splitlines())
            for p in (DOCS / "decisions").glob("*.md")
        }
        assert [name for name, lines in told.items() if lines > 14] == []
