"""What somebody asks for, who it is, and what they were asked to make clearer."""

from django.db import models
from django.db.models import Q

from quancheng.kernel.casework.models import Case
from quancheng.kernel.citizens.models import Citizen
from quancheng.kernel.crypto.fields import EncryptedTextField
from quancheng.kernel.orgs.models import Person, Tenant
from quancheng.records.disclosure.rules.applicants import APPLICANTS, PROOFS, Proof
from quancheng.records.disclosure.rules.receipt import CHANNELS

LONGEST_WANTED = 3000  # [D] signs: five printed pages; who wants more asks in several requests
LONGEST_FEATURES = 500  # [D] signs: name, document number and other features by which one searches
LONGEST_REASON = 1000  # [D] signs: what is unclear, point by point
LONGEST_NAME = 300  # signs: what can be kept; how many may be entered is a norm


class Medium(models.TextChoices):
    """In which form the information is wanted (《条例》第二十九条第二款第三项)."""

    PAPER = "paper", "纸质"
    ELECTRONIC = "electronic", "电子文档"
    DISC = "disc", "光盘等存储介质"
    READING = "reading", "当面查阅、抄录"


class Route(models.TextChoices):
    """By which way it is to be brought."""

    NETWORK = "network", "网上获取"
    POST = "post", "邮寄"
    EMAIL = "email", "电子邮件"
    FAX = "fax", "传真"
    IN_PERSON = "in_person", "自行领取"


class Request(models.Model):
    """One request by one applicant for government information (《条例》第二十九条), with its case.

    Never deleted, never merged with another's: merging joins the work, not the requests. What the applicant
    wrote stays as it came; what a correction added stands in `Correction`. `submitted_at` is when it reached
    the house; `received_on` copies the day of receipt in law from the history of its case. `row` is where the
    annual table counts how it ended: one row for one request; empty while open, and of one withdrawn.
    `once` is a keyed digest of the form from which it came, `door` one of its number (decision 019), `source`
    one of where it came from, emptied after a day. No purpose of use is asked: the law wants none since 2019.
    `needs_help` asks for the help of 《条例》第四十三条. `online_on`: the day from which its
    reply, or letter 24, is read on the internet. `online_letters`: place, what it is called and day of each
    letter on the way there that waits on the internet too. `claimed_at`: when the account took it in by
    number and code; of what the account itself filed there is none.
    """

    tenant = models.ForeignKey(Tenant, models.PROTECT, related_name="+", verbose_name="政府")
    number = models.CharField("申请编号", max_length=20, unique=True)
    case = models.OneToOneField(Case, models.PROTECT, related_name="+", verbose_name="办件")
    channel = models.CharField("收到途径", max_length=12, choices=CHANNELS)
    wanted = models.TextField("所需政府信息的内容描述", max_length=LONGEST_WANTED)
    features = models.CharField("名称、文号或其他特征", max_length=LONGEST_FEATURES, blank=True, default="")
    medium = models.CharField("提供形式", max_length=12, choices=Medium.choices)
    route = models.CharField("获取途径", max_length=12, choices=Route.choices)
    needs_help = models.BooleanField("阅读或视听有困难，需要协助", default=False)
    submitted_at = models.DateTimeField("到达时间")
    received_on = models.DateField("收到日期", null=True, blank=True)
    row = models.PositiveSmallIntegerField("年报行次", null=True, blank=True)
    once = models.CharField("表单摘要", max_length=120, unique=True)
    door = models.CharField("查询摘要", max_length=120, blank=True, default="")
    source = models.CharField("来源摘要", max_length=120, blank=True, default="")
    online_on = models.DateField("网上送达日期", null=True, blank=True)
    online_letters = models.JSONField("网上送达的过程文书", default=list, blank=True)
    registered_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="登记人"
    )
    citizen = models.ForeignKey(
        Citizen, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="公众账号"
    )
    claimed_at = models.DateTimeField("添加到账号的时间", null=True, blank=True)

    class Meta:
        verbose_name = "政府信息公开申请"
        verbose_name_plural = "政府信息公开申请"
        constraints = [
            models.CheckConstraint(
                condition=Q(channel__in=[value for value, _ in CHANNELS]), name="disclosure_channel"
            ),
            models.CheckConstraint(condition=Q(medium__in=Medium.values), name="disclosure_medium"),
            models.CheckConstraint(condition=Q(route__in=Route.values), name="disclosure_route"),
            models.CheckConstraint(
                condition=Q(claimed_at__isnull=True) | Q(citizen__isnull=False), name="disclosure_claimed"
            ),
            models.CheckConstraint(condition=~Q(wanted=""), name="disclosure_wants_something"),
            models.CheckConstraint(
                condition=Q(row__isnull=True) | Q(row__range=(3, 23)), name="disclosure_counted_row"
            ),
        ]
        indexes = [
            models.Index(fields=["tenant", "submitted_at"], name="disclosure_of_tenant"),
            models.Index(fields=["received_on", "row"], name="disclosure_of_year"),
            models.Index(fields=["door"], name="disclosure_door"),
            models.Index(fields=["source"], condition=~Q(source=""), name="disclosure_source"),
        ]

    def __str__(self) -> str:
        return self.number


class Applicant(models.Model):
    """Who asks (《条例》第二十九条第二款第一项): every word sealed, digests beside what is looked for.

    `agent_…`: who acts for the applicant with a power of attorney (委托代理人), if anybody does. Never the
    applicant: requests, repeats and fees are counted by the applicant's own paper.

    A row of its own, so that no list of requests ever loads it. Emptied when its term is over. `lock` is a
    keyed digest of the request's number: the role of the public process finds the row by it alone.
    """

    request = models.OneToOneField(Request, models.PROTECT, related_name="applicant", verbose_name="申请")
    lock = models.CharField("开启摘要", max_length=120, blank=True, default="")
    sort = models.CharField("申请人类型", max_length=12, choices=APPLICANTS)
    name = EncryptedTextField("姓名或名称", purpose="disclosure.applicant.name")
    proof = models.CharField("身份证明", max_length=12, choices=PROOFS)
    proof_number = EncryptedTextField("证件号码", purpose="disclosure.applicant.proof")
    proof_digest = models.CharField("证件号码摘要", max_length=120, blank=True)
    representative = EncryptedTextField(
        "法定代表人或负责人", blank=True, default="", purpose="disclosure.applicant.representative"
    )
    contact_person = EncryptedTextField(
        "联系人", blank=True, default="", purpose="disclosure.applicant.contact"
    )
    phone = EncryptedTextField("联系电话", blank=True, default="", purpose="disclosure.applicant.phone")
    phone_digest = models.CharField("联系电话摘要", max_length=120, blank=True)
    email = EncryptedTextField("电子邮箱", blank=True, default="", purpose="disclosure.applicant.email")
    address = EncryptedTextField("通信地址", blank=True, default="", purpose="disclosure.applicant.address")
    name_digest = models.CharField("姓名或名称摘要", max_length=120, blank=True, default="")
    email_digest = models.CharField("电子邮箱摘要", max_length=120, blank=True, default="")
    address_digest = models.CharField("通信地址摘要", max_length=120, blank=True, default="")
    agent_name = EncryptedTextField(
        "委托代理人", blank=True, default="", purpose="disclosure.applicant.agent"
    )
    agent_proof = models.CharField("代理人证件", max_length=12, choices=PROOFS, default=Proof.IDENTITY.value)
    agent_proof_number = EncryptedTextField(
        "代理人证件号码", blank=True, default="", purpose="disclosure.applicant.agent_proof"
    )
    agent_phone = EncryptedTextField(
        "代理人联系电话", blank=True, default="", purpose="disclosure.applicant.agent_phone"
    )
    agent_proof_digest = models.CharField("代理人证件号码摘要", max_length=120, blank=True, default="")
    agent_phone_digest = models.CharField("代理人联系电话摘要", max_length=120, blank=True, default="")
    erased_at = models.DateTimeField("清除时间", null=True, blank=True)

    class Meta:
        verbose_name = "申请人"
        verbose_name_plural = "申请人"
        constraints = [
            models.CheckConstraint(
                condition=Q(sort__in=[value for value, _ in APPLICANTS]), name="disclosure_applicant_sort"
            ),
            models.CheckConstraint(
                condition=Q(proof__in=[value for value, _ in PROOFS]), name="disclosure_applicant_proof"
            ),
            models.CheckConstraint(
                condition=Q(agent_proof__in=[value for value, _ in PROOFS]), name="disclosure_agent_proof"
            ),
        ]
        indexes = [
            models.Index(fields=["proof_digest"], name="disclosure_same_proof"),
            models.Index(fields=["phone_digest"], name="disclosure_same_phone"),
            models.Index(fields=["lock"], name="disclosure_applicant_lock"),
            models.Index(fields=["email_digest"], condition=~Q(email_digest=""), name="disclosure_same_mail"),
            models.Index(
                fields=["address_digest"], condition=~Q(address_digest=""), name="disclosure_same_address"
            ),
            models.Index(fields=["name_digest"], condition=~Q(name_digest=""), name="disclosure_same_name"),
            models.Index(
                fields=["agent_proof_digest"],
                condition=~Q(agent_proof_digest=""),
                name="disclosure_same_agent",
            ),
            models.Index(
                fields=["agent_phone_digest"],
                condition=~Q(agent_phone_digest=""),
                name="disclosure_same_agent_phone",
            ),
        ]

    def __str__(self) -> str:
        return f"申请人{self.request_id}"


class Correction(models.Model):
    """What the applicant was asked to make clearer, once, and what they added (《条例》第三十条)."""

    request = models.OneToOneField(Request, models.PROTECT, related_name="correction", verbose_name="申请")
    points = models.TextField("需要补正的内容", max_length=LONGEST_REASON)
    days = models.PositiveSmallIntegerField("补正期限（工作日）")
    asked_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="告知人")
    asked_at = models.DateTimeField("告知时间")
    answer = models.TextField("补正内容", max_length=LONGEST_WANTED, blank=True, default="")
    answered_at = models.DateTimeField("补正时间", null=True, blank=True)

    class Meta:
        verbose_name = "补正"
        verbose_name_plural = "补正"
        constraints = [
            models.CheckConstraint(condition=Q(days__gte=1), name="disclosure_correction_days"),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, answer="")
                | Q(answered_at__isnull=False) & ~Q(answer=""),
                name="disclosure_correction_answered",
            ),
        ]

    def __str__(self) -> str:
        return f"补正{self.request_id}"
