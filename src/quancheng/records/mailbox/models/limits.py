"""The numbers that a government sets itself."""

from collections.abc import Mapping

from django.db import models
from django.db.models import Q

from quancheng.kernel.orgs.models import Person, Tenant
from quancheng.records.mailbox.rules.limits import AGES, RULES, THROTTLES, Dated, Rule
from quancheng.records.mailbox.workflow import LONGEST

# The most that a government may set. Days: what a step may state, for beyond it no message could be taken in.
MOST: Mapping[Rule, int] = {
    **{rule: LONGEST for rule in Rule if rule not in THROTTLES | AGES},
    Rule.A_SOURCE: 1_000,  # [D] a whole school behind one address; beyond it nothing would be kept out
    Rule.A_DAY: 30_000,  # [D] of the 100 000 numbers of a day enough stay free to be drawn; fits its column
    **dict.fromkeys(AGES, 12),  # [D] the site check looks back one year
}


class Limit(models.Model):
    """One number by which messages are handled, from a day on, with its source. Never changed: superseded."""

    tenant = models.ForeignKey(Tenant, models.PROTECT, related_name="+", verbose_name="政府")
    rule = models.CharField("事项", max_length=12, choices=RULES)
    from_on = models.DateField("启用日期")
    value = models.PositiveSmallIntegerField("数值")
    source = models.CharField("依据", max_length=200)
    set_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="设定人")
    set_at = models.DateTimeField("设定时间")

    class Meta:
        verbose_name = "办理期限"
        verbose_name_plural = "办理期限"
        ordering = ["from_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(rule__in=[word for word, _ in RULES]), name="mailbox_limit_rule"
            ),
            models.CheckConstraint(condition=Q(value__gte=1), name="mailbox_limit_positive"),
            models.UniqueConstraint(fields=["tenant", "rule", "from_on"], name="mailbox_limit_once_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.get_rule_display()} {self.value}"

    def as_dated(self) -> Dated:
        """The number, free of the database."""
        return Dated(Rule(self.rule), self.from_on, self.value, self.source)
