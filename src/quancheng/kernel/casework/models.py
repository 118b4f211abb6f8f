"""Cases and the lines of their history."""

from django.db import models
from django.db.models import Q

from quancheng.kernel.orgs.models import Person, Post, Tenant, Unit

OPEN, OVER = Q(ended_on__isnull=True), Q(ended_on__isnull=False)


def _in_order(whose: str, name: str) -> list[models.Index]:
    """For lists: what is open by its last day, what is over by its end; a page is found without the table."""
    rest = ["id", "state", "is_moved", "about"]
    return [
        models.Index(
            fields=[whose, "workflow", "due_on", *rest], condition=OPEN, name=f"casework_open_{name}"
        ),
        models.Index(
            fields=[whose, "workflow", "ended_on", *rest], condition=OVER, name=f"casework_over_{name}"
        ),
    ]


class Case(models.Model):
    """One matter under way: where it stands, whose it is, and by when. A sub-case has a parent.

    `due_on`, `last_on` and `is_moved` are copies for sorting and counting: the history is the truth, and the
    nightly recomputation changes nothing in them. What the case is about never changes.
    """

    workflow = models.CharField("流程", max_length=60)
    state = models.CharField("状态", max_length=40)
    tenant = models.ForeignKey(Tenant, models.PROTECT, related_name="cases", verbose_name="政府")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="cases", verbose_name="承办单位")
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="subcases", verbose_name="主办件"
    )
    about = models.CharField("事由", max_length=120, blank=True)  # the record that the case is about
    within = models.CharField("所属", max_length=120, blank=True)  # the record that it is counted with
    opened_on = models.DateField("开始日期")
    ended_on = models.DateField("办结日期", null=True, blank=True)
    due_on = models.DateField("届满日", null=True, blank=True)
    last_on = models.DateField("最后期限", null=True, blank=True)  # as due_on, and kept when the case ends
    is_moved = models.BooleanField("曾延期", default=False)  # a decision gave it a later day
    version = models.PositiveIntegerField("版本", default=0)

    class Meta:
        verbose_name = "办件"
        verbose_name_plural = "办件"
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(due_on__isnull=True), name="casework_ended_is_not_due"
            ),
        ]
        indexes = [
            models.Index(
                fields=["unit", "due_on"], condition=Q(ended_on__isnull=True), name="casework_open_of_unit"
            ),
            *_in_order("tenant", "of_tenant"),
            *_in_order("within", "within"),
            models.Index(fields=["workflow", "state"], name="casework_kind_and_state"),
            models.Index(
                fields=["within", "workflow", "about", "state", "last_on", "is_moved"],
                name="casework_figures_by_matter",
            ),
            models.Index(
                fields=["within", "workflow", "unit", "last_on", "state", "about"],
                name="casework_figures_by_unit",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.workflow} {self.pk}"


class CaseLine(models.Model):
    """One line of a case's history. Written once, never changed.

    `on` is the day that counts in law (a letter signed for on Friday), `at` the moment of writing it down.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="lines", verbose_name="办件")
    step = models.CharField("环节", max_length=40)
    state = models.CharField("状态", max_length=40)
    on = models.DateField("日期")
    at = models.DateTimeField("登记时间")
    days = models.PositiveSmallIntegerField("准予天数", default=0)
    until = models.DateField("确定的届满日", null=True, blank=True)
    note = models.TextField("说明", blank=True)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="此后的承办单位")
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="经办人"
    )
    post = models.ForeignKey(
        Post, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="岗位"
    )

    class Meta:
        verbose_name = "办理记录"
        verbose_name_plural = "办理记录"
        ordering = ["id"]
        indexes = [
            models.Index(fields=["case", "id"], name="casework_line_order"),
            models.Index(fields=["step", "on"], name="casework_line_step_and_day"),  # for lists of one step
        ]

    def __str__(self) -> str:
        return f"{self.on} {self.step}"


class Charge(models.Model):
    """Who of its unit is in charge of a case (主办人). It gives no right and takes none.

    `unit` is the unit in which that holds: what went on to another is in nobody's charge there yet. `post`
    is the post in which they have it, so that nobody leaves it with something in hand.
    """

    case = models.OneToOneField(Case, models.PROTECT, related_name="charge", verbose_name="办件")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="承办单位")
    person = models.ForeignKey(
        Person, models.PROTECT, related_name="+", verbose_name="主办人", db_index=False
    )
    post = models.ForeignKey(Post, models.PROTECT, related_name="+", verbose_name="岗位")
    since = models.DateTimeField("自何时起")

    class Meta:
        verbose_name = "主办人"
        verbose_name_plural = "主办人"
        indexes = [models.Index(fields=["person", "unit", "case"], name="casework_in_charge")]

    def __str__(self) -> str:
        return f"主办人{self.person_id}"


class NumberSeries(models.Model):
    """The last number that a government gave in a series and a year; held while one is allotted."""

    tenant = models.ForeignKey(Tenant, models.PROTECT, related_name="+", verbose_name="政府")
    series = models.CharField("序列", max_length=40)
    year = models.PositiveSmallIntegerField("年度")
    last = models.PositiveIntegerField("末号", default=0)

    class Meta:
        verbose_name = "编号"
        verbose_name_plural = "编号"
        constraints = [
            models.UniqueConstraint(fields=["tenant", "series", "year"], name="casework_numberseries_once")
        ]

    def __str__(self) -> str:
        return f"{self.series} {self.year} {self.last}"
