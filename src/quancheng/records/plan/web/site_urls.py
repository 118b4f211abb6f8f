"""The plan's addresses on the portal."""

from django.urls import path

from quancheng.records.plan.web import site

app_name = "plan_site"
urlpatterns = [
    path("", site.newest, name="plan"),
    path("<slug:ref>/", site.of_year, name="of_year"),
    path("<slug:ref>/plan.csv", site.as_csv, name="csv"),
    path("<slug:ref>/plan.json", site.as_json, name="json"),
    path("<slug:ref>/feed.atom", site.feed, name="feed"),
    path("rows/<slug:ref>/", site.row, name="row"),
]
