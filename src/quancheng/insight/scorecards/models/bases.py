"""What letters of a kind stand on (函件依据), as a government enters it: dated, with its source."""

from django.db import models
from django.db.models import F, Q

from quancheng.insight.scorecards.rules.letters import KINDS
from quancheng.kernel.orgs.models import Person, Tenant


class LetterBasis(models.Model):
    """Verb, organ and basis of the letters of one kind from a day on, in place of what the house ships.

    Entered by one person, in force once the head of the office has confirmed it; letters that were issued
    before keep theirs.
    """

    class Mark(models.TextChoices):
        CHECKED = "V", "已核对"
        TO_CHECK = "M", "待核对"

    tenant = models.ForeignKey(Tenant, models.PROTECT, related_name="letter_bases", verbose_name="政府")
    kind = models.CharField("种类", max_length=16, choices=KINDS)
    from_on = models.DateField("自")
    verb = models.CharField("措施", max_length=40)
    organ = models.CharField("由谁作出", max_length=120)
    basis = models.CharField("依据", max_length=300)
    note = models.CharField("说明", max_length=500, blank=True)
    source = models.CharField("出处", max_length=200)
    mark = models.CharField("核对", max_length=1, choices=Mark.choices)
    entered_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="录入人")
    entered_at = models.DateTimeField("录入时间")
    confirmed_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="确认人"
    )
    confirmed_at = models.DateTimeField("确认时间", null=True, blank=True)
    dropped_at = models.DateTimeField("放弃时间", null=True, blank=True)

    class Meta:
        verbose_name = "函件依据"
        verbose_name_plural = "函件依据"
        constraints = [
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True) | ~Q(confirmed_by=F("entered_by")),
                name="scorecards_letterbasis_four_eyes",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True, confirmed_at__isnull=True)
                | Q(confirmed_by__isnull=False, confirmed_at__isnull=False, dropped_at__isnull=True),
                name="scorecards_letterbasis_settled",
            ),
            models.UniqueConstraint(
                fields=["tenant", "kind", "from_on"],
                condition=Q(dropped_at__isnull=True),
                name="scorecards_letterbasis_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.from_on}"
