"""The addresses of approvals on the desk."""

from django.urls import path
from wagtail.utils.urlpatterns import decorate_urlpatterns

from quancheng.shells.workbench.approvals import deciding, pages, paper, submitting
from quancheng.shells.workbench.of_records import no_administrators

_pages = [
    path("", pages.approvals, name="approvals"),
    path("new/<str:kind>/<str:ref>/", submitting.new, name="approval_new"),
    path("<int:approval_id>/", pages.approval, name="approval"),
    path("<int:approval_id>/agree/", deciding.agree, name="approval_agree"),
    path("<int:approval_id>/back/", deciding.send_back, name="approval_back"),
    path("<int:approval_id>/withdraw/", deciding.withdraw, name="approval_withdraw"),
    path("<int:approval_id>/pass-on/", deciding.pass_on, name="approval_pass_on"),
    path("<int:approval_id>/slip.docx", paper.slip_as_docx, name="approval_slip"),
    path("<int:approval_id>/slip.pdf", paper.slip_as_pdf, name="approval_slip_pdf"),
    path("<int:approval_id>/scan/", paper.bring, name="approval_scan"),
    path("<int:approval_id>/scan/confirm/", paper.confirm, name="approval_scan_confirm"),
    path("<int:approval_id>/scan/refuse/", paper.refuse, name="approval_scan_refuse"),
    path("<int:approval_id>/scan/<int:scan_id>/", paper.scan_file, name="approval_scan_file"),
]
urlpatterns = decorate_urlpatterns(_pages, no_administrators)
