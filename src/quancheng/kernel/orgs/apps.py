from django.apps import AppConfig


class OrgsConfig(AppConfig):
    name = "quancheng.kernel.orgs"
    label = "orgs"
    verbose_name = "机构与人员"

    def ready(self) -> None:
        from quancheng.kernel.calendar.keepers import entitle
        from quancheng.kernel.orgs import handover, queries

        entitle(queries.keeps_calendar)
        handover.watch_units("岗位", queries.open_posts_of)
        handover.watch_units("下级单位", queries.units_below)
