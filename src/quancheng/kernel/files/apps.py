from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "quancheng.kernel.files"
    label = "files"
    verbose_name = "文件"

    def ready(self) -> None:
        from quancheng.kernel.audit.periodic import register_job
        from quancheng.kernel.audit.registry import subscribe
        from quancheng.kernel.files.jobs import JOBS
        from quancheng.kernel.files.tasks import let_files_go
        from quancheng.kernel.retention.events import DataErased

        subscribe(DataErased, let_files_go)

        for job in JOBS:
            register_job(job)
