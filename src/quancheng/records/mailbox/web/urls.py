"""The mailbox's addresses on the desk, behind the sign-in of the workbench, which includes them."""

from django.urls import path

from quancheng.records.mailbox.web import desk, publishing, settings

app_name = "mailbox_desk"
urlpatterns = [
    path("", desk.messages_listed, name="messages"),
    path("limits/", settings.limits, name="limits"),
    path("ways/", settings.ways, name="ways"),
    path("publications/", publishing.waiting, name="publications"),
    path("publications/<int:publication_id>/publish/", publishing.publish, name="publish"),
    path("publications/<int:publication_id>/withdraw/", publishing.withdraw, name="withdraw"),
    path("<slug:number>/", desk.message, name="message"),
    path("<slug:number>/contact/", desk.contact, name="contact"),
    path("<slug:number>/publication/", publishing.draft, name="publication"),
    path("<slug:number>/steps/<slug:code>/", desk.step, name="step"),
]
