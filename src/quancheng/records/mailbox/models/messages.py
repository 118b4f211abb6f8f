"""What people wrote, and what they were answered."""

from django.db import models
from django.db.models import F, Q

from quancheng.kernel.casework.models import Case
from quancheng.kernel.citizens.models import Citizen
from quancheng.kernel.crypto.fields import EncryptedTextField
from quancheng.kernel.orgs.models import Person, Tenant, Unit
from quancheng.records.mailbox.rules.kinds import KINDS

LONGEST_TEXT = 2000  # [D] three printed pages; a longer matter is several matters, and files come another way
LONGEST_ANSWER = 5000  # [D] room for an answer that cites its articles in full, and still one e-mail
LONGEST_REASON = 500  # [D] a reason is read in one look; what is longer belongs into the answer


class Message(models.Model):
    """One message from the public (留言) with the case that handles it. Never changed, never deleted.

    Name and contact are encrypted, also when they are empty. `kind` is empty until the office has classified
    it; `wish` is what the sender called it. `once` is the form from which it came: sent twice, it is one
    message. `door` is a keyed digest of the number: the public process names the message by it (decision
    019). `source` is a keyed digest of where it came from, for the throttle of one day, emptied after it.
    Name and contact go when their term is over (`queries.retained`); `erased_at` tells when. `citizen` is the
    account that shows the message to its sender; nobody at the desk is shown it.
    """

    tenant = models.ForeignKey(Tenant, models.PROTECT, related_name="+", verbose_name="受理政府")
    number = models.CharField("编号", max_length=20, unique=True)
    case = models.OneToOneField(Case, models.PROTECT, related_name="+", verbose_name="办件")
    wish = models.CharField("留言人所选类别", max_length=12, choices=KINDS)
    kind = models.CharField("类别", max_length=12, choices=KINDS, blank=True)
    about = models.CharField("所涉内容", max_length=200, blank=True)
    about_title = models.CharField("所涉内容名称", max_length=500, blank=True)
    text = models.TextField("留言内容", max_length=LONGEST_TEXT)
    name = EncryptedTextField("姓名", blank=True, default="", purpose="mailbox.message.name")
    contact = EncryptedTextField("联系方式", blank=True, default="", purpose="mailbox.message.contact")
    wants_mail = models.BooleanField("以邮件接收答复", default=False)
    limit_days = models.PositiveSmallIntegerField("办理期限（工作日）")
    limit_source = models.CharField("办理期限的依据", max_length=200)
    received_at = models.DateTimeField("收到时间")
    once = models.CharField("表单编号", max_length=40, unique=True)
    door = models.CharField("查询摘要", max_length=120, blank=True, default="")
    source = models.CharField("来源摘要", max_length=120, blank=True)
    erased_at = models.DateTimeField("姓名和联系方式清除时间", null=True, blank=True)
    citizen = models.ForeignKey(
        Citizen, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="公众账号"
    )

    class Meta:
        verbose_name = "留言"
        verbose_name_plural = "留言"
        constraints = [
            models.CheckConstraint(condition=Q(wish__in=[word for word, _ in KINDS]), name="mailbox_wish"),
            models.CheckConstraint(
                condition=Q(kind__in=["", *(word for word, _ in KINDS)]), name="mailbox_kind"
            ),
        ]
        indexes = [
            models.Index(fields=["tenant", "received_at"], name="mailbox_of_tenant"),
            models.Index(fields=["door"], name="mailbox_door"),
            models.Index(fields=["source"], condition=~Q(source=""), name="mailbox_source"),
        ]

    def __str__(self) -> str:
        return self.number


class Reply(models.Model):
    """One answer as it was drafted, by whom, and by whom else it was looked through and sent.

    A draft that was sent back stays as it was; the next one is a row of its own.
    """

    message = models.ForeignKey(Message, models.PROTECT, related_name="replies", verbose_name="留言")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="答复单位")
    text = models.TextField("答复内容", max_length=LONGEST_ANSWER)
    drafted_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="拟稿人")
    drafted_at = models.DateTimeField("拟稿时间")
    returned_at = models.DateTimeField("退回时间", null=True, blank=True)
    sent_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="审核人"
    )
    sent_at = models.DateTimeField("答复时间", null=True, blank=True)

    class Meta:
        verbose_name = "答复"
        verbose_name_plural = "答复"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["message"],
                condition=Q(returned_at__isnull=True, sent_at__isnull=True),
                name="mailbox_reply_one_draft",
            ),
            models.CheckConstraint(
                condition=Q(sent_at__isnull=True, sent_by__isnull=True)
                | Q(sent_at__isnull=False, sent_by__isnull=False, returned_at__isnull=True)
                & ~Q(sent_by=F("drafted_by")),
                name="mailbox_reply_four_eyes",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.message_id} {self.drafted_at:%Y-%m-%d}"
