"""The module's addresses on the desk, behind the sign-in of the workbench, which includes them."""

from django.urls import URLPattern

app_name = "groundwork_desk"
urlpatterns: list[URLPattern] = []
