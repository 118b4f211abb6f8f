"""The addresses of the plan. The desk's stand behind the sign-in of the workbench, which includes them."""

from django.urls import path

from quancheng.records.plan.web import desk, drafts, duties, evidence, issuing, overseen, taking_apart

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
    path("duties/", duties.duties, name="duties"),
    path("duties/all/", overseen.duties_of, name="duties_of"),
    path("duties/sign/", duties.sign_all, name="duties_sign"),
    path("duties/confirm/", duties.confirm, name="duties_confirm"),
    path("duties/<int:duty_id>/", duties.duty, name="duty"),
    path("duties/<int:duty_id>/steps/<slug:code>/", duties.step, name="duty_step"),
    path("duties/<int:duty_id>/evidence/file/", evidence.bring_file, name="evidence_file"),
    path("duties/<int:duty_id>/evidence/address/", evidence.bring_address, name="evidence_address"),
    path("evidence/<int:evidence_id>/", evidence.download, name="evidence"),
    path("evidence/<int:evidence_id>/withdraw/", evidence.withdraw, name="evidence_withdraw"),
    path("evidence/<int:evidence_id>/snapshot/", evidence.snapshot, name="snapshot"),
    path("evidence/<int:evidence_id>/recheck/", evidence.recheck, name="evidence_recheck"),
    path("snapshots/<int:snapshot_id>/picture/", evidence.snapshot_picture, name="snapshot_picture"),
    path("<slug:ref>/issue/", issuing.issue, name="issue"),
    path("<slug:ref>/publish/", issuing.publish, name="publish"),
    path("<slug:ref>/withdraw/", issuing.withdraw, name="withdraw"),
    path("<slug:ref>/", desk.plan, name="plan"),
    path("rows/<slug:ref>/parts/", taking_apart.take_row_apart, name="take_apart"),
    path("rows/<slug:ref>/", desk.row, name="row"),
]
