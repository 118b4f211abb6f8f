"""The addresses of the norms."""

from django.urls import path

from quancheng.shells.workbench.norms import acts, pages, tables

urlpatterns = [
    path("", pages.table, name="norms"),
    path("table.<slug:ending>", tables.file, name="norms_file"),
    path("values/<int:value_id>/sign/", acts.sign_value, name="norm_value_sign"),
    path("values/<int:value_id>/withdraw/", acts.withdraw_value, name="norm_value_withdraw"),
    path("signatures/<int:signature_id>/withdraw/", acts.withdraw_signature, name="norm_signature_withdraw"),
    path("<str:code>/", pages.one_norm, name="norm"),
    path("<str:code>/enter/", pages.enter, name="norm_enter"),
    path("<str:code>/sign/", acts.sign_shipped, name="norm_sign"),
]
