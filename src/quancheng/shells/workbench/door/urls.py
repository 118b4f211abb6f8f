"""The addresses of the door, under the names by which allauth and Wagtail know them.

Only what the house uses: nobody signs up here, and a lost password is issued anew by a person.
"""

from allauth.account import views as account
from allauth.mfa.base import views as factor
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.socialaccount import views as refused
from allauth.socialaccount.providers.openid_connect import views as platform
from allauth.usersessions import views as sessions
from django.urls import path

from quancheng.shells.workbench.door.waiting import counted

urlpatterns = [
    path("login/", counted(account.login), name="account_login"),
    path("login/code/", counted(factor.authenticate), name="mfa_authenticate"),
    path("login/by/<slug:provider_id>/", platform.login, name="openid_connect_login"),
    path("login/by/<slug:provider_id>/back/", platform.callback, name="openid_connect_callback"),
    path("login/cancelled/", refused.login_cancelled, name="socialaccount_login_cancelled"),
    path("account/again/", counted(account.reauthenticate), name="account_reauthenticate"),
    path("account/again/code/", counted(factor.reauthenticate), name="mfa_reauthenticate"),
    path("account/second-factor/", factor.index, name="mfa_index"),
    path("account/second-factor/set/", totp.activate_totp, name="mfa_activate_totp"),
    path("account/second-factor/end/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("account/recovery-codes/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("account/recovery-codes/new/", codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("account/recovery-codes.txt", codes.download_recovery_codes, name="mfa_download_recovery_codes"),
    path("account/sign-ins/", sessions.list_usersessions, name="usersessions_list"),
]
