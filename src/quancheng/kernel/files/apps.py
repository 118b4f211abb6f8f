from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "quancheng.kernel.files"
    label = "files"
    verbose_name = "文件"
