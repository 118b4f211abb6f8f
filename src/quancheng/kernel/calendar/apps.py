from django.apps import AppConfig


class CalendarConfig(AppConfig):
    name = "quancheng.kernel.calendar"
    label = "calendar"
    verbose_name = "工作日历"
