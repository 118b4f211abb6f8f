"""Measures of supervision, and what a unit brought to show that it mended."""

from functools import reduce
from operator import or_

from django.db import models
from django.db.models import F, Q

from quancheng.kernel.casework.models import Case
from quancheng.kernel.files.models import StoredFile
from quancheng.kernel.orgs.models import Person, Tenant
from quancheng.records.remedies.models.proceedings import LONGEST_NAME, LONGEST_WORDS
from quancheng.records.remedies.rules.measures import ORGANS, PAIRS, SOURCES, VERBS

_RIGHT_ORGAN = reduce(or_, (Q(verb=verb, organ=organ) for verb, organ in PAIRS))


class Measure(models.Model):
    """One measure against one unit, with its case: a verb, used by an organ that may use it (a constraint).

    What the supervising office issues is drafted by one person and issued by another, and gets a number of
    its own series; what another organ issued is entered with that organ's name and number. What the unit
    reports is verified by somebody else than who reported. `raised_from` is the rung below on the ladder.
    """

    tenant = models.ForeignKey(Tenant, models.PROTECT, related_name="+", verbose_name="政府")
    case = models.OneToOneField(Case, models.PROTECT, related_name="+", verbose_name="办件")
    verb = models.CharField("监督方式", max_length=16, choices=VERBS)
    organ = models.CharField("作出机关类别", max_length=8, choices=ORGANS)
    issuer = models.CharField("作出机关", max_length=LONGEST_NAME)
    year = models.PositiveSmallIntegerField("年度", null=True, blank=True)
    serial = models.PositiveIntegerField("序号", null=True, blank=True)
    number = models.CharField("文号", max_length=100, blank=True, default="")
    source = models.CharField("问题来源", max_length=12, choices=SOURCES)
    about = models.CharField("所涉记录", max_length=120, blank=True, default="")
    problem = models.TextField("问题", max_length=LONGEST_WORDS)
    demand = models.TextField("要求", max_length=LONGEST_WORDS)
    person = models.CharField("责任人（职务）", max_length=LONGEST_NAME, blank=True, default="")
    raised_from = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="raised_to", verbose_name="升级自"
    )
    feedback = models.TextField("反馈", max_length=LONGEST_WORDS, blank=True, default="")
    drafted_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="拟稿人、登记人")
    drafted_at = models.DateTimeField("拟稿时间")
    issued_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="签发人"
    )
    issued_at = models.DateTimeField("签发时间", null=True, blank=True)
    reported_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="反馈人"
    )
    reported_at = models.DateTimeField("反馈时间", null=True, blank=True)
    verified_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="核实人"
    )
    verified_at = models.DateTimeField("核实时间", null=True, blank=True)

    class Meta:
        verbose_name = "监督措施"
        verbose_name_plural = "监督措施"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=_RIGHT_ORGAN, name="remedies_measure_right_organ"),
            models.CheckConstraint(
                condition=Q(issued_by__isnull=True) | ~Q(issued_by=F("drafted_by")),
                name="remedies_measure_issued_by_another",
            ),
            models.CheckConstraint(
                condition=Q(verified_by__isnull=True)
                | Q(reported_by__isnull=False) & ~Q(verified_by=F("reported_by")),
                name="remedies_measure_verified_by_another",
            ),
            models.CheckConstraint(
                condition=Q(serial__isnull=True) | Q(organ="office", year__isnull=False),
                name="remedies_measure_numbered_by_office",
            ),
            models.UniqueConstraint(
                fields=["tenant", "verb", "year", "serial"], condition=Q(serial__isnull=False),
                name="remedies_measure_number",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.get_verb_display()}{self.number}"


class Proof(models.Model):
    """A file or an address that a unit brought with its report."""

    measure = models.ForeignKey(Measure, models.PROTECT, related_name="proofs", verbose_name="监督措施")
    says = models.CharField("说明", max_length=200)
    address = models.URLField("网址", max_length=500, blank=True, default="")
    file = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="文件"
    )
    added_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="提供人")
    added_at = models.DateTimeField("提供时间")

    class Meta:
        verbose_name = "整改佐证"
        verbose_name_plural = "整改佐证"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(file__isnull=True) & ~Q(address="") | Q(file__isnull=False, address=""),
                name="remedies_proof_one_of_two",
            ),
        ]

    def __str__(self) -> str:
        return self.says
