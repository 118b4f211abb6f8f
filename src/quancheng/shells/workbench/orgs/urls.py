"""The addresses of the register."""

from django.urls import path

from quancheng.shells.workbench.orgs import acts, imports, pages, people

urlpatterns = [
    path("", pages.government, name="orgs"),
    path("export/", imports.export, name="orgs_export"),
    path("import/", imports.bring, name="orgs_import"),
    path("import/<int:file_id>/", imports.preview, name="orgs_preview"),
    path("add/", acts.add, name="orgs_add"),
    path("people/", people.people, name="orgs_people"),
    path("people/add/", people.add, name="orgs_add_person"),
    path("people/<path:account>/<slug:act>/", people.on_person, name="orgs_on_person"),
    path("seats/<slug:role>/", people.on_seat, name="orgs_on_seat"),
    path("units/<int:unit_id>/", pages.unit, name="orgs_unit"),
    path("units/<int:unit_id>/<slug:act>/", acts.on_unit, name="orgs_on_unit"),
    path("posts/<int:post_id>/<slug:act>/", acts.on_post, name="orgs_on_post"),
    path("holdings/<int:holding_id>/<slug:act>/", acts.on_holding, name="orgs_on_holding"),
]
