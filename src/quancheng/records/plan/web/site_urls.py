"""The plan's addresses on the portal."""

from django.urls import path

from quancheng.records.plan.web import site, site_data

app_name = "plan_site"
urlpatterns = [
    path("", site.newest, name="plan"),
    path("<slug:ref>/", site.of_year, name="of_year"),
    path("<slug:ref>/plan.csv", site_data.as_csv, name="csv"),
    path("<slug:ref>/plan.json", site_data.as_json, name="json"),
    path("<slug:ref>/feed.atom", site_data.feed, name="feed"),
    path("rows/<slug:ref>/", site.row, name="row"),
    path("evidence/<int:release_id>/", site.evidence, name="evidence"),
]
