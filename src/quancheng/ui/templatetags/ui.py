"""Components that need more than an include."""

from collections.abc import Sequence

from django import template
from django.core.paginator import Page
from django.template import Context
from django.template.loader_tags import BLOCK_CONTEXT_KEY
from django.utils.html import format_html
from django.utils.safestring import SafeString

from quancheng.kernel.basis.reference import RecordRef
from quancheng.ui.bands import Share, Tone, segments
from quancheng.ui.offers import offers_for

register = template.Library()


@register.simple_tag
def chip(tone: str, label: str) -> SafeString:
    """A state as a word with a dot in its colour."""
    return format_html('<span class="qc-chip qc-chip--{}">{}</span>', Tone(tone), label)


@register.inclusion_tag("ui/parts/band.html")
def band(shares: Sequence[Share], title: str, size: str = "full") -> dict[str, object]:
    """A whole in its parts: a drawing over the table that it shows. `size`: full, or thin (table unseen)."""
    return {
        "segments": segments(shares),
        "title": title,
        "is_thin": size == "thin",
        "total": sum(share.count for share in shares),
    }


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


@register.simple_tag(takes_context=True)
def text_of_block(context: Context, name: str) -> SafeString:
    """What a page wrote into a block, for a second place that shows the same words."""
    block = context.render_context[BLOCK_CONTEXT_KEY].get_block(name)
    return SafeString(block.nodelist.render(context).strip())
