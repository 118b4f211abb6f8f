"""The Chinese words that Wagtail lacks: complete, with their placeholders, and compiled."""

import ast
import gettext
import re
from pathlib import Path

import pytest

WORDS = Path(__file__).resolve().parents[2] / "locale" / "zh_Hans" / "LC_MESSAGES"
ENTRY = re.compile(
    r'^msgid ("[^\n]+")\n(?:msgid_plural ("[^\n]+")\n)?msgstr(?:\[0\])? ("[^\n]*")$', re.MULTILINE
)
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]")
DOMAINS = ("django", "djangojs")


def entries(domain: str) -> list[tuple[str, str, str]]:
    """Source, plural (or nothing) and Chinese of every entry."""
    text = (WORDS / f"{domain}.po").read_text()
    found = [tuple(ast.literal_eval(part or '""') for part in match) for match in ENTRY.findall(text)]
    return [entry for entry in found if entry[0]]


def compiled(domain: str) -> gettext.GNUTranslations:
    with (WORDS / f"{domain}.mo").open("rb") as file:
        return gettext.GNUTranslations(file)


@pytest.mark.parametrize("domain", DOMAINS)
class TestTheWords:
    def test_are_all_read(self, domain):
        lines = (WORDS / f"{domain}.po").read_text().splitlines()
        assert len(entries(domain)) == len([line for line in lines if line.startswith("msgid ")]) - 1

    def test_are_compiled_as_they_stand(self, domain):
        book = compiled(domain)
        stale = [
            source
            for source, plural, chinese in entries(domain)
            if (book.ngettext(source, plural, 2) if plural else book.gettext(source)) != chinese
        ]
        assert stale == [], "run msgfmt, as the head of the .po file says"

    def test_lose_no_placeholder(self, domain):
        lost = [
            source
            for source, plural, chinese in entries(domain)
            if not set(PLACEHOLDER.findall(chinese)) <= set(PLACEHOLDER.findall(source + plural))
        ]
        assert lost == []

    def test_are_chinese(self, domain):
        left = [
            source
            for source, _, chinese in entries(domain)
            if re.search("[A-Za-z]{3}", re.sub(r"%\(\w+\)[sd]|<[^>]*>|JavaScript", "", chinese))
        ]
        assert left == []
