"""What the pages of a redaction look like, and the product: for who may see the record, kept by nobody."""

from django.http import FileResponse, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from quancheng.kernel.redaction.queries import page_picture, product_for, redaction_for
from quancheng.ui.answers import kept
from quancheng.ui.gate import actor_of


@require_safe
def page(request: HttpRequest, redaction_id: int, page: int) -> HttpResponse:
    """A page as it came. Raises NoSuchRedaction."""
    return _picture(page_picture(redaction_for(actor_of(request), redaction_id), page, is_covered=False))


@require_safe
def open_page(request: HttpRequest, redaction_id: int, page: int) -> HttpResponse:
    """A page as the public would see it. Raises NoSuchRedaction."""
    return _picture(page_picture(redaction_for(actor_of(request), redaction_id), page, is_covered=True))


@require_safe
def product(request: HttpRequest, redaction_id: int) -> FileResponse:
    """The open part, once it is finished. Raises NoSuchRedaction."""
    return kept(product_for(actor_of(request), redaction_id))


def _picture(png: bytes) -> HttpResponse:
    answer = HttpResponse(png, content_type="image/png")
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer
