from django.apps import AppConfig


class WorkbenchConfig(AppConfig):
    name = "quancheng.shells.workbench"
    label = "workbench"
    verbose_name = "工作台"
