"""The addresses of the register."""

from django.urls import path

from quancheng.shells.workbench.orgs import pages

urlpatterns = [
    path("", pages.government, name="orgs"),
    path("units/<int:unit_id>/", pages.unit, name="orgs_unit"),
]
