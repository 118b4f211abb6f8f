"""The chain of what happened, and its head."""

from django.db import models

from quancheng.kernel.audit.chain import NOTHING_BEFORE, Line


class AuditEntry(models.Model):
    """One line of the audit. Append only: triggers of the database refuse a change or a deletion.

    Actors and records are numbers and references, never foreign keys: a line outlives what it names.
    """

    seq = models.PositiveBigIntegerField("序号", primary_key=True)
    at = models.DateTimeField("时间")
    code = models.CharField("事项代码", max_length=80)
    act_id = models.CharField("行为编号", max_length=64)
    actor_kind = models.CharField("行为人类别", max_length=20)
    person_id = models.BigIntegerField("人员", null=True)
    post_id = models.BigIntegerField("岗位", null=True)
    unit_id = models.BigIntegerField("单位", null=True)
    tenant_id = models.BigIntegerField("政府", null=True)
    about_kind = models.CharField("事项所涉记录类别", max_length=60, blank=True)
    about_ref = models.CharField("事项所涉记录", max_length=120, blank=True)
    facts = models.JSONField("事实")
    previous = models.CharField("前一行摘要", max_length=64)
    hash = models.CharField("本行摘要", max_length=64)

    class Meta:
        verbose_name = "审计记录"
        verbose_name_plural = "审计记录"
        ordering = ["seq"]
        indexes = [
            models.Index(fields=["about_kind", "about_ref", "seq"], name="audit_about"),
            models.Index(fields=["tenant_id", "seq"], name="audit_tenant"),
            models.Index(fields=["act_id"], name="audit_act"),
            models.Index(fields=["code", "seq"], name="audit_code"),
            models.Index(fields=["person_id", "seq"], name="audit_person"),
        ]

    def __str__(self) -> str:
        return f"{self.seq} {self.code}"

    def as_line(self) -> Line:
        """The line as it goes into the chain."""
        return Line(
            seq=self.seq,
            at=self.at,
            code=self.code,
            act=self.act_id,
            actor=(self.actor_kind, self.person_id, self.post_id, self.unit_id, self.tenant_id),
            about=(self.about_kind, self.about_ref) if self.about_kind else None,
            facts=self.facts,
            previous=self.previous,
        )


class AuditHead(models.Model):
    """Where the chain ends now. One row, locked by whoever writes the next line; it only moves forward.

    `seal` is a keyed digest of the end: who can write to the database, but has no key, cannot move it unseen.
    """

    ONLY = 1

    seq = models.PositiveBigIntegerField("最后一行", default=0)
    hash = models.CharField("最后一行摘要", max_length=64, default=NOTHING_BEFORE)
    seal = models.CharField("封印", max_length=120, blank=True)

    class Meta:
        verbose_name = "审计链尾"
        verbose_name_plural = "审计链尾"
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="audit_one_head")]

    def __str__(self) -> str:
        return f"{self.seq} {self.hash}"

    def sealed_text(self) -> str:
        """What the seal is computed from."""
        return f"{self.seq} {self.hash}"


class PeriodicJob(models.Model):
    """When a job of the clockwork last succeeded, and who is at it. Jobs themselves stand in code."""

    name = models.CharField("任务", max_length=80, primary_key=True)
    last_success_at = models.DateTimeField("上次成功", null=True)
    claimed_at = models.DateTimeField("上次开始", null=True)
    running = models.BooleanField("正在运行", default=False)
    failures = models.PositiveIntegerField("连续失败次数", default=0)
    last_fault = models.CharField("上次失败原因", max_length=500, blank=True)
    version = models.PositiveIntegerField("版本", default=0)

    class Meta:
        verbose_name = "定时任务"
        verbose_name_plural = "定时任务"

    def __str__(self) -> str:
        return self.name
