"""Files as answers: to be saved, never shown in the house's own pages, kept by no cache on the way."""

from django.http import FileResponse, HttpResponse
from django.utils.http import content_disposition_header

from quancheng.kernel.files.models import StoredFile
from quancheng.kernel.files.names import safe_name


def saved(data: bytes, content_type: str, name: str) -> HttpResponse:
    """A file that the house wrote, under a name that every system takes."""
    answer = HttpResponse(data, content_type=content_type)
    answer["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=safe_name(name))
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer


def kept(file: StoredFile) -> FileResponse:
    """A file that somebody brought."""
    answer = FileResponse(
        file.data.open("rb"), as_attachment=True, filename=file.name, content_type="application/octet-stream"
    )
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer
