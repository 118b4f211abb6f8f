"""The plan's addresses on the portal."""

from django.urls import path

from quancheng.records.plan.web import commitments_site, site, site_data

app_name = "plan_site"
urlpatterns = [
    path("", site.newest, name="plan"),
    path("commitments/", commitments_site.newest, name="commitments"),
    path("commitments/<slug:ref>/", commitments_site.of_year, name="commitments_of"),
    path("commitments/<slug:ref>/commitments.csv", commitments_site.as_csv, name="commitments_csv"),
    path("commitments/<slug:ref>/commitments.json", commitments_site.as_json, name="commitments_json"),
    path("commitments/<slug:ref>/feed.atom", commitments_site.feed, name="commitments_feed"),
    path("commitments/one/<slug:ref>/", commitments_site.one, name="commitment"),
    path("<slug:ref>/", site.of_year, name="of_year"),
    path("<slug:ref>/plan.csv", site_data.as_csv, name="csv"),
    path("<slug:ref>/plan.json", site_data.as_json, name="json"),
    path("<slug:ref>/feed.atom", site_data.feed, name="feed"),
    path("rows/<slug:ref>/", site.row, name="row"),
    path("evidence/<int:release_id>/", site.evidence, name="evidence"),
]
