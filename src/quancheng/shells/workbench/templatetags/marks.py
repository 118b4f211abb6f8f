"""The words that were looked for, marked where they stand."""

from collections.abc import Sequence

from django import template
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString

from quancheng.kernel.text.marking import excerpt, pieces

register = template.Library()
AN_EXCERPT = 110  # letters: two lines at most on a wide window


@register.simple_tag
def marked(text: str, words: Sequence[str]) -> SafeString:
    """A text with the words marked."""
    parts = (
        format_html("<mark>{}</mark>", piece) if is_word else escape(piece)
        for piece, is_word in pieces(text, words)
    )
    return SafeString("".join(parts))


@register.simple_tag
def excerpted(text: str, words: Sequence[str]) -> SafeString:
    """The part of a text that shows the first of the words, marked."""
    return marked(excerpt(text, words, length=AN_EXCERPT), words)
