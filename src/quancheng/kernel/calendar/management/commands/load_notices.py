"""Entering the shipped notices; a second run enters nothing."""

from django.core.management.base import BaseCommand
from django.utils import timezone

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.calendar.commands import load_notices


class Command(BaseCommand):
    help = "载入随产品提供的各年放假安排；已有安排的年份不变。"

    def handle(self, *args: object, **told: object) -> None:
        years = load_notices(actor=Actor.clockwork(), now=timezone.now())
        told_years = "、".join(f"{year}年" for year in years)
        self.stdout.write(f"已载入放假安排：{told_years}" if years else "各年放假安排均已载入，没有变化")
