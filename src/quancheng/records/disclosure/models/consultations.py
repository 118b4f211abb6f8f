"""Whom the agency asked before it decides."""

from django.db import models
from django.db.models import Q

from quancheng.kernel.casework.models import Case
from quancheng.kernel.crypto.fields import EncryptedTextField
from quancheng.records.disclosure.models.requests import LONGEST_REASON, Request


class Party(models.TextChoices):
    """Who is asked: what silence means differs."""

    THIRD = "third", "第三方（第三十二条）"
    CO_MAKER = "co_maker", "共同制作机关（第三十四条）"
    ORGAN = "organ", "其他机关（第十一条、第十七条）"
    OWN = "own", "本机关内设机构（会签）"


class Opinion(models.TextChoices):
    """What the party said. For a third party that is silent the agency decides; a co-maker agrees by it."""

    AGREES = "agrees", "同意公开"
    REFUSES_WITH_REASONS = "with_reasons", "不同意，有理由"
    REFUSES = "refuses", "不同意，未说明理由"
    SILENT = "silent", "逾期未回复"
    DEEMED = "deemed", "逾期未回复，视为同意"


class Consultation(models.Model):
    """One party asked, as a sub-case. While others are asked by letter the period to answer rests; an own
    department is asked without one, and the period rests only where the government's norm says so.
    """

    request = models.ForeignKey(Request, models.PROTECT, related_name="consultations", verbose_name="申请")
    case = models.OneToOneField(Case, models.PROTECT, related_name="+", verbose_name="办件")
    place = models.PositiveSmallIntegerField("序号")
    party = models.CharField("征求对象类型", max_length=12, choices=Party.choices)
    name = EncryptedTextField("征求对象", purpose="disclosure.consultation.name")
    about = models.TextField("征求意见的内容", max_length=LONGEST_REASON)
    opinion = models.CharField("意见", max_length=16, choices=Opinion.choices, blank=True, default="")
    reasons = EncryptedTextField("理由", blank=True, default="", purpose="disclosure.consultation.reasons")
    erased_at = models.DateTimeField("清除时间", null=True, blank=True)

    class Meta:
        verbose_name = "征求意见"
        verbose_name_plural = "征求意见"
        ordering = ["place"]
        constraints = [
            models.UniqueConstraint(fields=["request", "place"], name="disclosure_consultation_place"),
            models.CheckConstraint(condition=Q(party__in=Party.values), name="disclosure_consultation_party"),
            models.CheckConstraint(
                condition=Q(opinion__in=["", *Opinion.values]), name="disclosure_consultation_opinion"
            ),
            # silence of a third party is no consent, silence of a co-maker is nothing else
            models.CheckConstraint(
                condition=~Q(party="co_maker", opinion="silent")
                & ~(Q(opinion="deemed") & ~Q(party="co_maker")),
                name="disclosure_consultation_silence",
            ),
        ]

    def __str__(self) -> str:
        return f"征求意见{self.request_id}-{self.place}"
