"""The addresses of 我的."""

from django.urls import path

from quancheng.shells.mine import account, home, notice, signing_in

app_name = "mine"
urlpatterns = [
    path("", home.home, name="home"),
    path("account/name/", account.name, name="name"),
    path("account/passphrase/", account.password, name="set_password"),
    path("account/passphrase/none/", account.no_password, name="no_password"),
    path("account/address/", account.new_address, name="new_address"),
    path("account/address/<str:token>/", account.new_address_code, name="new_address_code"),
    path("account/close/", account.close, name="close"),
    path("account/close/<str:token>/", account.close_code, name="close_code"),
    path("account/export/", account.what_is_kept, name="what_is_kept"),
    path("account/my-data.json", account.export, name="export"),
    path("closed/", account.closed, name="closed"),
    path("notice/", notice.notice, name="notice"),
    path("sign-in/", signing_in.sign_in, name="sign_in"),
    path("sign-in/code/<str:token>/", signing_in.code, name="code"),
    path("sign-in/passphrase/", signing_in.by_password, name="by_password"),
    path("sign-out/", signing_in.sign_out, name="sign_out"),
    path("sign-ins/<int:sign_in_id>/end/", home.end_one, name="end_sign_in"),
    path("sign-ins/end-others/", home.end_others, name="end_others"),
    path("subscriptions/<int:subscription_id>/end/", home.unfollow, name="unfollow"),
]
