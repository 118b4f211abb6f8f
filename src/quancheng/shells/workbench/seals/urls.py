"""The addresses of seals on the desk."""

from django.urls import path
from wagtail.utils.urlpatterns import decorate_urlpatterns

from quancheng.shells.workbench.of_records import no_administrators
from quancheng.shells.workbench.seals import checking, exports, register, uses, using

_pages = [
    path("", register.seals, name="seals"),
    path("new/", register.new, name="seal_new"),
    path("waiting/", using.waiting, name="seals_waiting"),
    path("check/", checking.check, name="seal_check"),
    path("uses/", uses.uses, name="seal_uses"),
    path("uses/uses.csv", exports.uses_as_csv, name="seal_uses_csv"),
    path("uses/uses.xlsx", exports.uses_as_xlsx, name="seal_uses_xlsx"),
    path("uses/<int:use_id>/", uses.use, name="seal_use"),
    path("uses/<int:use_id>/file/", uses.file, name="seal_use_file"),
    path("uses/<int:use_id>/scan/", uses.scan, name="seal_use_scan"),
    path("paper/<str:kind>/<str:ref>/", using.paper, name="seal_paper"),
    path("paper/<str:kind>/<str:ref>/use/", using.use, name="seal_paper_use"),
    path("<int:seal_id>/", register.seal, name="seal"),
    path("<int:seal_id>/hand-over/", register.hand_over, name="seal_hand_over"),
    path("<int:seal_id>/stop/", register.stop, name="seal_stop"),
]
urlpatterns = decorate_urlpatterns(_pages, no_administrators)
