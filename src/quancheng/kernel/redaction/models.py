"""Redactions, what each withholds and why, and the proof that it is gone."""

from django.db import models
from django.db.models import F, Q

from quancheng.kernel.crypto.fields import EncryptedTextField
from quancheng.kernel.files.models import StoredFile
from quancheng.kernel.orgs.models import Person, Tenant, Unit

LONGEST_NOTE = 200
LONGEST_WORDS = 500
SMALLEST = 0.001  # of a page: a dot is no box


class Redaction(models.Model):
    """The making of the open part of one kept file (区分处理): drafted by one person, finished by a second.

    《条例》第三十七条. `about` names the record to which the file belongs; whoever may see that
    record may see this.
    """

    class State(models.TextChoices):
        DRAFT = "draft", "拟定中"
        HANDED_IN = "handed_in", "待复核"
        FINISHED = "finished", "已完成"
        DROPPED = "dropped", "已放弃"

    tenant = models.ForeignKey(Tenant, models.PROTECT, related_name="+", verbose_name="政府")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="单位")
    about = models.CharField("所属记录", max_length=160, db_index=True)
    original = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", verbose_name="原件")
    pages = models.PositiveSmallIntegerField("页数", default=0)  # none: a text, covered by its words
    state = models.CharField("状态", max_length=10, choices=State.choices, default=State.DRAFT)
    drafted_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="拟定人")
    drafted_at = models.DateTimeField("拟定时间")
    handed_in_at = models.DateTimeField("送复核时间", null=True, blank=True)
    sent_back_for = models.CharField("退回理由", max_length=LONGEST_NOTE, blank=True)
    finished_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="复核人"
    )
    finished_at = models.DateTimeField("完成时间", null=True, blank=True)
    product = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="公开件"
    )
    version = models.PositiveIntegerField("版本", default=0)

    class Meta:
        verbose_name = "区分处理"
        verbose_name_plural = "区分处理"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(finished_by__isnull=True) | ~Q(finished_by=F("drafted_by")),
                name="redaction_four_eyes",
            ),
            models.CheckConstraint(
                condition=Q(
                    state="finished",
                    finished_by__isnull=False,
                    finished_at__isnull=False,
                    product__isnull=False,
                )
                | ~Q(state="finished") & Q(finished_by__isnull=True, product__isnull=True),
                name="redaction_finished_whole",
            ),
            models.UniqueConstraint(
                fields=["about", "original"],
                condition=Q(state__in=["draft", "handed_in"]),
                name="redaction_one_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.original} {self.get_state_display()}"

    @property
    def is_paged(self) -> bool:
        """Covered by boxes on pages; otherwise by the places of words in a text."""
        return bool(self.pages)


class Withheld(models.Model):
    """One withheld part, with the ground that speaks for it."""

    ground = models.CharField("依据代码", max_length=40)
    label = models.CharField("依据简称", max_length=20)
    article = models.CharField("依据条款", max_length=120)
    note = models.CharField("备注", max_length=LONGEST_NOTE, blank=True)
    added_at = models.DateTimeField("添加时间")
    erased_at = models.DateTimeField("清除时间", null=True, blank=True)

    class Meta:
        abstract = True


def _without_ground(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(condition=~Q(ground="") & ~Q(article=""), name=name)


class Box(Withheld):
    """A rectangle on a page, as fractions of the page as it is seen (turned, cut).

    `words`: what a scan shows under it, entered by hand, so that it can be looked for in the product.
    """

    redaction = models.ForeignKey(Redaction, models.CASCADE, related_name="boxes", verbose_name="区分处理")
    page = models.PositiveSmallIntegerField("页")
    left = models.FloatField("左")
    top = models.FloatField("上")
    width = models.FloatField("宽")
    height = models.FloatField("高")
    words = EncryptedTextField("所遮文字", purpose="redaction/box-words", blank=True, default="")

    class Meta:
        verbose_name = "遮盖框"
        verbose_name_plural = "遮盖框"
        ordering = ["page", "top", "left", "pk"]
        constraints = [
            _without_ground("redaction_box_has_a_ground"),
            models.CheckConstraint(
                condition=Q(
                    page__gte=1, left__gte=0, top__gte=0, width__gte=SMALLEST, height__gte=SMALLEST,
                    left__lte=1, top__lte=1, width__lte=1, height__lte=1,
                ),
                name="redaction_box_on_the_page",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"第{self.page}页 {self.label}"


class Span(Withheld):
    """A stretch of a text, by the places of its first sign and of the sign behind its last."""

    redaction = models.ForeignKey(Redaction, models.CASCADE, related_name="spans", verbose_name="区分处理")
    start = models.PositiveIntegerField("起")
    end = models.PositiveIntegerField("止")

    class Meta:
        verbose_name = "遮盖文字"
        verbose_name_plural = "遮盖文字"
        ordering = ["start", "pk"]
        constraints = [
            _without_ground("redaction_span_has_a_ground"),
            models.CheckConstraint(condition=Q(end__gt=F("start")), name="redaction_span_is_some"),
        ]

    def __str__(self) -> str:
        return f"{self.start}—{self.end} {self.label}"


class Proof(models.Model):
    """What was looked for in the product, where, and that it was not there. Written once.

    Of the words themselves only their number is kept, and one keyed digest of them all.
    """

    redaction = models.OneToOneField(Redaction, models.CASCADE, related_name="proof", verbose_name="区分处理")
    original_digest = models.CharField("原件SM3摘要", max_length=64)
    product_digest = models.CharField("公开件SM3摘要", max_length=64)
    parts = models.PositiveIntegerField("遮盖处数")
    words = models.PositiveIntegerField("查找的词语数")
    words_digest = models.CharField("词语的带密钥摘要", max_length=140)
    open_words = models.PositiveIntegerField("另有公开之处的词语数", default=0)
    checks = models.JSONField("核查项目", default=list)
    made_at = models.DateTimeField("核查时间")

    class Meta:
        verbose_name = "清除证明"
        verbose_name_plural = "清除证明"

    def __str__(self) -> str:
        return self.product_digest
