"""The kit's addresses on the desk, behind the sign-in of the workbench, which includes them."""

from django.urls import path

from quancheng.records.inspections.web import desk, evidence, packages, sheets, tasks

app_name = "inspections_desk"
urlpatterns = [
    path("", desk.inspections, name="inspections"),
    path("sheets/new/", sheets.upload, name="upload"),
    path("sheets/<int:draft_id>/", sheets.sheet, name="sheet"),
    path("sheets/<int:draft_id>/about/", sheets.about, name="sheet_about"),
    path("sheets/<int:draft_id>/accept/", sheets.accept, name="sheet_accept"),
    path("sheets/<int:draft_id>/confirm/", sheets.confirm, name="sheet_confirm"),
    path("sheets/<int:draft_id>/discard/", sheets.discard, name="sheet_discard"),
    path("sheets/<int:draft_id>/rows/<int:key>/", sheets.row, name="sheet_row"),
    path("sheets/<int:draft_id>/rows/<int:key>/remove/", sheets.remove, name="sheet_row_remove"),
    path("indicators/<int:indicator_id>/", evidence.indicator, name="indicator"),
    path("indicators/<int:indicator_id>/take/", evidence.take, name="take"),
    path("indicators/<int:indicator_id>/aside/", evidence.aside, name="aside"),
    path("indicators/<int:indicator_id>/file/", evidence.add_file, name="add_file"),
    path("indicators/<int:indicator_id>/address/", evidence.add_address, name="add_address"),
    path("indicators/<int:indicator_id>/rating/", evidence.rate, name="rate"),
    path("indicators/<int:indicator_id>/task/", evidence.lay_task, name="lay_task"),
    path("materials/<int:material_id>/", evidence.download, name="material"),
    path("materials/<int:material_id>/withdraw/", evidence.withdraw, name="withdraw"),
    path("tasks/", tasks.tasks, name="tasks"),
    path("tasks/<int:task_id>/", tasks.task, name="task"),
    path("tasks/<int:task_id>/file/", tasks.bring_file, name="bring_file"),
    path("tasks/<int:task_id>/address/", tasks.bring_address, name="bring_address"),
    path("tasks/<int:task_id>/record/", tasks.bring_record, name="bring_record"),
    path("tasks/<int:task_id>/steps/<slug:code>/", tasks.step, name="step"),
    path("<int:inspection_id>/", desk.inspection, name="inspection"),
    path("<int:inspection_id>/package/", packages.package, name="package"),
    path("<int:inspection_id>/package/out/", packages.hand_out, name="hand_out"),
]
