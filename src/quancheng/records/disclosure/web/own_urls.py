"""The addresses of own records, of what is passed along, and of what becomes public."""

from django.urls import path

from quancheng.records.disclosure.web import (
    made_open,
    own_records,
    own_records_mine,
    own_records_site,
    passing,
    withheld,
)

OWN_URLS = [
    path("own-records/", own_records.listed, name="own_records"),
    path("own-records/new/", own_records.register, name="own_register"),
    path("own-records/<slug:number>/", own_records.shown, name="own_record"),
    path("own-records/<slug:number>/claim/", own_records.claim, name="own_claim"),
    path("own-records/<slug:number>/evidence/<int:place>/", own_records.evidence, name="own_evidence"),
    path("own-records/<slug:number>/letter.docx", own_records.letter_docx, name="own_letter_docx"),
    path("own-records/<slug:number>/letter.pdf", own_records.letter_pdf, name="own_letter_pdf"),
    path("own-records/<slug:number>/steps/<slug:code>/", own_records.step, name="own_record_step"),
    path("made-open/", made_open.listed, name="made_opens"),
    path("made-open/<int:made_open_id>/", made_open.shown, name="made_open"),
    path("made-open/<int:made_open_id>/steps/<slug:code>/", made_open.step, name="made_open_step"),
    path(
        "made-open/<int:made_open_id>/letters/<slug:number>.docx",
        made_open.letter_docx,
        name="suggestion_docx",
    ),
    path(
        "made-open/<int:made_open_id>/letters/<slug:number>.pdf",
        made_open.letter_pdf,
        name="suggestion_pdf",
    ),
    path("withheld/", withheld.listed, name="withheld"),
    path("withheld/<int:item_id>/", withheld.shown, name="refusal"),
    path("withheld/<int:item_id>/agree/", withheld.agree, name="refusal_agree"),
    path("withheld/<int:item_id>/disagree/", withheld.disagree, name="refusal_disagree"),
    path("<slug:number>/right-agency/<int:place>/", passing.right_agency, name="right_agency"),
    path("<slug:number>/wish/<int:place>/", passing.wish, name="wish"),
]
OWN_SITE_URLS = [
    path("own-record/", own_records_site.index, name="own_record"),
    path("own-record/new/", own_records_site.new, name="own_record_new"),
    path("own-record/receipt/<str:token>/", own_records_site.receipt, name="own_record_receipt"),
    path("own-record/status/", own_records_site.status, name="own_record_status"),
    path("own-record/status/withdrawal/", own_records_site.withdraw, name="own_record_withdraw"),
    path("own-record/claim/", own_records_mine.claim, name="own_record_take_in"),
    path("own-record/own/<str:number>/", own_records_mine.own, name="own_record_mine"),
    path("own-record/own/<str:number>/signs/", own_records_mine.own_signs, name="own_record_signs"),
    path("own-record/own/<str:number>/letter/", own_records_mine.own_letter, name="own_record_letter"),
    path(
        "own-record/own/<str:number>/withdrawal/",
        own_records_mine.own_withdraw,
        name="own_record_own_withdraw",
    ),
    path("status/wish/<int:place>/", passing.wished_online, name="wish"),
    path("status/suggestion/", passing.suggested_online, name="suggest"),
    path("own/<str:number>/wish/<int:place>/", passing.own_wish, name="own_wish"),
    path("own/<str:number>/suggestion/", passing.own_suggestion, name="own_suggest"),
]
