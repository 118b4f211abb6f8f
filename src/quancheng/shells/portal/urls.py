"""The portal's own addresses; those of the site tree are Wagtail's."""

from django.urls import path

from quancheng.shells.portal import calculator, notices, pages, reading, security, subscriptions

app_name = "portal"
urlpatterns = [
    path(".well-known/security.txt", security.security_txt, name="security_txt"),
    path("reading/<str:mode>/", reading.reading, name="reading"),
    path("notices/", notices.notices, name="notices"),
    path("notices/notices.csv", notices.as_csv, name="notices_csv"),
    path("notices/notices.json", notices.as_json, name="notices_json"),
    path("notices/feed.atom", notices.feed, name="notices_feed"),
    path("accessibility/", pages.accessibility, name="accessibility"),
    path("subscriptions/new/", subscriptions.follow, name="follow"),
    path("subscriptions/asked/", subscriptions.asked, name="asked"),
    path("subscriptions/<str:token>/confirm/", subscriptions.confirm, name="confirm"),
    path("subscriptions/<str:token>/end/", subscriptions.end, name="end"),
    path("subscriptions/<str:token>/end-all/", subscriptions.end_all, name="end_all"),
    path("calculator/", calculator.calculator, name="working_days"),
    path("calendar.ics", calculator.calendar_ics, name="calendar_ics"),
    path("calendar.json", calculator.calendar_json, name="calendar_json"),
]
