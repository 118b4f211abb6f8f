"""Meetings and trainings: what was planned, held, decided, and who came."""

from django.db import models
from django.db.models import F, Q

from quancheng.kernel.casework.models import Case
from quancheng.kernel.crypto.fields import EncryptedTextField
from quancheng.kernel.files.models import StoredFile
from quancheng.kernel.orgs.models import Person, Tenant, Unit
from quancheng.records.groundwork.models.councils import Council
from quancheng.records.groundwork.rules.gatherings import KINDS

LONGEST_MINUTES = 20_000  # [D] some thirty printed pages; what is longer comes as a file


class Gathering(models.Model):
    """A meeting (专题会议) or training (业务培训) of a unit, with the case that carries it."""

    tenant = models.ForeignKey(Tenant, models.PROTECT, related_name="+", verbose_name="政府")
    case = models.OneToOneField(Case, models.PROTECT, related_name="+", verbose_name="办件")
    council = models.ForeignKey(
        Council, models.PROTECT, null=True, blank=True, related_name="gatherings", verbose_name="议事协调机制"
    )
    kind = models.CharField("类别", max_length=10, choices=KINDS)
    title = models.CharField("名称", max_length=200)
    starts_at = models.DateTimeField("开始时间")
    ends_at = models.DateTimeField("结束时间")
    place = models.CharField("地点", max_length=200)
    chair = models.CharField("主持人", max_length=60, blank=True)
    is_chaired_by_leader = models.BooleanField("由主要负责同志召集", default=False)
    hears_report = models.BooleanField("听取政务公开工作汇报", default=False)
    for_whom = models.CharField("参加范围", max_length=200, blank=True)
    trainer = models.CharField("授课人", max_length=120, blank=True)
    hours = models.DecimalField("学时", max_digits=5, decimal_places=1, null=True, blank=True)
    is_in_cadre_education = models.BooleanField("纳入干部教育培训", default=False)
    course = models.CharField("班次和主办单位", max_length=200, blank=True)
    attended = models.PositiveIntegerField("参加人数", null=True, blank=True)
    minutes = models.TextField("会议纪要", max_length=LONGEST_MINUTES, blank=True)
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="登记人")
    made_at = models.DateTimeField("登记时间")
    held_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="报送人"
    )
    confirmed_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="确认人"
    )

    class Meta:
        verbose_name = "会议或培训"
        verbose_name_plural = "会议与培训"
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=[word for word, _ in KINDS]), name="groundwork_gathering_kind"
            ),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="groundwork_gathering_span"),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True)
                | Q(held_by__isnull=False) & ~Q(confirmed_by=F("held_by")),
                name="groundwork_gathering_four_eyes",
            ),
        ]
        indexes = [models.Index(fields=["tenant", "starts_at"], name="groundwork_gathering_day")]

    def __str__(self) -> str:
        return self.title


class AgendaItem(models.Model):
    """One item of the agenda with its reporter."""

    gathering = models.ForeignKey(Gathering, models.CASCADE, related_name="agenda", verbose_name="会议")
    place = models.PositiveSmallIntegerField("次序")
    title = models.CharField("议题", max_length=200)
    reporter = models.CharField("汇报人", max_length=60, blank=True)

    class Meta:
        verbose_name = "议题"
        verbose_name_plural = "议程"
        ordering = ["place"]
        constraints = [models.UniqueConstraint(fields=["gathering", "place"], name="groundwork_agenda_place")]

    def __str__(self) -> str:
        return self.title


class Resolution(models.Model):
    """What was decided (议定事项): a unit does something by a day; it is followed until it is settled."""

    gathering = models.ForeignKey(Gathering, models.PROTECT, related_name="decisions", verbose_name="会议")
    place = models.PositiveSmallIntegerField("次序")
    what = models.CharField("议定事项", max_length=500)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="责任单位")
    who = models.CharField("责任人", max_length=60, blank=True)
    due_on = models.DateField("完成时限")
    result = models.CharField("办理结果", max_length=500, blank=True)
    settled_on = models.DateField("办结日期", null=True, blank=True)
    settled_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="登记人"
    )

    class Meta:
        verbose_name = "议定事项"
        verbose_name_plural = "议定事项"
        ordering = ["place", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(settled_on__isnull=True, settled_by__isnull=True, result="")
                | Q(settled_on__isnull=False, settled_by__isnull=False) & ~Q(result=""),
                name="groundwork_resolution_settled",
            )
        ]
        indexes = [
            models.Index(
                fields=["unit", "due_on"],
                condition=Q(settled_on__isnull=True),
                name="groundwork_open_decisions",
            )
        ]

    def __str__(self) -> str:
        return self.what


class Material(models.Model):
    """A file of a meeting or training: the signed minutes, the slides, a photograph."""

    gathering = models.ForeignKey(Gathering, models.PROTECT, related_name="materials", verbose_name="会议")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", verbose_name="文件")
    is_minutes = models.BooleanField("会议纪要原件", default=False)
    brought_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="上传人")
    brought_at = models.DateTimeField("上传时间")

    class Meta:
        verbose_name = "材料"
        verbose_name_plural = "材料"
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["gathering", "file"], name="groundwork_material_once")]

    def __str__(self) -> str:
        return str(self.file)


class Attendance(models.Model):
    """Somebody who came. The name is sealed; `digest` of name and unit makes that one counts once.

    Name and digest go when their term is over (`queries.gathering_names`); that somebody came stays.
    """

    class How(models.TextChoices):
        HAND = "hand", "手工登记"
        SHEET = "sheet", "表格导入"
        CODE = "code", "扫码签到"

    gathering = models.ForeignKey(Gathering, models.PROTECT, related_name="attendance", verbose_name="会议")
    name = EncryptedTextField("姓名", purpose="groundwork.attendance.name")
    unit_name = models.CharField("单位", max_length=120)
    digest = models.CharField("姓名摘要", max_length=120, null=True)  # noqa: DJ001  # none twice, but many empty
    how = models.CharField("方式", max_length=10, choices=How.choices)
    at = models.DateTimeField("登记时间")
    erased_at = models.DateTimeField("姓名清除时间", null=True, blank=True)

    class Meta:
        verbose_name = "参加人"
        verbose_name_plural = "参加人"
        ordering = ["unit_name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["gathering", "digest"], name="groundwork_attendance_once")
        ]

    def __str__(self) -> str:
        return f"{self.gathering_id} {self.unit_name}"


class CheckIn(models.Model):
    """A time in which people sign themselves in by the code on the wall. The code is stored nowhere."""

    gathering = models.ForeignKey(Gathering, models.PROTECT, related_name="check_ins", verbose_name="会议")
    is_printed = models.BooleanField("打印张贴", default=False)  # one code for the whole time
    opened_at = models.DateTimeField("开始时间")
    ends_at = models.DateTimeField("截止时间")
    opened_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="开启人")

    class Meta:
        verbose_name = "签到"
        verbose_name_plural = "签到"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gte=F("opened_at")), name="groundwork_check_in_span")
        ]

    def __str__(self) -> str:
        return f"{self.gathering_id} {self.opened_at:%Y-%m-%d %H:%M}"
