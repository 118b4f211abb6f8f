"""Requests that are worked on together: the work is joined, never the applicants, replies or counts."""

from django.db import models
from django.db.models import Q

from quancheng.kernel.orgs.models import Person, Unit
from quancheng.records.disclosure.models.requests import LONGEST_REASON, Request


class JointWork(models.Model):
    """Requests of one agency that want the same (并案办理): searched and decided once, answered one by one.

    Each keeps its own number, clock, reply, applicant and row in the annual table.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="承办机关")
    about = models.CharField("共同的内容", max_length=LONGEST_REASON)
    opened_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="并案人")
    opened_at = models.DateTimeField("并案时间")

    class Meta:
        verbose_name = "并案办理"
        verbose_name_plural = "并案办理"
        constraints = [models.CheckConstraint(condition=~Q(about=""), name="disclosure_joint_about")]

    def __str__(self) -> str:
        return self.about


class JointMember(models.Model):
    """One request in joint work; one that was taken out leaves no trace but in the audit."""

    joint = models.ForeignKey(JointWork, models.PROTECT, related_name="members", verbose_name="并案")
    request = models.OneToOneField(Request, models.PROTECT, related_name="joint_member", verbose_name="申请")

    class Meta:
        verbose_name = "并案的申请"
        verbose_name_plural = "并案的申请"
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.joint_id}-{self.request_id}"
