"""The yearbook's addresses on the portal."""

from django.urls import path

from quancheng.insight.yearbook.web import site

app_name = "yearbook_site"
urlpatterns = [
    path("", site.index, name="index"),
    path("reports.csv", site.index_csv, name="csv"),
    path("reports.json", site.index_json, name="json"),
    path("feed.atom", site.feed, name="feed"),
    path("<slug:ref>/", site.report, name="report"),
    path("<slug:ref>/report.csv", site.report_csv, name="report_csv"),
    path("<slug:ref>/report.json", site.report_json, name="report_json"),
]
