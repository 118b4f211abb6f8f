"""Supervision orders (督办单): what the openness office urges a unit to do, and what the unit answers."""

from django.db import models
from django.db.models import F, Q

from quancheng.kernel.casework.models import Case
from quancheng.kernel.files.models import StoredFile
from quancheng.kernel.obligations.models import DueItem
from quancheng.kernel.orgs.models import Person, Tenant, Unit
from quancheng.records.plan.models.plans import Row
from quancheng.records.plan.rules.numbering import in_words


class SupervisionRule(models.Model):
    """How a government supervises from a day on: the words before its numbers, the days for an answer."""

    tenant = models.ForeignKey(Tenant, models.PROTECT, related_name="supervision_rules", verbose_name="政府")
    from_on = models.DateField("自")
    prefix = models.CharField("文号字头", max_length=20)
    answer_days = models.PositiveSmallIntegerField("答复期限（工作日）")
    source = models.CharField("依据", max_length=200)
    set_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="设定人")
    set_at = models.DateTimeField("设定时间")

    class Meta:
        verbose_name = "督办规则"
        verbose_name_plural = "督办规则"
        constraints = [
            models.CheckConstraint(
                condition=Q(answer_days__gte=1) & Q(answer_days__lte=60), name="plan_supervisionrule_days"
            )
        ]
        indexes = [models.Index(fields=["tenant", "from_on"], name="plan_supervisionrule_from")]

    def __str__(self) -> str:
        return f"{self.prefix} {self.answer_days}个工作日"


class Order(models.Model):
    """One supervision order to one unit. Its unit, its state and its last day stand in its case.

    Who worded it does not issue it, and a number is there if and only if it was issued: both by constraint.
    """

    tenant = models.ForeignKey(Tenant, models.PROTECT, related_name="orders", verbose_name="政府")
    case = models.OneToOneField(Case, models.PROTECT, related_name="order", verbose_name="办理")
    office = models.ForeignKey(
        Unit, models.PROTECT, related_name="+", verbose_name="督办机构", help_text="以其名义督办"
    )
    subject = models.CharField("事由", max_length=120)
    demand = models.TextField("督办要求")
    answer_on = models.DateField("答复期限")
    drafted_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="拟稿人")
    drafted_at = models.DateTimeField("拟稿时间")
    issued_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="签发人"
    )
    issued_at = models.DateTimeField("签发时间", null=True, blank=True)
    prefix = models.CharField("文号字头", max_length=20, blank=True)
    year = models.PositiveSmallIntegerField("文号年度", null=True, blank=True)
    number = models.PositiveIntegerField("文号", null=True, blank=True)

    class Meta:
        verbose_name = "督办单"
        verbose_name_plural = "督办单"
        constraints = [
            models.CheckConstraint(
                condition=Q(issued_by__isnull=True) | ~Q(issued_by=F("drafted_by")),
                name="plan_order_four_eyes",
            ),
            models.CheckConstraint(
                condition=Q(
                    issued_by__isnull=True, issued_at__isnull=True, year__isnull=True, number__isnull=True
                )
                | Q(
                    issued_by__isnull=False, issued_at__isnull=False, year__isnull=False, number__isnull=False
                ),
                name="plan_order_numbered_when_issued",
            ),
            models.UniqueConstraint(fields=["tenant", "year", "number"], name="plan_order_number_once"),
        ]

    def __str__(self) -> str:
        return self.label or self.subject

    @property
    def label(self) -> str:
        """Its number as it is printed; empty while it is a draft."""
        return in_words(self.prefix, self.year, self.number) if self.year and self.number else ""


class OrderPoint(models.Model):
    """What an order is about: one duty, or one row of the plan."""

    order = models.ForeignKey(Order, models.CASCADE, related_name="points", verbose_name="督办单")
    place = models.PositiveSmallIntegerField("次序")
    duty = models.ForeignKey(
        DueItem, models.PROTECT, null=True, blank=True, related_name="order_points", verbose_name="责任事项"
    )
    row = models.ForeignKey(
        Row, models.PROTECT, null=True, blank=True, related_name="order_points", verbose_name="任务分工行"
    )

    class Meta:
        verbose_name = "督办事项"
        verbose_name_plural = "督办事项"
        ordering = ["place"]
        constraints = [
            models.CheckConstraint(
                condition=Q(duty__isnull=True, row__isnull=False) | Q(duty__isnull=False, row__isnull=True),
                name="plan_orderpoint_one_thing",
            ),
            models.UniqueConstraint(fields=["order", "place"], name="plan_orderpoint_place_once"),
            models.UniqueConstraint(fields=["order", "duty"], name="plan_orderpoint_duty_once"),
        ]

    def __str__(self) -> str:
        return str(self.duty or self.row)


class OrderAnswer(models.Model):
    """What the unit answers: a draft of the unit's own until its head sends it; then another."""

    order = models.ForeignKey(Order, models.PROTECT, related_name="answers", verbose_name="督办单")
    round = models.PositiveSmallIntegerField("第几次答复")
    text = models.TextField("答复内容", blank=True)
    written_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="起草人")
    written_at = models.DateTimeField("起草时间")
    sent_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="报送人"
    )
    sent_at = models.DateTimeField("报送时间", null=True, blank=True)

    class Meta:
        verbose_name = "督办答复"
        verbose_name_plural = "督办答复"
        ordering = ["round"]
        constraints = [
            models.UniqueConstraint(fields=["order", "round"], name="plan_orderanswer_round_once"),
            models.UniqueConstraint(
                fields=["order"], condition=Q(sent_at__isnull=True), name="plan_orderanswer_one_draft"
            ),
            models.CheckConstraint(
                condition=Q(sent_at__isnull=True) | ~Q(text=""), name="plan_orderanswer_sent_says_something"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.order} 第{self.round}次答复"


class AnswerFile(models.Model):
    """A file that goes with an answer."""

    answer = models.ForeignKey(OrderAnswer, models.CASCADE, related_name="files", verbose_name="答复")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", verbose_name="文件")
    added_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="添加人")
    added_at = models.DateTimeField("添加时间")

    class Meta:
        verbose_name = "答复附件"
        verbose_name_plural = "答复附件"
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["answer", "file"], name="plan_answerfile_once")]

    def __str__(self) -> str:
        return str(self.file)
