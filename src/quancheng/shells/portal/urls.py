"""The portal's own addresses; those of the site tree are Wagtail's."""

from django.urls import URLPattern

app_name = "portal"
urlpatterns: list[URLPattern] = []
