"""Files as answers: to be saved, never shown in the pages of the house."""

from django.http import FileResponse, HttpResponse
from django.utils.http import content_disposition_header

from quancheng.kernel.files.letterhead import DOCX_TYPE
from quancheng.kernel.files.models import StoredFile
from quancheng.kernel.files.names import safe_name
from quancheng.kernel.files.tables import CSV_TYPE, XLSX_TYPE


def file_answer(kept: StoredFile) -> FileResponse:
    """A file that somebody brought."""
    answer = FileResponse(
        kept.data.open("rb"), as_attachment=True, filename=kept.name, content_type="application/octet-stream"
    )
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer


def docx_answer(data: bytes, name: str) -> HttpResponse:
    """A letter that the house wrote, under a name that every system takes."""
    return _saved(data, DOCX_TYPE, name)


def xlsx_answer(data: bytes, name: str) -> HttpResponse:
    """A table that the house wrote, as a workbook."""
    return _saved(data, XLSX_TYPE, name)


def csv_answer(data: bytes, name: str) -> HttpResponse:
    """The same as CSV."""
    return _saved(data, CSV_TYPE, name)


def _saved(data: bytes, content_type: str, name: str) -> HttpResponse:
    answer = HttpResponse(data, content_type=content_type)
    disposition = content_disposition_header(as_attachment=True, filename=safe_name(name))
    answer["Content-Disposition"] = disposition or ""
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer
