from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "quancheng.kernel.files"
    label = "files"
    verbose_name = "文件"

    def ready(self) -> None:
        from quancheng.kernel.audit.periodic import register_job
        from quancheng.kernel.files.jobs import JOBS

        for job in JOBS:
            register_job(job)
