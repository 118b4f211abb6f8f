from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "quancheng.ui"
    label = "ui"
