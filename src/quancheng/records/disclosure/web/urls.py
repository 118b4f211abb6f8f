"""The addresses of requests on the desk, behind the sign-in of the workbench, which includes them."""

from django.urls import include, path

from quancheng.records.disclosure.web import consulting, deciding, desk, registering

app_name = "disclosure_desk"
urlpatterns = [
    path("", desk.requests_listed, name="requests"),
    path("new/", registering.register, name="register"),
    path("supervision/", include("quancheng.records.disclosure.web.supervision.urls")),
    path("<slug:number>/", desk.request_shown, name="request"),
    path("<slug:number>/applicant/", desk.applicant, name="applicant"),
    path("<slug:number>/steps/<slug:code>/", desk.step, name="step"),
    path("<slug:number>/items/", deciding.divide, name="divide"),
    path("<slug:number>/items/<int:place>/", deciding.decide, name="decide"),
    path("<slug:number>/reply.docx", deciding.reply_docx, name="reply_docx"),
    path("<slug:number>/asked/<int:place>/delivery/", consulting.delivery, name="delivery"),
    path("<slug:number>/asked/<int:place>/opinion/", consulting.opinion, name="opinion"),
    path("<slug:number>/asked/<int:place>/silence/", consulting.silence, name="silence"),
]
