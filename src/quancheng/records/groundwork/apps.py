from django.apps import AppConfig


class GroundworkConfig(AppConfig):
    name = "quancheng.records.groundwork"
    label = "groundwork"
    verbose_name = "通知收表与会议培训"
