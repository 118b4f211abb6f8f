"""The addresses of requests on the portal."""

from django.urls import path

from quancheng.records.disclosure.web import acting, mine, receiving, site, verifying
from quancheng.records.disclosure.web.own_urls import OWN_SITE_URLS

app_name = "disclosure_site"
urlpatterns = [
    path("", site.index, name="index"),
    path("guide/", site.guide, name="guide"),
    path("new/", site.new, name="new"),
    path("receipt/<str:token>/", site.receipt, name="receipt"),
    path("status/", site.status, name="status"),
    path("status/confirmation/", acting.confirm, name="confirm"),
    path("status/correction/", acting.correct, name="correct"),
    path("status/explanation/", acting.explain, name="explain"),
    path("status/withdrawal/", acting.withdraw, name="withdraw"),
    path("verify/", verifying.verify, name="verify"),
    path("status/reply/", receiving.reply, name="reply"),
    *OWN_SITE_URLS,
    path("claim/", mine.claim, name="claim"),
    path("own/<str:number>/", mine.own, name="own"),
    path("own/<str:number>/reply/", receiving.own_reply, name="own_reply"),
    path("own/<str:number>/reply/<str:what>/", receiving.own_taken, name="own_taken"),
    path("own/<str:number>/signs/", receiving.own_signs, name="own_signs"),
    path("own/<str:number>/confirmation/", mine.own_confirm, name="own_confirm"),
    path("own/<str:number>/correction/", mine.own_correct, name="own_correct"),
    path("own/<str:number>/explanation/", mine.own_explain, name="own_explain"),
    path("own/<str:number>/withdrawal/", mine.own_withdraw, name="own_withdraw"),
]
