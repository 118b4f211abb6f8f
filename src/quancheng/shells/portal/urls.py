"""The portal's own addresses; those of the site tree are Wagtail's."""

from django.urls import path

from quancheng.shells.portal import pages, reading

app_name = "portal"
urlpatterns = [
    path("reading/<str:mode>/", reading.reading, name="reading"),
    path("accessibility/", pages.accessibility, name="accessibility"),
]
