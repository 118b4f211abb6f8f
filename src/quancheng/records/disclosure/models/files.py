"""Files that go with a reply, and the receipt by which an applicant opens it on the internet."""

from django.db import models
from django.db.models import F, Q

from quancheng.kernel.crypto.fields import EncryptedTextField
from quancheng.kernel.files.models import StoredFile
from quancheng.kernel.orgs.models import Person
from quancheng.kernel.redaction.models import Redaction
from quancheng.records.disclosure.models.letters import Letter
from quancheng.records.disclosure.models.replies import Reply
from quancheng.records.disclosure.models.requests import Request
from quancheng.records.disclosure.rules.files import GIVES, Gives

LONGEST_TITLE = 80  # [D] signs: as it stands in the list of annexes


class ReplyFile(models.Model):
    """A file for one item of a request: given whole, or its open part alone (《条例》第三十七条).

    `title` is what the applicant reads; the name under which the file came in stays inside. `given` is what
    goes out, set when the reply is served: where an open part was made, never the original.
    """

    request = models.ForeignKey(Request, models.PROTECT, related_name="files", verbose_name="申请")
    place = models.PositiveSmallIntegerField("事项序号")
    title = models.CharField("名称", max_length=LONGEST_TITLE)
    original = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", verbose_name="原件")
    gives = models.CharField("提供方式", max_length=12, choices=GIVES)
    redaction = models.ForeignKey(
        Redaction, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="区分处理"
    )
    withheld = models.JSONField("不公开部分的依据", default=list, blank=True)
    given = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="提供件"
    )
    added_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="添加人")
    added_at = models.DateTimeField("添加时间")
    removed_at = models.DateTimeField("移除时间", null=True, blank=True)

    class Meta:
        verbose_name = "答复附件"
        verbose_name_plural = "答复附件"
        ordering = ["place", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(gives__in=[one.value for one in Gives]), name="disclosure_file_gives"
            ),
            models.CheckConstraint(
                condition=Q(given__isnull=True)
                | Q(removed_at__isnull=True, gives="whole", given=F("original"))
                | Q(removed_at__isnull=True, gives="open_part", redaction__isnull=False)
                & ~Q(given=F("original")),
                name="disclosure_file_original_stays",
            ),
        ]

    def __str__(self) -> str:
        return f"附件{self.request_id}-{self.place}"


class OnlineReceipt(models.Model):
    """That a reply, or letter 24 in its stead, waits for its applicant on the internet; by what it opens.

    `lock` is a keyed digest of the number of the request with the last signs of the number of the paper:
    under the role of the public process the row is found by that alone, or by the account of the request.
    `remedy` is what the clause of this letter rests on, so that its last days are told by the same rules.
    """

    request = models.OneToOneField(
        Request, models.PROTECT, primary_key=True, related_name="+", verbose_name="申请"
    )
    reply = models.OneToOneField(
        Reply, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="答复书"
    )
    letter = models.OneToOneField(
        Letter, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="不再处理告知书"
    )
    lock = models.CharField("开启摘要", max_length=120)
    recipient = EncryptedTextField("收件人", purpose="disclosure.receipt.recipient")
    remedy = models.JSONField("救济途径", default=dict)
    made_at = models.DateTimeField("送达时间")
    opened_at = models.DateTimeField("首次查看时间", null=True, blank=True)

    class Meta:
        verbose_name = "网上送达"
        verbose_name_plural = "网上送达"
        constraints = [
            models.CheckConstraint(condition=~Q(lock=""), name="disclosure_receipt_locked"),
            models.CheckConstraint(
                condition=Q(reply__isnull=False, letter__isnull=True)
                | Q(reply__isnull=True, letter__isnull=False),
                name="disclosure_receipt_of_one",
            ),
        ]
        indexes = [models.Index(fields=["lock"], name="disclosure_receipt_lock")]

    def __str__(self) -> str:
        return f"网上送达{self.pk}"


class OnlineLetter(models.Model):
    """That a letter on the way to a reply waits for its applicant on the internet, beside the others.

    Receipt, correction notice, extension and the like. It opens by what `OnlineReceipt` opens by.

    `Request.online_letters` tells whoever holds number and code that it waits; what it says needs the lock.
    """

    letter = models.OneToOneField(
        Letter, models.PROTECT, primary_key=True, related_name="+", verbose_name="文书"
    )
    request = models.ForeignKey(Request, models.PROTECT, related_name="+", verbose_name="申请")
    place = models.PositiveSmallIntegerField("文书序号")
    lock = models.CharField("开启摘要", max_length=120)
    recipient = EncryptedTextField("收件人", purpose="disclosure.online-letter.recipient")
    made_at = models.DateTimeField("送达时间")
    opened_at = models.DateTimeField("首次查看时间", null=True, blank=True)

    class Meta:
        verbose_name = "网上送达的过程文书"
        verbose_name_plural = "网上送达的过程文书"
        constraints = [
            models.CheckConstraint(condition=~Q(lock=""), name="disclosure_onlineletter_locked"),
            models.UniqueConstraint(fields=["request", "place"], name="disclosure_onlineletter_place"),
        ]
        indexes = [models.Index(fields=["lock"], name="disclosure_onlineletter_lock")]

    def __str__(self) -> str:
        return f"网上送达文书{self.pk}"
