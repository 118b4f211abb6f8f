"""Files as answers: to be saved, never shown in the house's own pages."""

from django.http import FileResponse, HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header

from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.files.models import StoredFile
from quancheng.kernel.files.names import safe_name
from quancheng.kernel.files.tables import CSV_TYPE, XLSX_TYPE, Sheet, as_csv, as_xlsx


class NoSuchFormat(Refusal):
    """A list is saved as csv or xlsx."""

    code = "groundwork.no_such_format"
    status = 404


def sheet_answer(ending: str, *sheets: Sheet) -> HttpResponse:
    """Tables in the format of the ending. Raises NoSuchFormat."""
    if ending not in {"csv", "xlsx"}:
        raise NoSuchFormat("只能导出 xlsx 或 csv")
    is_csv = ending == "csv"
    data = as_csv(sheets[0]) if is_csv else as_xlsx(*sheets)
    return data_answer(data, CSV_TYPE if is_csv else XLSX_TYPE, f"{sheets[0].title}.{ending}")


def data_answer(data: bytes, content_type: str, name: str) -> HttpResponse:
    """A file to be saved, with the day in its name, and kept by no cache on the way."""
    stem, _, ending = name.rpartition(".")
    dated = safe_name(f"{stem}-{timezone.localdate():%Y%m%d}.{ending}")
    answer = HttpResponse(data, content_type=content_type)
    answer["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=dated)
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer


def file_answer(kept: StoredFile) -> FileResponse:
    """A file that somebody brought."""
    answer = FileResponse(
        kept.data.open("rb"), as_attachment=True, filename=kept.name, content_type="application/octet-stream"
    )
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer
