"""The addresses of what is kept."""

from django.urls import path

from quancheng.shells.workbench.retention import handing, pages

urlpatterns = [
    path("", pages.table, name="retention"),
    path("holds/<int:hold_id>/lift/", pages.lift, name="retention_lift"),
    path("handovers/<int:handover_id>/", handing.handover, name="handover"),
    path("handovers/<int:handover_id>/package/", handing.package, name="handover_package"),
    path("handovers/<int:handover_id>/receipt/", handing.receipt, name="handover_receipt"),
    path("handovers/<int:handover_id>/receive/", handing.receive, name="handover_receive"),
    path("handovers/<int:handover_id>/withdraw/", handing.withdraw, name="handover_withdraw"),
    path("<str:code>/", pages.one_kind, name="retention_kind"),
    path("<str:code>/term/", pages.set_term, name="retention_term"),
    path("<str:code>/hand-over/", handing.prepare, name="hand_over"),
    path("<str:code>/hold/", pages.hold, name="retention_hold"),
]
