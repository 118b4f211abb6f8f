"""Components that need more than an include."""

from collections.abc import Sequence

from django import template
from django.core.paginator import Page
from django.template import Context
from django.template.loader_tags import BLOCK_CONTEXT_KEY
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from quancheng.kernel.basis.reference import RecordRef
from quancheng.ui.bands import Segment, Share, Tone, segments
from quancheng.ui.offers import offers_for

register = template.Library()


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
    is_thin = size == "thin"
    return format_html(
        _BAND,
        SafeString(" qc-band--thin") if is_thin else "",
        format_html_join("", _RECT, ((part.share.tone, part.start, part.width) for part in drawn)),
        SafeString(' class="qc-hidden"') if is_thin else "",
        title,
        gettext("状态"),
        gettext("数量"),
        gettext("占比"),
        format_html_join("", _KEY, (_told(part) for part in drawn)),
    )


_BAND = """<figure class="qc-band{}">
  <svg viewBox="0 0 1000 20" preserveAspectRatio="none" aria-hidden="true" focusable="false">
    <rect class="qc-band__ground" width="1000" height="20" />{}
  </svg>
  <div{}><table class="qc-band__key">
    <caption class="qc-hidden">{}</caption>
    <thead class="qc-hidden">
      <tr><th scope="col">{}</th><th scope="col">{}</th><th scope="col">{}</th></tr>
    </thead>
    <tbody>{}</tbody>
  </table></div>
</figure>"""
_RECT = '<rect class="qc-tone-{}" x="{}" width="{}" height="20" />'
_KEY = (
    '<tr><th scope="row"><svg viewBox="0 0 12 12" aria-hidden="true" focusable="false">'
    '<rect class="qc-tone-{}" width="12" height="12" rx="1" /></svg>{}</th><td>{}</td><td>{}</td></tr>'
)


def _told(part: Segment) -> tuple[str, str, int, str]:
    share = part.share
    named = format_html('<a href="{}">{}</a>', share.href, share.label) if share.href else share.label
    return share.tone, named, share.count, part.percent


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
