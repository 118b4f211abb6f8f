from django.apps import AppConfig


class OrgsConfig(AppConfig):
    name = "quancheng.kernel.orgs"
    label = "orgs"
    verbose_name = "机构与人员"

    def ready(self) -> None:
        from quancheng.kernel.orgs import handover, queries

        handover.watch_units("岗位", queries.open_posts_of)
        handover.watch_units("下级单位", queries.units_below)
