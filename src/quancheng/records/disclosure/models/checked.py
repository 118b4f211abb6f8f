"""What was found before a reply went out, and why it went out all the same."""

from django.db import models
from django.db.models import Q

from quancheng.kernel.orgs.models import Person
from quancheng.records.disclosure.models.replies import Reply
from quancheng.records.disclosure.models.requests import LONGEST_REASON, Request

LONGEST_FINDING = 300  # [D] signs of a sentence that tells what was found


class Acknowledgement(models.Model):
    """A warning of the checks before issue that somebody has read, with the reason to go on in spite of it.

    It holds for just the sentence that was shown: where the finding changes, it is asked anew. Once a reply
    is drafted it is kept with that reply.
    """

    request = models.ForeignKey(Request, models.PROTECT, related_name="acknowledgements", verbose_name="申请")
    reply = models.ForeignKey(
        Reply, models.PROTECT, null=True, blank=True, related_name="acknowledgements", verbose_name="答复书"
    )
    check_code = models.CharField("检查项", max_length=40)
    finding = models.CharField("发现", max_length=LONGEST_FINDING)
    reason = models.CharField("理由", max_length=LONGEST_REASON)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="确认人")
    at = models.DateTimeField("确认时间")

    class Meta:
        verbose_name = "签发前检查的确认"
        verbose_name_plural = "签发前检查的确认"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="disclosure_acknowledged_for"),
            models.UniqueConstraint(
                fields=["request", "check_code", "finding"], name="disclosure_acknowledged_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.check_code}（{self.request_id}）"
