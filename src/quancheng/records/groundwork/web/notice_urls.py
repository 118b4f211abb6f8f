"""The addresses of notices and collections on the desk."""

from django.urls import path

from quancheng.records.groundwork.web import (
    accepting,
    arrivals,
    filling,
    notice_writing,
    notices,
    whole_table,
)

notice_pages = [
    path("notices/", notices.notices, name="notices"),
    path("notices/new/", notice_writing.write, name="write"),
    path("notices/files/<int:file_id>/", notices.notice_file, name="notice_file"),
    path("notices/got/<int:arrival_id>/", arrivals.arrival, name="arrival"),
    path("notices/got/<int:arrival_id>/fill/", filling.fill, name="fill"),
    path("notices/got/<int:arrival_id>/sheet/", filling.sheet, name="sheet"),
    path("notices/got/<int:arrival_id>/bring/", filling.bring, name="bring"),
    path("notices/got/<int:arrival_id>/gather/", filling.gather, name="gather"),
    path("notices/got/<int:arrival_id>/hand-on/", filling.hand_down, name="hand_on"),
    path("notices/got/<int:arrival_id>/steps/<slug:code>/", arrivals.step, name="step"),
    path("notices/<int:notice_id>/", notices.notice, name="notice"),
    path("notices/<int:notice_id>/edit/", notice_writing.rewrite, name="rewrite"),
    path("notices/<int:notice_id>/issue/", notices.issue, name="issue"),
    path("notices/<int:notice_id>/send/", notices.send, name="send"),
    path("notices/<int:notice_id>/discard/", notices.discard, name="discard"),
    path("notices/<int:notice_id>/urge/", notices.urge, name="urge"),
    path("notices/<int:notice_id>/withdraw/", notices.withdraw, name="withdraw"),
    path("notices/<int:notice_id>/columns/", notice_writing.amend, name="columns"),
    path("notices/<int:notice_id>/units.<slug:ending>", notices.signing_list, name="signing_list"),
    path("notices/<int:notice_id>/accept/", accepting.accept, name="accept"),
    path("notices/<int:notice_id>/rows/", whole_table.whole, name="rows"),
    path("notices/<int:notice_id>/rows.<slug:ending>", whole_table.whole_file, name="rows_file"),
]
