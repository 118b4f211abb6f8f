from django.apps import AppConfig


class MineConfig(AppConfig):
    name = "quancheng.shells.mine"
    label = "mine"
    verbose_name = "我的"
