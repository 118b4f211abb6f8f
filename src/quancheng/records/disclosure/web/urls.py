"""The addresses of requests on the desk, behind the sign-in of the workbench, which includes them."""

from django.urls import include, path

from quancheng.records.disclosure.web import (
    consulting,
    deciding,
    desk,
    files,
    joint,
    letters,
    merging,
    printing,
    proving,
    registering,
)
from quancheng.records.disclosure.web.own_urls import OWN_URLS

app_name = "disclosure_desk"
urlpatterns = [
    path("", desk.requests_listed, name="requests"),
    path("new/", registering.register, name="register"),
    path("merging/", merging.merging, name="merging"),
    path("merging/<int:unit_id>/", merging.leaving, name="leaving"),
    path("application.docx", printing.blank_docx, name="blank_docx"),
    path("application.pdf", printing.blank_pdf, name="blank_pdf"),
    *OWN_URLS,
    path("supervision/", include("quancheng.records.disclosure.web.supervision.urls")),
    path("<slug:number>/", desk.request_shown, name="request"),
    path("<slug:number>/applicant/", desk.applicant, name="applicant"),
    path("<slug:number>/steps/<slug:code>/", desk.step, name="step"),
    path("<slug:number>/items/", deciding.divide, name="divide"),
    path("<slug:number>/items/<int:place>/", deciding.decide, name="decide"),
    path("<slug:number>/items/<int:place>/searches/", proving.record_search, name="record_search"),
    path(
        "<slug:number>/items/<int:place>/searches/<int:search_id>/withdrawal/", proving.withdraw_search,
        name="withdraw_search",
    ),
    path("<slug:number>/searches/<int:search_id>/file", proving.search_file, name="search_file"),
    path("<slug:number>/items/<int:place>/parts/", proving.record_part, name="record_part"),
    path(
        "<slug:number>/items/<int:place>/parts/<int:part_id>/removal/", proving.remove_part,
        name="remove_part",
    ),
    path("<slug:number>/joint/", joint.join, name="join"),
    path("<slug:number>/joint/parting/", joint.part, name="part"),
    path("<slug:number>/joint/copy/", joint.copy, name="copy"),
    path("<slug:number>/checks/<slug:code>/", proving.check, name="check"),
    path("<slug:number>/reply.docx", deciding.reply_docx, name="reply_docx"),
    path("<slug:number>/reply.pdf", letters.reply_pdf, name="reply_pdf"),
    path("<slug:number>/letters/<int:place>.docx", letters.as_word, name="letter_docx"),
    path("<slug:number>/letters/<int:place>.pdf", letters.as_pages, name="letter_pdf"),
    path("<slug:number>/letters/<int:place>/served/", letters.serve, name="letter_serve"),
    path("<slug:number>/letters/<int:place>/void/", letters.void, name="letter_void"),
    path("<slug:number>/asked/<int:place>/overrule/", letters.overrule, name="overrule"),
    path("<slug:number>/files/", files.attach, name="attach"),
    path("<slug:number>/files/<int:file_id>/gives/", files.give, name="file_gives"),
    path("<slug:number>/files/<int:file_id>/title/", files.rename, name="file_title"),
    path("<slug:number>/files/<int:file_id>/remove/", files.remove, name="file_remove"),
    path("<slug:number>/files/<int:file_id>/original/", files.original, name="file_original"),
    path("<slug:number>/files/<int:file_id>/given/", files.given, name="file_given"),
    path("<slug:number>/forms/<slug:what>.docx", printing.form_docx, name="form_docx"),
    path("<slug:number>/forms/<slug:what>.pdf", printing.form_pdf, name="form_pdf"),
    path("<slug:number>/papers/", files.bring_paper, name="bring_paper"),
    path("<slug:number>/papers/<uuid:paper_id>/", files.paper, name="paper"),
    path("<slug:number>/asked/<int:place>/delivery/", consulting.delivery, name="delivery"),
    path("<slug:number>/asked/<int:place>/opinion/", consulting.opinion, name="opinion"),
    path("<slug:number>/asked/<int:place>/silence/", consulting.silence, name="silence"),
]  # fmt: skip
