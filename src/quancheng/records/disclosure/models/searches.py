"""What was searched for an item, and what of it is kept back: the proofs behind two kinds of answer."""

from django.db import models
from django.db.models import Q

from quancheng.kernel.files.models import StoredFile
from quancheng.kernel.orgs.models import Person
from quancheng.records.disclosure.models.requests import LONGEST_REASON, LONGEST_WANTED, Request

LONGEST_PLACE = 500  # [D] signs: systems, archives and departments, one after another
LONGEST_WORDS = 300  # [D] signs: the words by which one searched


class Result(models.TextChoices):
    """What a search came to. Only one that found nothing bears an answer that nothing exists."""

    NONE = "none", "没有查到"
    SOME = "some", "查到一部分"
    FOUND = "found", "查到了"


class SearchRecord(models.Model):
    """One search for what an item wants (Art. 36(4)): where, by which words, by whom, when, what came of it.

    It belongs to the words of an item, not to its place: taken apart anew, the lines that stay keep theirs.
    Never changed; one entered by mistake is withdrawn with its reason.
    """

    request = models.ForeignKey(Request, models.PROTECT, related_name="searches", verbose_name="申请")
    wanted = models.TextField("所需内容", max_length=LONGEST_WANTED)
    searched_in = models.CharField("检索范围", max_length=LONGEST_PLACE)
    keywords = models.CharField("关键词", max_length=LONGEST_WORDS)
    searched_by = models.CharField("检索人", max_length=100)
    searched_on = models.DateField("检索日期")
    result = models.CharField("结果", max_length=8, choices=Result.choices)
    note = models.CharField("说明", max_length=LONGEST_REASON, blank=True, default="")
    file = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="附件"
    )
    copied_from = models.CharField("来自并案的申请", max_length=20, blank=True, default="")
    recorded_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="记录人")
    recorded_at = models.DateTimeField("记录时间")
    withdrawn_at = models.DateTimeField("撤回时间", null=True, blank=True)
    withdrawn_for = models.CharField("撤回理由", max_length=LONGEST_REASON, blank=True, default="")

    class Meta:
        verbose_name = "检索记录"
        verbose_name_plural = "检索记录"
        ordering = ["searched_on", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(result__in=Result.values), name="disclosure_search_result"),
            models.CheckConstraint(
                condition=~Q(searched_in="") & ~Q(keywords="") & ~Q(searched_by=""),
                name="disclosure_search_whole",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_for="")
                | Q(withdrawn_at__isnull=False) & ~Q(withdrawn_for=""),
                name="disclosure_search_withdrawn",
            ),
        ]

    def __str__(self) -> str:
        return f"检索{self.request_id}-{self.pk}"


class WithheldPart(models.Model):
    """One part that is kept back of information that lies in no file here: what it is, why, on what ground.

    For partial disclosure (Art. 37); what is blacked out in a file has its grounds in the redaction. Like a
    search it belongs to the words of its item.
    """

    request = models.ForeignKey(Request, models.PROTECT, related_name="withheld_parts", verbose_name="申请")
    wanted = models.TextField("所需内容", max_length=LONGEST_WANTED)
    part = models.CharField("不公开的部分", max_length=LONGEST_PLACE)
    ground = models.CharField("依据", max_length=20)
    reason = models.CharField("理由", max_length=LONGEST_REASON)
    recorded_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="记录人")
    recorded_at = models.DateTimeField("记录时间")

    class Meta:
        verbose_name = "不公开部分"
        verbose_name_plural = "不公开部分"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(part="") & ~Q(ground="") & ~Q(reason=""), name="disclosure_part_whole"
            )
        ]

    def __str__(self) -> str:
        return f"不公开部分{self.request_id}-{self.pk}"
