"""Files as answers: to be saved, never shown in the house's own pages."""

from django.http import FileResponse, HttpResponse
from django.utils.http import content_disposition_header

from quancheng.kernel.files.letterhead import DOCX_TYPE
from quancheng.kernel.files.models import StoredFile
from quancheng.ui.answers import kept as kept_answer

UNSAFE_IN_NAMES = str.maketrans(dict.fromkeys('\\/:*?"<>|\r\n\t', " "))


def file_answer(kept: StoredFile) -> FileResponse:
    """A file that somebody brought."""
    return kept_answer(kept)


def docx_answer(data: bytes, name: str) -> HttpResponse:
    """A letter that the house wrote, under a name that every system takes."""
    answer = HttpResponse(data, content_type=DOCX_TYPE)
    safe = " ".join(name.translate(UNSAFE_IN_NAMES).split())
    answer["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=safe) or ""
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer
