"""Where the desk reaches into Wagtail's frame: menu, styles, scripts. No other app has this file."""

import json

from django.http import HttpRequest, HttpResponse
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.search import SearchArea
from wagtail.models import Page

from quancheng.shells.workbench import menu
from quancheng.shells.workbench.site.editing import LayBefore, laid_before

STYLES = ("ui/tokens.css", "ui/components.css", "ui/desk.css")
# A form that was turned away (422) is shown again in its place; any other fault changes nothing on the page.
HTMX = {
    "allowEval": False,
    "includeIndicatorStyles": False,
    "defaultSettleDelay": 0,  # what was swapped in is htmx's own at once: no key is quicker
    "responseHandling": [
        {"code": "204", "swap": False},
        {"code": "[23]..", "swap": True},
        {"code": "422", "swap": True},
        {"code": "[45]..", "swap": False, "error": True},
    ],
}


@hooks.register("construct_main_menu")
def only_our_entries(request: HttpRequest, menu_items: list[MenuItem]) -> None:
    """Officials see their own work, not Wagtail's rooms."""
    menu_items[:] = menu.entries_for(request)


@hooks.register("construct_search")
def only_pages_are_searched(request: HttpRequest, areas: list[SearchArea]) -> None:  # noqa: ARG001
    """The site tree is searched here; people, pictures and documents have no room at this desk."""
    areas[:] = [area for area in areas if area.name == "pages"]


@hooks.register("insert_global_admin_css")
def styles() -> SafeString:
    config = format_html('<meta name="htmx-config" content="{}">', json.dumps(HTMX))
    return config + format_html_join("", '<link rel="stylesheet" href="{}">', ((static(s),) for s in STYLES))


@hooks.register("insert_global_admin_js")
def scripts() -> SafeString:
    return format_html_join(
        "",
        '<script {} src="{}"></script>',
        (("defer", static("django_htmx/htmx-2.min.js")), (mark_safe('type="module"'), static("ui/desk.js"))),
    )


@hooks.register("register_page_action_menu_item")
def lay_before() -> LayBefore:
    return LayBefore(order=5)


@hooks.register("after_create_page")
@hooks.register("after_edit_page")
def then_lay_before(request: HttpRequest, page: Page) -> HttpResponse | None:
    return laid_before(request, page)
