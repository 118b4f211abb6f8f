"""The addresses of the calendar."""

from django.urls import path

from quancheng.shells.workbench.calendar import keeping, pages

urlpatterns = [
    path("", pages.calendar, name="calendar"),
    path("bring/", keeping.bring, name="calendar_bring"),
    path("enter/", keeping.enter, name="calendar_enter"),
    path("load/", keeping.load, name="calendar_load"),
    path("<int:year>/", pages.year, name="calendar_year"),
    path("<int:year>/confirm/", keeping.confirm, name="calendar_confirm"),
]
