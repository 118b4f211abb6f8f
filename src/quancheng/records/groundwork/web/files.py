"""Files as answers: to be saved, never shown in the house's own pages."""

from django.http import HttpResponse
from django.utils import timezone

from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.files.tables import CSV_TYPE, XLSX_TYPE, Sheet, as_csv, as_xlsx
from quancheng.ui.answers import saved


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
    """A file to be saved, with the day in its name."""
    stem, _, ending = name.rpartition(".")
    return saved(data, content_type, f"{stem}-{timezone.localdate():%Y%m%d}.{ending}")
