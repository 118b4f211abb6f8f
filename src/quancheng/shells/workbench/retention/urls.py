"""The addresses of what is kept."""

from django.urls import path

from quancheng.shells.workbench.retention import pages

urlpatterns = [
    path("", pages.table, name="retention"),
    path("holds/<int:hold_id>/lift/", pages.lift, name="retention_lift"),
    path("<str:code>/", pages.one_kind, name="retention_kind"),
    path("<str:code>/term/", pages.set_term, name="retention_term"),
    path("<str:code>/hold/", pages.hold, name="retention_hold"),
]
