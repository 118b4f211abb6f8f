"""The addresses of the desk's own pages. All of them stand behind the sign-in."""

from django.conf import settings
from django.urls import path
from wagtail.admin.auth import require_admin_access
from wagtail.utils.urlpatterns import decorate_urlpatterns

from quancheng.shells.workbench import pages

app_name = "workbench"
urlpatterns = [
    path("", pages.my_work, name="my_work"),
    path("act-as/", pages.act_as, name="act_as"),
    path("help/", pages.help_page, name="help"),
]
if settings.IN_TRIAL:
    urlpatterns += [path("pattern-book/", pages.pattern_book, name="pattern_book")]

urlpatterns = decorate_urlpatterns(urlpatterns, require_admin_access)
