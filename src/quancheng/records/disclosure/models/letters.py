"""The letters on the way to a reply, and what anybody may check of a printed one."""

from datetime import date

from django.db import models
from django.db.models import Q

from quancheng.kernel.crypto.fields import EncryptedTextField
from quancheng.kernel.orgs.models import Person, Tenant
from quancheng.records.disclosure.models.consultations import Consultation
from quancheng.records.disclosure.models.replies import IS_DELIVERED_AFTER_POSTING, Reply, known_on
from quancheng.records.disclosure.models.requests import Request
from quancheng.records.disclosure.rules.letters import TITLES, TO_PARTIES
from quancheng.records.disclosure.rules.remedies import RemedyClass
from quancheng.records.disclosure.rules.remedies import Step as Sort


class Letter(models.Model):
    """One letter that went out on the way to a reply, made by the step to which it belongs.

    What it says never changes: `digest` is that of number and text. Who gets it is sealed, and emptied when
    the applicant is. `serve_by`: the day by which it must have been told, where the law sets one. `code`
    stands on the paper; `Verifiable` answers for it. `delivered_on`: when a posted one was signed for.
    """

    request = models.ForeignKey(Request, models.PROTECT, related_name="letters", verbose_name="申请")
    place = models.PositiveSmallIntegerField("序号")
    sort = models.CharField("文书种类", max_length=20, choices=[(one.value, one.says) for one in Sort])
    consultation = models.ForeignKey(
        Consultation, models.PROTECT, null=True, blank=True, related_name="letters", verbose_name="征求意见"
    )
    issuer = models.CharField("发文机关", max_length=200)
    number = models.CharField("文号", max_length=100)
    year = models.PositiveSmallIntegerField("年度")
    serial = models.PositiveIntegerField("文号序号")
    text = models.TextField("正文", max_length=20_000)
    remedy = models.CharField(
        "救济途径类别", max_length=1, choices=[(one.value, one.says) for one in RemedyClass]
    )
    digest = models.CharField("正文摘要", max_length=120)
    code = models.CharField("核验码", max_length=8)
    addressee = EncryptedTextField("收件人", blank=True, purpose="disclosure.letter.addressee")
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="制作人")
    made_at = models.DateTimeField("制作时间")
    serve_by = models.DateField("最迟告知日期", null=True, blank=True)
    way = models.CharField("送达方式", max_length=12, choices=Reply.Way.choices, blank=True, default="")
    proof = EncryptedTextField("送达凭证", blank=True, default="", purpose="disclosure.letter.proof")
    served_on = models.DateField("送达日期", null=True, blank=True)
    delivered_on = models.DateField("签收日期", null=True, blank=True)
    superseded_on = models.DateField("作废日期", null=True, blank=True)
    superseded_reason = models.CharField("作废理由", max_length=500, blank=True, default="")
    erased_at = models.DateTimeField("清除时间", null=True, blank=True)

    class Meta:
        verbose_name = "文书"
        verbose_name_plural = "文书"
        ordering = ["place"]
        constraints = [
            models.UniqueConstraint(fields=["request", "place"], name="disclosure_letter_place"),
            models.CheckConstraint(
                condition=Q(sort__in=[one.value for one in Sort]), name="disclosure_letter_sort"
            ),
            models.CheckConstraint(  # the class follows from the sort
                condition=Q(remedy="B", sort__in=[one.value for one in Sort if one.remedy == "B"])
                | Q(remedy="C", sort__in=[one.value for one in Sort if one.remedy == "C"]),
                name="disclosure_letter_remedy",
            ),
            models.CheckConstraint(
                condition=Q(served_on__isnull=False) | Q(way="", served_on__isnull=True),
                name="disclosure_letter_served",
            ),
            models.CheckConstraint(condition=IS_DELIVERED_AFTER_POSTING, name="disclosure_letter_delivered"),
            models.CheckConstraint(
                condition=Q(superseded_on__isnull=True, superseded_reason="")
                | Q(superseded_on__isnull=False) & ~Q(superseded_reason=""),
                name="disclosure_letter_superseded",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def known_on(self) -> date | None:
        return known_on(self.way, self.served_on, self.delivered_on)

    @property
    def title(self) -> str:
        return TITLES[Sort(self.sort)]

    @property
    def is_to_party(self) -> bool:
        return Sort(self.sort) in TO_PARTIES


class Verifiable(models.Model):
    """What a printed letter may be checked against: that it is genuine, what, whose, of which day.

    It leads to no request and to nobody. `door` is a keyed digest of number and code together: who has not
    both finds no row, and the role of the public process sees none.
    """

    tenant = models.ForeignKey(Tenant, models.PROTECT, related_name="+", verbose_name="政府")
    door = models.CharField("核验摘要", max_length=120, unique=True)
    title = models.CharField("文书名称", max_length=60)
    issuer = models.CharField("发文机关", max_length=200)
    issued_on = models.DateField("发文日期")
    superseded_on = models.DateField("作废日期", null=True, blank=True)

    class Meta:
        verbose_name = "文书核验"
        verbose_name_plural = "文书核验"

    def __str__(self) -> str:
        return self.title
