"""The portal's own addresses; those of the site tree are Wagtail's."""

from django.urls import path

from quancheng.shells.portal import calculator, pages, reading

app_name = "portal"
urlpatterns = [
    path("reading/<str:mode>/", reading.reading, name="reading"),
    path("notices/", pages.notices, name="notices"),
    path("accessibility/", pages.accessibility, name="accessibility"),
    path("calculator/", calculator.calculator, name="working_days"),
    path("calendar.ics", calculator.calendar_ics, name="calendar_ics"),
    path("calendar.json", calculator.calendar_json, name="calendar_json"),
]
