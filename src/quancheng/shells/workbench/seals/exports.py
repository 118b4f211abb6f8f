"""The register of use as files: what the page lists, in full, with what it is narrowed by."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from quancheng.kernel.files.tables import CSV_TYPE, XLSX_TYPE, Sheet, as_csv, as_xlsx
from quancheng.kernel.seals import queries
from quancheng.kernel.seals.models import Use
from quancheng.shells.workbench.seals.forms import LookingForm
from quancheng.ui.answers import saved
from quancheng.ui.gate import actor_of
from quancheng.ui.sure import only_when_sure

COLUMNS = (
    "编号", "用印日期", "印章", "文号", "标题", "用途", "份数", "方式", "签发人", "呈批", "用印人",
    "保管岗位", "盖章件", "内容SM3摘要", "用印前SM3摘要", "用印后SM3摘要",
)  # fmt: skip


@only_when_sure
@require_safe
def uses_as_csv(request: HttpRequest) -> HttpResponse:
    """The register as CSV."""
    return saved(as_csv(_sheet(request)), CSV_TYPE, f"用印登记-{timezone.localdate():%Y%m%d}.csv")


@only_when_sure
@require_safe
def uses_as_xlsx(request: HttpRequest) -> HttpResponse:
    """The same as a workbook."""
    return saved(as_xlsx(_sheet(request)), XLSX_TYPE, f"用印登记-{timezone.localdate():%Y%m%d}.xlsx")


def _sheet(request: HttpRequest) -> Sheet:
    actor = actor_of(request)
    form = LookingForm(request.GET)
    form.offer(queries.seals_for(actor))
    return Sheet("用印登记", COLUMNS, (_row(one) for one in queries.uses_listed(actor, form.wanted())))


def _row(use: Use) -> tuple[str | int, ...]:
    file = queries.file_of(use)
    return (
        use.code, f"{timezone.localdate(use.used_at)}", use.seal.name, use.label, use.title, use.reason,
        use.copies, use.get_channel_display(), str(use.issued_by), use.approval.code if use.approval else "",
        str(use.used_by), str(use.post), "已登记" if file else "待登记", use.contents_digest,
        use.before_digest, use.after_digest or (file.digest if file else ""),
    )  # fmt: skip
