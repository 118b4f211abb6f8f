"""Templates, styles and scripts keep to the house: nothing inline, from outside, or by accident."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.template import engines

ROOT = Path(__file__).resolve().parent.parent.parent
SOURCE = ROOT / "src" / "quancheng"
TEMPLATES = sorted(SOURCE.rglob("templates/**/*.html"))
STYLES = sorted(SOURCE.rglob("static/**/*.css"))
SCRIPTS = sorted(SOURCE.rglob("static/**/*.js"))
TOKENS = SOURCE / "ui" / "static" / "ui" / "tokens.css"
A_PUBLIC_PAGE = ("ui/tokens.css", "ui/components.css", "ui/site.css", "ui/manners.js")
MOST = 150_000  # bytes of style and script on a public page

INLINE = {
    "a script in the page": re.compile(r"<script(?![^>]*\bsrc=)[^>]*>"),
    "styles in the page": re.compile(r"<style[\s>]"),
    "a style attribute": re.compile(r"<[^>{]*\sstyle="),
    "an on… attribute": re.compile(r"<[a-z][^>]*\son[a-z]+="),
    "an address of another host": re.compile(r"(?:src|href|action)=[\"'](?:https?:)?//"),
}
OUTSIDE = re.compile(r"url\(\s*[\"']?(?:https?:)?//|@import")
COLOUR = re.compile(r"#[0-9a-fA-F]{3,8}\b|\b(?:rgba?|hsla?|oklch)\(")
LOOSE_BLOCK = re.compile(r"{%\s*blocktrans(?:late)?\b(?![^%]*\btrimmed\b)")
TARGET = re.compile(r"hx-target=[\"']#([\w-]+)[\"']")


FORM = re.compile(r"<form\b[^>]*\bmethod=\"post\"[^>]*>.*?</form>", re.DOTALL)
WITHOUT_TOKEN = {"shells/portal/templates/portal/site/subscription_ask.html"}  # the link itself is the secret


def named(path: Path) -> str:
    return str(path.relative_to(SOURCE))


def faults_inline(text: str) -> list[str]:
    return [what for what, pattern in INLINE.items() if pattern.search(text)]


def targets_without_id(text: str) -> list[str]:
    return [target for target in TARGET.findall(text) if f'id="{target}"' not in text]


def forms_without_token(text: str) -> list[str]:
    """Forms that a browser could send without the token, though a script mostly sends them with it."""
    return [form[:60] for form in FORM.findall(text) if "{% csrf_token %}" not in form]


def without_comments(css: str) -> str:
    return re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)


def stray_colours(path: Path) -> Iterator[str]:
    yield from (f"{named(path)}: {m[0]}" for m in COLOUR.finditer(without_comments(path.read_text())))


@pytest.mark.parametrize("path", TEMPLATES, ids=named)
class TestEveryTemplate:
    def test_parses(self, path):
        engines["django"].from_string(path.read_text())

    def test_sends_no_form_without_its_token(self, path):
        if named(path) not in WITHOUT_TOKEN:
            assert forms_without_token(path.read_text()) == []

    def test_has_nothing_inline_and_nothing_from_outside(self, path):
        assert faults_inline(path.read_text()) == []

    def test_swaps_only_what_it_holds(self, path):
        assert targets_without_id(path.read_text()) == []

    def test_trims_what_is_to_be_translated(self, path):
        assert LOOSE_BLOCK.findall(path.read_text()) == []


class TestStylesAndScripts:
    def test_load_nothing_from_outside(self):
        texts = {named(path): path.read_text() for path in [*STYLES, *SCRIPTS]}
        assert [name for name, text in texts.items() if OUTSIDE.search(text) or "://" in text] == []

    def test_know_colours_by_name_only(self):
        assert [stray for path in STYLES if path != TOKENS for stray in stray_colours(path)] == []

    def test_use_only_tokens_that_exist(self):
        known = set(re.findall(r"(--[\w-]+)\s*:", TOKENS.read_text()))
        used = {
            (named(path), token)
            for path in STYLES
            for token in re.findall(r"var\((--(?!w-)[\w-]+)", path.read_text())
        }
        assert sorted(pair for pair in used if pair[1] not in known) == []

    def test_are_light_enough_for_the_public(self):
        import django_htmx

        htmx = Path(django_htmx.__file__).parent / "static" / "django_htmx" / "htmx-2.min.js"
        ours = [SOURCE / "ui" / "static" / name for name in A_PUBLIC_PAGE]
        assert sum(path.stat().st_size for path in [htmx, *ours]) <= MOST


class TestTheseGuards:
    """Each was broken once, on purpose; here it stays broken."""

    @pytest.mark.parametrize(
        "bad",
        [
            "<script>go()</script>",
            "<style>a{}</style>",
            '<p style="color:red">',
            '<a href="/" onclick="go()">',
            '<img src="//cdn.example.cn/a.png">',
        ],
    )
    def test_see_what_is_inline_or_from_outside(self, bad):
        assert len(faults_inline(bad)) == 1

    def test_let_a_clean_page_pass(self):
        assert faults_inline('<script type="module" src="/static/ui/desk.js"></script><p class="x">') == []

    def test_see_a_target_that_is_not_there(self):
        assert targets_without_id('<a hx-target="#rows">') == ["rows"]
        assert targets_without_id('<a hx-target="#rows"><ol id="rows">') == []

    def test_see_a_form_without_its_token(self):
        assert forms_without_token('<form class="a" method="post" action="/"><p></p></form>')
        assert not forms_without_token(
            '<form method="post">{% csrf_token %}<p></p></form><form method="get"></form>'
        )

    def test_see_a_loose_block(self):
        assert LOOSE_BLOCK.search("{% blocktranslate with a=b %}")
        assert not LOOSE_BLOCK.search("{% blocktranslate trimmed with a=b %}")

    @pytest.mark.parametrize("bad", ["a { color: #fff; }", "a { color: rgb(1 2 3); }"])
    def test_see_a_colour(self, bad):
        assert COLOUR.search(bad)

    def test_look_at_something(self):
        assert len(TEMPLATES) > 20
        assert len(STYLES) >= 4
        assert settings.LANGUAGE_CODE == "zh-hans"
