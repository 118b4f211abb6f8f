"""Seals, the register of their use, and the scans of what was sealed in ink."""

from django.db import models
from django.db.models import F, Q

from quancheng.kernel.approvals.models import Approval
from quancheng.kernel.files.models import StoredFile
from quancheng.kernel.orgs.models import Person, Post, Tenant, Unit

LONGEST_REASON = 200
SMALLEST, LARGEST = 20, 60  # millimetres; [M] none larger by 国发〔1999〕25号; the smallest [D]
MOST_COPIES = 999  # [D] of one line of the register


class Seal(models.Model):
    """A seal of a unit (印章): what stands on it, and which post keeps it. Stopped, it seals nothing more."""

    class Sort(models.TextChoices):
        OFFICIAL = "official", "公章"
        SPECIAL = "special", "专用章"

    tenant = models.ForeignKey(Tenant, models.PROTECT, related_name="+", verbose_name="政府")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="所属单位")
    name = models.CharField("印章名称", max_length=80)
    organ = models.CharField("环形文字", max_length=40)
    below = models.CharField("星下文字", max_length=12, blank=True)
    sort = models.CharField("种类", max_length=10, choices=Sort.choices, default=Sort.OFFICIAL)
    diameter = models.PositiveSmallIntegerField("直径（毫米）", default=42)
    key = models.SlugField("密钥名称", max_length=40, blank=True)
    keeper = models.ForeignKey(Post, models.PROTECT, related_name="+", verbose_name="保管岗位")
    from_on = models.DateField("启用日期")
    until_on = models.DateField("有效期至", null=True, blank=True)
    registered_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="登记人")
    registered_at = models.DateTimeField("登记时间")
    stopped_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="停用人"
    )
    stopped_at = models.DateTimeField("停用时间", null=True, blank=True)
    stopped_for = models.CharField("停用理由", max_length=LONGEST_REASON, blank=True)
    version = models.PositiveIntegerField("版本", default=0)

    class Meta:
        verbose_name = "印章"
        verbose_name_plural = "印章"
        ordering = ["unit__code", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["tenant", "name"], name="seals_seal_name_once"),
            models.CheckConstraint(
                condition=Q(diameter__gte=SMALLEST) & Q(diameter__lte=LARGEST), name="seals_seal_diameter"
            ),
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | Q(until_on__gte=F("from_on")), name="seals_seal_days"
            ),
            models.CheckConstraint(
                condition=Q(stopped_at__isnull=True, stopped_by__isnull=True, stopped_for="")
                | Q(stopped_at__isnull=False, stopped_by__isnull=False) & ~Q(stopped_for=""),
                name="seals_seal_stopped_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Use(models.Model):
    """One line of the register of use (用印登记): which paper in which words, by whom, on whose approval.

    Lines are only ever added: triggers of the database refuse the rest. Who drafted the paper is not who
    sealed it: a constraint.
    """

    class Channel(models.TextChoices):
        ELECTRONIC = "electronic", "电子印章"
        WET = "wet", "实物印章"

    seal = models.ForeignKey(Seal, models.PROTECT, related_name="uses", verbose_name="印章")
    tenant = models.ForeignKey(Tenant, models.PROTECT, related_name="+", verbose_name="政府")
    code = models.CharField("用印编号", max_length=20)
    about = models.CharField("文件", max_length=120)
    title = models.CharField("标题", max_length=200)
    label = models.CharField("文号", max_length=60, blank=True)
    approval = models.ForeignKey(
        Approval, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="呈批"
    )
    issued_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="签发人")
    drafted_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="拟稿人")
    contents_digest = models.CharField("内容SM3摘要", max_length=64)
    before_digest = models.CharField("用印前文件SM3摘要", max_length=64)
    after_digest = models.CharField("用印后文件SM3摘要", max_length=64, blank=True)
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", verbose_name="文件")
    channel = models.CharField("方式", max_length=10, choices=Channel.choices)
    copies = models.PositiveSmallIntegerField("份数", default=1)
    reason = models.CharField("用途", max_length=LONGEST_REASON)
    used_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="用印人")
    post = models.ForeignKey(Post, models.PROTECT, related_name="+", verbose_name="保管岗位")
    used_at = models.DateTimeField("用印时间")

    class Meta:
        verbose_name = "用印登记"
        verbose_name_plural = "用印登记"
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["tenant", "code"], name="seals_use_code_once"),
            models.UniqueConstraint(
                fields=["seal", "about", "contents_digest"], name="seals_use_once_for_the_words"
            ),
            models.CheckConstraint(condition=~Q(used_by=F("drafted_by")), name="seals_use_four_eyes"),
            models.CheckConstraint(
                condition=Q(channel="wet", after_digest="") | Q(channel="electronic") & ~Q(after_digest=""),
                name="seals_use_digest_after",
            ),
        ]
        indexes = [models.Index(fields=["about"], name="seals_use_about")]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

    @property
    def is_wet(self) -> bool:
        return self.channel == self.Channel.WET


class SealedScan(models.Model):
    """The scan of a paper that was sealed in ink: from then on it is what is handed out."""

    use = models.OneToOneField(Use, models.PROTECT, related_name="scan", verbose_name="用印")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", verbose_name="扫描件")
    brought_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="登记人")
    brought_at = models.DateTimeField("登记时间")

    class Meta:
        verbose_name = "盖章件扫描件"
        verbose_name_plural = "盖章件扫描件"

    def __str__(self) -> str:
        return str(self.use)
