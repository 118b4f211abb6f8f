"""Whose own record an agency is asked to put right, and what became of it (《条例》第四十一条)."""

from django.db import models
from django.db.models import F, Q

from quancheng.kernel.casework.models import Case
from quancheng.kernel.citizens.models import Citizen
from quancheng.kernel.crypto.fields import EncryptedTextField
from quancheng.kernel.orgs.models import Person, Tenant
from quancheng.records.disclosure.models.replies import Reply
from quancheng.records.disclosure.rules.applicants import APPLICANTS, PROOFS, Proof
from quancheng.records.disclosure.rules.own_record import ENDS
from quancheng.records.disclosure.rules.receipt import CHANNELS


class OwnRecord(models.Model):
    """One application to put right what an agency keeps about the applicant (更正申请), with its case.

    In a register of its own: no request, counted in no row of the annual table. `once`, `door` and `source`
    as of a request, `citizen` and `claimed_at` too. `agency` is the competent one, where this is not. The
    letter stands in the claim, sealed.
    """

    tenant = models.ForeignKey(Tenant, models.PROTECT, related_name="+", verbose_name="政府")
    number = models.CharField("编号", max_length=20, unique=True)
    case = models.OneToOneField(Case, models.PROTECT, related_name="+", verbose_name="办件")
    channel = models.CharField("收到途径", max_length=12, choices=CHANNELS)
    submitted_at = models.DateTimeField("到达时间")
    once = models.CharField("表单摘要", max_length=120, unique=True)
    door = models.CharField("查询摘要", max_length=120, blank=True, default="")
    source = models.CharField("来源摘要", max_length=120, blank=True, default="")
    registered_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="登记人"
    )
    end = models.CharField("办理结果", max_length=12, choices=ENDS, blank=True, default="")
    agency = models.CharField("有权更正的机关", max_length=300, blank=True, default="")
    proposed_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="拟稿人"
    )
    issued_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="签发人"
    )
    issued_at = models.DateTimeField("签发时间", null=True, blank=True)
    letter = models.CharField("告知书文号", max_length=100, blank=True, default="")
    letter_code = models.CharField("核验码", max_length=8, blank=True, default="")  # none: issued before
    issuer = models.CharField("发文机关", max_length=120, blank=True, default="")
    remedy = models.CharField("救济类别", max_length=1, blank=True, default="")
    way = models.CharField("送达方式", max_length=12, choices=Reply.Way.choices, blank=True, default="")
    proof = models.CharField("送达凭证", max_length=200, blank=True, default="")
    served_on = models.DateField("送达日期", null=True, blank=True)
    citizen = models.ForeignKey(
        Citizen, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="公众账号"
    )
    claimed_at = models.DateTimeField("添加到账号的时间", null=True, blank=True)

    class Meta:
        verbose_name = "更正申请"
        verbose_name_plural = "更正申请"
        constraints = [
            models.CheckConstraint(
                condition=Q(channel__in=[value for value, _ in CHANNELS]),
                name="disclosure_ownrecord_channel",
            ),
            models.CheckConstraint(
                condition=Q(end__in=["", *(value for value, _ in ENDS)]), name="disclosure_ownrecord_end"
            ),
            models.CheckConstraint(
                condition=Q(issued_by__isnull=True) | ~Q(issued_by=F("proposed_by")),
                name="disclosure_ownrecord_four_eyes",
            ),
            models.CheckConstraint(
                condition=Q(claimed_at__isnull=True) | Q(citizen__isnull=False),
                name="disclosure_ownrecord_claimed",
            ),
            models.CheckConstraint(
                condition=Q(issued_at__isnull=True, letter="")
                | Q(issued_at__isnull=False) & ~Q(letter="") & ~Q(end=""),
                name="disclosure_ownrecord_issued",
            ),
        ]
        indexes = [
            models.Index(fields=["tenant", "submitted_at"], name="disclosure_own_of_tenant"),
            models.Index(fields=["door"], name="disclosure_own_door"),
            models.Index(fields=["source"], condition=~Q(source=""), name="disclosure_own_source"),
        ]

    def __str__(self) -> str:
        return self.number


class OwnRecordClaim(models.Model):
    """Who says what of which record: every word sealed, in a row of its own that no list loads.

    `found` and `text`: what the agency found, and its letter. `lock`: by what it opens to its form and
    to an account that took the case in, from its number and the last signs of the paper; it stands beside no
    case (decision 027). Emptied when its term is over.
    """

    own_record = models.OneToOneField(
        OwnRecord, models.PROTECT, related_name="claim", verbose_name="更正申请"
    )
    lock = models.CharField("开启摘要", max_length=120, blank=True, default="")
    sort = models.CharField("申请人类型", max_length=12, choices=APPLICANTS)
    name = EncryptedTextField("姓名或名称", purpose="disclosure.own_record.name")
    proof = models.CharField("身份证明", max_length=12, choices=PROOFS)
    proof_number = EncryptedTextField("证件号码", purpose="disclosure.own_record.proof")
    representative = EncryptedTextField(
        "法定代表人或负责人", blank=True, default="", purpose="disclosure.own_record.representative"
    )
    contact_person = EncryptedTextField(
        "联系人", blank=True, default="", purpose="disclosure.own_record.contact"
    )
    phone = EncryptedTextField("联系电话", blank=True, default="", purpose="disclosure.own_record.phone")
    email = EncryptedTextField("电子邮箱", blank=True, default="", purpose="disclosure.own_record.email")
    address = EncryptedTextField("通信地址", blank=True, default="", purpose="disclosure.own_record.address")
    agent_name = EncryptedTextField(
        "委托代理人", blank=True, default="", purpose="disclosure.own_record.agent"
    )
    agent_proof = models.CharField("代理人证件", max_length=12, choices=PROOFS, default=Proof.IDENTITY.value)
    agent_proof_number = EncryptedTextField(
        "代理人证件号码", blank=True, default="", purpose="disclosure.own_record.agent_proof"
    )
    agent_phone = EncryptedTextField(
        "代理人联系电话", blank=True, default="", purpose="disclosure.own_record.agent_phone"
    )
    which = EncryptedTextField("哪一条记录", purpose="disclosure.own_record.which")
    wrong = EncryptedTextField("哪里不准确", purpose="disclosure.own_record.wrong")
    right = EncryptedTextField("应当怎样", purpose="disclosure.own_record.right")
    found = EncryptedTextField("核实情况", blank=True, default="", purpose="disclosure.own_record.found")
    text = EncryptedTextField("告知书正文", blank=True, default="", purpose="disclosure.own_record.text")
    erased_at = models.DateTimeField("清除时间", null=True, blank=True)

    class Meta:
        verbose_name = "更正申请内容"
        verbose_name_plural = "更正申请内容"
        constraints = [
            models.CheckConstraint(
                condition=Q(sort__in=[value for value, _ in APPLICANTS]), name="disclosure_claim_sort"
            ),
            models.CheckConstraint(
                condition=Q(proof__in=[value for value, _ in PROOFS]), name="disclosure_claim_proof"
            ),
            models.CheckConstraint(
                condition=Q(agent_proof__in=[value for value, _ in PROOFS]),
                name="disclosure_claim_agent_proof",
            ),
        ]
        indexes = [models.Index(fields=["lock"], condition=~Q(lock=""), name="disclosure_claim_lock")]

    def __str__(self) -> str:
        return f"更正申请内容{self.own_record_id}"


class OwnRecordEvidence(models.Model):
    """A file that speaks for the correction: sealed like its claim, not among the files of the house.

    It went through the gate of uploads; `content` holds its bytes in base64. The row goes with its term.
    """

    own_record = models.ForeignKey(
        OwnRecord, models.PROTECT, related_name="evidence", verbose_name="更正申请"
    )
    place = models.PositiveSmallIntegerField("序号")
    name = EncryptedTextField("文件名", purpose="disclosure.own_record.file_name")
    kind = models.CharField("格式", max_length=20)
    size = models.PositiveIntegerField("大小（字节）")
    content = EncryptedTextField("内容", purpose="disclosure.own_record.file")

    class Meta:
        verbose_name = "更正证据"
        verbose_name_plural = "更正证据"
        ordering = ["place"]
        constraints = [
            models.UniqueConstraint(fields=["own_record", "place"], name="disclosure_evidence_place"),
        ]

    def __str__(self) -> str:
        return f"更正证据{self.own_record_id}-{self.place}"
