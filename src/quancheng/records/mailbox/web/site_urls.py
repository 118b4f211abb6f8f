"""The mailbox's addresses on the portal."""

from django.urls import path

from quancheng.records.mailbox.web import data, mine, site

app_name = "mailbox_site"
urlpatterns = [
    path("", site.index, name="index"),
    path("new/", site.new, name="new"),
    path("receipt/<str:token>/", site.receipt, name="receipt"),
    path("status/", site.status, name="status"),
    path("claim/", mine.claim, name="claim"),
    path("own/<str:number>/", mine.own, name="own"),
    path("published/<int:publication_id>/", site.published, name="published"),
    path("messages.csv", data.as_csv, name="csv"),
    path("messages.json", data.as_json, name="json"),
    path("feed.atom", data.feed, name="feed"),
]
