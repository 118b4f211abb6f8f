"""Complaints and reports (投诉、举报) about disclosure, to the supervising office."""

from django.db import models
from django.db.models import Q

from quancheng.kernel.casework.models import Case
from quancheng.kernel.crypto.fields import EncryptedTextField
from quancheng.kernel.orgs.models import Person, Tenant, Unit
from quancheng.records.remedies.models.proceedings import LONGEST_WORDS


class Way(models.TextChoices):
    """How a complaint came."""

    LETTER = "letter", "来信"
    VISIT = "visit", "来访"
    PHONE = "phone", "来电"
    NETWORK = "network", "网上"
    PASSED_ON = "passed_on", "上级或者其他机关转来"


class Answered(models.TextChoices):
    """How who complained was answered."""

    LETTER = "letter", "书面（邮寄）"
    BY_HAND = "by_hand", "书面（当面）"
    ORAL = "oral", "当面口头"
    PHONE = "phone", "电话"
    NETWORK = "network", "网络、电子邮件"
    PASSED_ON = "passed_on", "经转来机关答复"


class Complaint(models.Model):
    """One complaint (《条例》第四十七条第二款、第五十一条): about a request, or something not published.

    Who complains is sealed, and shown only to the office that examines it, never to the unit concerned.
    `is_true` is empty until it has been examined. What is true owes a measure, or a reason why there is none
    (`excuse`). `answer` is what the complainant was told, and when and how: no name stands in it. Its letter
    has a number of its own; what was answered before there was a series has none.
    """

    tenant = models.ForeignKey(Tenant, models.PROTECT, related_name="+", verbose_name="政府")
    number = models.CharField("编号", max_length=20)
    case = models.OneToOneField(Case, models.PROTECT, related_name="+", verbose_name="办件")
    way = models.CharField("来源", max_length=10, choices=Way.choices)
    against = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="被投诉单位")
    request = models.CharField("申请编号", max_length=20, blank=True, default="")
    complainant = EncryptedTextField(
        "投诉举报人和联系方式", blank=True, default="", purpose="remedies.complaint.complainant"
    )
    matter = models.TextField("投诉举报事项", max_length=LONGEST_WORDS)
    is_true = models.BooleanField("是否属实", null=True, blank=True)
    finding = models.TextField("核查结论", max_length=LONGEST_WORDS, blank=True, default="")
    followed = models.TextField("处理和答复情况", max_length=LONGEST_WORDS, blank=True, default="")
    excuse = models.TextField("不采取措施的理由", max_length=LONGEST_WORDS, blank=True, default="")
    answered_on = models.DateField("答复日期", null=True, blank=True)
    answer_way = models.CharField("答复方式", max_length=10, choices=Answered.choices, blank=True, default="")
    answer = models.TextField("答复内容", max_length=LONGEST_WORDS, blank=True, default="")
    answer_number = models.CharField("答复文号", max_length=150, blank=True, default="")
    entered_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="登记人")
    entered_at = models.DateTimeField("登记时间")
    erased_at = models.DateTimeField("清除时间", null=True, blank=True)

    class Meta:
        verbose_name = "投诉举报"
        verbose_name_plural = "投诉举报"
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["tenant", "number"], name="remedies_complaint_number"),
            models.CheckConstraint(condition=Q(way__in=Way.values), name="remedies_complaint_way"),
            models.CheckConstraint(
                condition=Q(is_true__isnull=True, finding="") | Q(is_true__isnull=False) & ~Q(finding=""),
                name="remedies_complaint_finding",
            ),
            models.CheckConstraint(
                condition=Q(answered_on__isnull=True, answer_way="", answer="")
                | Q(answered_on__isnull=False, answer_way__in=Answered.values) & ~Q(answer=""),
                name="remedies_complaint_answered",
            ),
            models.CheckConstraint(
                condition=Q(answer_number="") | Q(answered_on__isnull=False),
                name="remedies_complaint_numbered",
            ),
            models.CheckConstraint(
                condition=Q(excuse="") | Q(is_true=True), name="remedies_complaint_excused"
            ),
        ]

    def __str__(self) -> str:
        return self.number
