"""Addresses of the pages on which the site is released."""

from django.urls import path

from quancheng.shells.workbench.site import pages

urlpatterns = [
    path("", pages.releases, name="site_releases"),
    path("<int:release_id>/", pages.release, name="site_release"),
    path("<int:release_id>/publish/", pages.publish, name="site_publish"),
    path("<int:release_id>/back/", pages.send_back, name="site_back"),
    path("pages/<int:page_id>/submit/", pages.submit, name="site_submit"),
    path("pages/<int:page_id>/withdraw/", pages.withdraw, name="site_withdraw"),
]
