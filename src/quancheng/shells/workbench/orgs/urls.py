"""The addresses of the register."""

from django.urls import path

from quancheng.shells.workbench.orgs import imports, pages

urlpatterns = [
    path("", pages.government, name="orgs"),
    path("export/", imports.export, name="orgs_export"),
    path("import/", imports.bring, name="orgs_import"),
    path("import/<int:file_id>/", imports.preview, name="orgs_preview"),
    path("units/<int:unit_id>/", pages.unit, name="orgs_unit"),
]
