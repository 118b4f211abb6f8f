"""The addresses of remedies on the desk, behind the sign-in of the workbench, which includes them."""

from django.urls import path

from quancheng.records.remedies.web import complaints, desk, exports, measures, on_file, overview

app_name = "remedies_desk"
urlpatterns = [
    path("", desk.proceedings, name="proceedings"),
    path("proceedings.csv", exports.proceedings_csv, name="proceedings_csv"),
    path("proceedings.xlsx", exports.proceedings_xlsx, name="proceedings_xlsx"),
    path("new/", desk.enter, name="enter"),
    path("overview/", overview.overview, name="overview"),
    path("overview.csv", exports.overview_csv, name="overview_csv"),
    path("overview.xlsx", exports.overview_xlsx, name="overview_xlsx"),
    path("<int:proceeding_id>/", desk.proceeding, name="proceeding"),
    path("<int:proceeding_id>/steps/<slug:code>/", desk.step, name="step"),
    path("<int:proceeding_id>/known/", desk.known, name="known"),
    path("<int:proceeding_id>/lessons/", desk.lessons, name="lessons"),
    path("<int:proceeding_id>/column/", desk.column, name="column"),
    path("<int:proceeding_id>/papers/", on_file.bring, name="bring_paper"),
    path("<int:proceeding_id>/papers/<int:paper_id>/", on_file.on_file, name="paper_on_file"),
    path("complaints/", complaints.complaints, name="complaints"),
    path("complaints/new/", complaints.enter, name="enter_complaint"),
    path("complaints/<int:complaint_id>/", complaints.complaint, name="complaint"),
    path("complaints/<int:complaint_id>/complainant/", complaints.complainant, name="complainant"),
    path("complaints/<int:complaint_id>/answer/", complaints.answer, name="answer_complainant"),
    path("complaints/<int:complaint_id>/steps/<slug:code>/", complaints.step, name="complaint_step"),
    path("complaints/<int:complaint_id>/answer.docx", exports.complaint_paper, name="complaint_paper"),
    path("measures/", measures.measures, name="measures"),
    path("measures.csv", exports.measures_csv, name="measures_csv"),
    path("measures.xlsx", exports.measures_xlsx, name="measures_xlsx"),
    path("measures/new/", measures.draft, name="draft_measure"),
    path("measures/enter/", measures.enter, name="enter_measure"),
    path("measures/<int:measure_id>/", measures.measure, name="measure"),
    path("measures/<int:measure_id>/steps/<slug:code>/", measures.step, name="measure_step"),
    path("measures/<int:measure_id>/proofs/", measures.prove, name="prove"),
    path("measures/<int:measure_id>/proofs/<int:proof_id>/", measures.proof, name="proof"),
    path("measures/<int:measure_id>/paper.docx", exports.paper, name="paper"),
]
