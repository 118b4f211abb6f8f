"""The papers by which applicants show who they are, and who acts for them: sealed to the last byte."""

import uuid

from django.db import models
from django.db.models import Q

from quancheng.kernel.crypto.fields import EncryptedTextField
from quancheng.records.disclosure.models.requests import Request
from quancheng.records.disclosure.rules.files import PAPER_MOST, PAPER_SORTS, PaperSort


class IdentityPaper(models.Model):
    """A picture or pdf of a paper (身份证明, 《条例》第二十九条; 授权委托书), for the agency that handles the
    request.

    It lies in no folder: the bytes are sealed like every other word of the applicant, and go with them. The
    key is drawn, so that whoever brings one learns nothing of others.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    request = models.ForeignKey(Request, models.PROTECT, related_name="papers", verbose_name="申请")
    sort = models.CharField("证明什么", max_length=10, choices=PAPER_SORTS, default=PaperSort.IDENTITY.value)
    name = EncryptedTextField("文件名", purpose="disclosure.paper.name")
    kind = models.CharField("格式", max_length=20)
    size = models.PositiveIntegerField("大小（字节）")
    data = EncryptedTextField("内容", purpose="disclosure.paper.data", is_large=True)  # in base64
    came_at = models.DateTimeField("收到时间")

    class Meta:
        verbose_name = "身份证明文件"
        verbose_name_plural = "身份证明文件"
        ordering = ["came_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(size__gte=1, size__lte=PAPER_MOST), name="disclosure_paper_size"
            ),
            models.CheckConstraint(
                condition=Q(sort__in=[value for value, _ in PAPER_SORTS]), name="disclosure_paper_sort"
            ),
        ]

    def __str__(self) -> str:
        return f"身份证明{self.request_id}"
