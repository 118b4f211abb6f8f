"""The addresses of the plan. The desk's stand behind the sign-in of the workbench, which includes them."""

from django.urls import path

from quancheng.records.plan.web import desk, drafts

app_name = "plan_desk"
urlpatterns = [
    path("", desk.plans, name="plans"),
    path("upload/", drafts.upload, name="upload"),
    path("drafts/<int:draft_id>/", drafts.draft, name="draft"),
    path("drafts/<int:draft_id>/about/", drafts.about, name="draft_about"),
    path("drafts/<int:draft_id>/accept/", drafts.accept, name="draft_accept"),
    path("drafts/<int:draft_id>/compare/", drafts.compare, name="draft_compare"),
    path("drafts/<int:draft_id>/confirm/", drafts.confirm, name="draft_confirm"),
    path("drafts/<int:draft_id>/discard/", drafts.discard, name="draft_discard"),
    path("drafts/<int:draft_id>/rows/new/", drafts.new_row, name="draft_new_row"),
    path("drafts/<int:draft_id>/rows/<int:key>/", drafts.row, name="draft_row"),
    path("drafts/<int:draft_id>/rows/<int:key>/remove/", drafts.remove, name="draft_remove_row"),
    path("drafts/<int:draft_id>/rows/<int:key>/units/<int:place>/", drafts.unit, name="draft_unit"),
    path("<slug:ref>/", desk.plan, name="plan"),
    path("rows/<slug:ref>/", desk.row, name="row"),
]
