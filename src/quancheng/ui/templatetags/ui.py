"""Components that need more than an include."""

from collections.abc import Sequence
from functools import cache

from django import template
from django.core.paginator import Page
from django.template import Context
from django.template.loader_tags import BLOCK_CONTEXT_KEY
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext, override

from quancheng.kernel.basis.reference import RecordRef
from quancheng.ui.bands import Segment, Share, Tone, segments
from quancheng.ui.entered import entered_words, page_before
from quancheng.ui.offers import offers_for

register = template.Library()


@register.filter
def in_fours(signs: str) -> str:
    """A long row of signs in groups of four, for those who copy it by hand."""
    return " ".join(signs[start : start + 4] for start in range(0, len(signs), 4))


@register.simple_tag(takes_context=True)
def came_from(context: Context) -> str:
    """The address that was shown when the reader clicked."""
    return page_before(context["request"])


@register.simple_tag
def chip(tone: str, label: str) -> SafeString:
    """A state as a word with a dot in its colour."""
    return format_html('<span class="qc-chip qc-chip--{}">{}</span>', Tone(tone), label)


@register.simple_tag
def band(shares: Sequence[Share], title: str, size: str = "full") -> SafeString:
    """A whole in its parts: a drawing over the table that it shows. `size`: full, or thin (table unseen).

    Written here and not in a template: a plan's page shows hundreds of them.
    """
    drawn = segments(shares)
    thin, hidden = (" qc-band--thin", ' class="qc-hidden"') if size == "thin" else ("", "")
    return SafeString(
        f'<figure class="qc-band{thin}">'
        f'<svg viewBox="0 0 1000 20" preserveAspectRatio="none" aria-hidden="true" focusable="false">'
        f'<rect class="qc-band__ground" width="1000" height="20" />{"".join(map(_rect, drawn))}</svg>'
        f'<div{hidden}><table class="qc-band__key"><caption class="qc-hidden">{escape(title)}</caption>'
        f"{_head(get_language() or '')}<tbody>{''.join(map(_key, drawn))}</tbody></table></div></figure>"
    )


@cache
def _head(language: str) -> str:
    """The names of the columns, once for each language."""
    with override(language or None):
        words = (gettext("状态"), gettext("数量"), gettext("占比"))
    cells = "".join(f'<th scope="col">{escape(word)}</th>' for word in words)
    return f'<thead class="qc-hidden"><tr>{cells}</tr></thead>'


def _rect(part: Segment) -> str:
    tone = part.share.tone
    return f'<rect class="qc-tone-{tone}" x="{part.start}" width="{part.width}" height="20" />'


def _key(part: Segment) -> str:
    share, label = part.share, escape(part.share.label)
    named = f'<a href="{escape(share.href)}">{label}</a>' if share.href else label
    return (
        f'<tr><th scope="row"><svg viewBox="0 0 12 12" aria-hidden="true" focusable="false">'
        f'<rect class="qc-tone-{share.tone}" width="12" height="12" rx="1" /></svg>{named}</th>'
        f"<td>{share.count}</td><td>{escape(part.percent)}</td></tr>"
    )


@register.inclusion_tag("ui/parts/pages.html", takes_context=True)
def pages(context: Context, page: Page[object]) -> dict[str, object]:
    """Links to the other pages of a list; what was filtered stays filtered."""
    return {
        "page": page,
        "request": context["request"],
        "gap": page.paginator.ELLIPSIS,
        "numbers": page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1),
    }


@register.inclusion_tag("ui/parts/offers.html")
def offers(kind: str, ref: str) -> dict[str, object]:
    """What a reader can do with a public record besides reading it."""
    return {"offered": list(offers_for(RecordRef(kind, ref)))}


@register.inclusion_tag("ui/parts/entered.html", takes_context=True)
def entered(context: Context) -> dict[str, object]:
    """What was written and turned away, to be copied; nothing where nothing was sent."""
    request = context.get("request")
    return {"texts": entered_words(request) if request else ()}


@register.simple_tag(takes_context=True)
def text_of_block(context: Context, name: str) -> SafeString:
    """What a page wrote into a block, for a second place that shows the same words."""
    block = context.render_context[BLOCK_CONTEXT_KEY].get_block(name)
    return SafeString(block.nodelist.render(context).strip())
