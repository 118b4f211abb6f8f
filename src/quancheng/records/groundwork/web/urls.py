"""The module's addresses on the desk, behind the sign-in of the workbench, which includes them."""

from django.urls import URLPattern

from quancheng.records.groundwork.web.notice_urls import notice_pages

app_name = "groundwork_desk"
urlpatterns: list[URLPattern] = [*notice_pages]
