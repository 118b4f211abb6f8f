"""What of Wagtail's own addresses the desk has: the screens that edit the site tree, and nothing else.

They open to those who may edit a page; to other officials they are not there, no chooser and no search.

Whatever is not named here is answered with 404 to everybody, also what a later Wagtail may bring. The names
remain, because Wagtail's frame asks for the addresses of rooms that it then does not show.
"""

from collections.abc import Callable, Iterable, Mapping
from functools import wraps

from csp.decorators import csp_update
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import URLPattern, URLResolver
from wagtail.admin import urls as of_wagtail
from wagtail.admin.auth import user_has_any_page_permission

View = Callable[..., HttpResponseBase]

_EDITING = "an editor writes and looks at a page; it is released in two hands (workbench/site)"
_TREE = "an editor finds a page, and puts it into its place"
_PAST = "an editor sees who changed a page, and takes an earlier wording back"
_LINKS = "the rich text sets a link"
_FRAME = "the frame of every desk page asks for it"
KEPT: Mapping[str, str] = {
    "wagtailadmin_explore": _TREE,
    "wagtailadmin_explore_results": _TREE,
    "wagtail_bulk_action": f"{_TREE}, several at once; of pages only",
    "wagtailadmin_pages:add": _EDITING,
    "wagtailadmin_pages:edit": _EDITING,
    "wagtailadmin_pages:add_subpage": _EDITING,
    "wagtailadmin_pages:delete": _EDITING,
    "wagtailadmin_pages:lock": _EDITING,
    "wagtailadmin_pages:unlock": _EDITING,
    "wagtailadmin_pages:usage": "what would be lost with a page is told before it is deleted",
    "wagtailadmin_pages:search": _TREE,
    "wagtailadmin_pages:search_results": _TREE,
    "wagtailadmin_pages:move": _TREE,
    "wagtailadmin_pages:move_confirm": _TREE,
    "wagtailadmin_pages:set_page_position": _TREE,
    "wagtailadmin_pages:copy": "a notice like last year's begins as its copy",
    "wagtailadmin_pages:revisions_index": _PAST,
    "wagtailadmin_pages:revisions_revert": _PAST,
    "wagtailadmin_pages:revisions_unschedule": _PAST,
    "wagtailadmin_pages:revisions_compare": _PAST,
    "wagtailadmin_pages:history": _PAST,
    "wagtailadmin_pages:history_results": _PAST,
    "wagtailadmin_choose_page": f"{_LINKS}; a page is moved",
    "wagtailadmin_choose_page_child": f"{_LINKS}; a page is moved",
    "wagtailadmin_choose_page_search": f"{_LINKS}; a page is moved",
    "wagtailadmin_choose_page_external_link": _LINKS,
    "wagtailadmin_choose_page_email_link": _LINKS,
    "wagtailadmin_choose_page_phone_link": _LINKS,
    "wagtailadmin_choose_page_anchor_link": _LINKS,
    "wagtailadmin_editing_sessions:ping": "two editors at one page are told of each other",
    "wagtailadmin_editing_sessions:release": "two editors at one page are told of each other",
    "wagtailadmin_logout": "the way out",
    "wagtailadmin_sprite": _FRAME,
    "wagtailadmin_javascript_catalog": _FRAME,
    "": "an address that nobody has: who has not signed in is asked to, everybody else is told",
}
FOR_EVERYBODY = frozenset(
    {"wagtailadmin_logout", "wagtailadmin_sprite", "wagtailadmin_javascript_catalog", ""}
)
# Wagtail's panels, choosers and dates write a script each beside their field, its rich text styles.
INLINE = "'unsafe-inline'"
_NAMELESS = "^.*/$"  # the last of Wagtail's table; its other nameless ones are tests of its error pages


def closed(_request: HttpRequest, *_: object, **__: object) -> HttpResponse:
    """A room of Wagtail that this house does not have. Raises Http404."""
    raise Http404


def only(
    patterns: Iterable[URLPattern | URLResolver], kept: Iterable[str], space: str = ""
) -> list[URLPattern | URLResolver]:
    """The same table with the same names; every view that is not kept is closed."""
    return [_kept_or_closed(each, frozenset(kept), space) for each in patterns]


def _kept_or_closed(
    each: URLPattern | URLResolver, kept: frozenset[str], space: str
) -> URLPattern | URLResolver:
    if isinstance(each, URLResolver):
        inner = f"{space}{each.namespace}:" if each.namespace else space
        found = only(each.url_patterns, kept, inner)
        return URLResolver(each.pattern, found, each.default_kwargs, each.app_name, each.namespace)
    name = f"{space}{each.name}" if each.name else ""
    is_kept = name in kept and (bool(name) or str(each.pattern) == _NAMELESS)
    view = _narrowed(each, name) if is_kept else closed
    return URLPattern(each.pattern, view, each.default_args, each.name)


def _narrowed(each: URLPattern, name: str) -> View:
    view: View = each.callback
    if name == "wagtail_bulk_action":
        view = _of_pages_only(view)
    return view if name in FOR_EVERYBODY else _for_editors(view)


def _for_editors(view: View) -> View:
    """Wagtail itself shows its choosers, with every draft of the site, to whoever may come to the desk."""

    @csp_update({"script-src": INLINE, "style-src": INLINE})
    @wraps(view)
    def for_editors(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        if request.user.is_authenticated and not user_has_any_page_permission(request.user):
            raise Http404
        return view(request, *args, **kwargs)

    return for_editors


def _of_pages_only(view: View) -> View:
    """Bulk actions exist for people, pictures and documents too: those are no matter of the site tree."""

    @wraps(view)
    def of_pages(request: HttpRequest, app_label: str, model_name: str, action: str) -> HttpResponseBase:
        if (app_label, model_name) != ("wagtailcore", "page"):
            raise Http404
        return view(request, app_label, model_name, action)

    return of_pages


urlpatterns = only(of_wagtail.urlpatterns, KEPT)
