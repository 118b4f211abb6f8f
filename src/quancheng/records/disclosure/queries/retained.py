"""What is kept of those who asked, and for how long."""

from dataclasses import replace
from datetime import datetime

from django.db.models import QuerySet

from quancheng.kernel.retention.kinds import Fate, Kind, Least, Measure, Sample
from quancheng.records.disclosure.events import REQUEST_KIND
from quancheng.records.disclosure.models import (
    Applicant,
    Consultation,
    Explanation,
    IdentityPaper,
    Letter,
    OnlineLetter,
    OnlineReceipt,
    Reply,
    Suggestion,
)

# [D] twelve months: as long as somebody whose rights were not told may still apply or sue; where they were
# told, it is sixty days and six months. Who asked, and what proves the service, is there as long.
REMEDIES_OPEN = Least(
    12, "《行政复议法》第二十条第三款、法释〔2018〕1号第六十四条：没有告知救济权利、期限的，最长一年"
)


def _told(_now: datetime) -> QuerySet[Applicant]:
    return Applicant.objects.filter(erased_at__isnull=True)


APPLICANTS = Kind(
    code="disclosure.applicant",
    says="依申请公开申请人（含委托代理人）的身份和联系方式",
    keeps="姓名、证件号码、联系方式（加密），委托代理人的同样；申请内容、答复和办理过程留下",
    fate=Fate.ERASE,
    law="《个人信息保护法》第十九条",
    rows=_told,
    since="request__case__ended_on",
    from_when="申请办结",
    measure=Measure.MONTHS,
    least=REMEDIES_OPEN,
    sample=Sample(36, "参照复议、诉讼和年度报告核查的一般时限；暂定，待本级政府确定", waits=True),
    whose="request__tenant",
    record=REQUEST_KIND,
    ref="request__number",
    empties={
        "name": "", "proof_number": "", "proof_digest": "", "representative": "", "contact_person": "",
        "phone": "", "phone_digest": "", "email": "", "address": "",
        "name_digest": "", "email_digest": "", "address_digest": "", "agent_name": "",
        "agent_proof_number": "", "agent_phone": "", "agent_proof_digest": "", "agent_phone_digest": "",
    },
    marks="erased_at",
)  # fmt: skip


def _papers(_now: datetime) -> QuerySet[IdentityPaper]:
    return IdentityPaper.objects.all()


def _receipts(_now: datetime) -> QuerySet[OnlineReceipt]:
    return OnlineReceipt.objects.all()


PAPERS = replace(
    APPLICANTS, code="disclosure.paper", says="依申请公开申请人的身份证明文件、授权委托书",
    keeps="身份证明、授权委托书的图片或者 pdf（加密）", rows=_papers, empties={}, marks="",
)  # fmt: skip
RECEIPTS = replace(
    APPLICANTS, code="disclosure.receipt", says="依申请公开答复书、不再处理告知书的网上查看",
    keeps="开启网上文书的摘要和收件人（加密）；文书本身留下，清除后不能再在网上查看", rows=_receipts,
    empties={}, marks="",
)  # fmt: skip


def _online_letters(_now: datetime) -> QuerySet[OnlineLetter]:
    return OnlineLetter.objects.all()


ONLINE_LETTERS = replace(
    RECEIPTS, code="disclosure.online_letter", says="依申请公开过程文书的网上查看", rows=_online_letters,
)  # fmt: skip


def _asked(_now: datetime) -> QuerySet[Consultation]:
    return Consultation.objects.filter(erased_at__isnull=True)


CONSULTED = Kind(
    code="disclosure.consultation",
    says="依申请公开征求意见对象的名称和理由",
    keeps="被征求意见的第三方或者机关的名称、所述理由（加密）；征求意见的内容、日期和结论留下",
    fate=Fate.ERASE,
    law="《个人信息保护法》第十九条",
    rows=_asked,
    since="request__case__ended_on",
    from_when="申请办结",
    measure=Measure.MONTHS,
    least=REMEDIES_OPEN,
    sample=Sample(36, "与申请人信息相同；暂定，待本级政府确定", waits=True),
    whose="request__tenant",
    record=REQUEST_KIND,
    ref="request__number",
    empties={"name": "", "reasons": ""},
    marks="erased_at",
)


def _letters(_now: datetime) -> QuerySet[Letter]:
    return Letter.objects.filter(erased_at__isnull=True)


LETTERS = Kind(
    code="disclosure.letter",
    says="依申请公开文书的收件人和送达凭证",
    keeps="收件人、送达凭证（加密）；文书正文、文号和送达日期留下",
    fate=Fate.ERASE,
    law="《个人信息保护法》第十九条",
    rows=_letters,
    since="request__case__ended_on",
    from_when="申请办结",
    measure=Measure.MONTHS,
    least=REMEDIES_OPEN,
    sample=Sample(36, "与申请人的身份和联系方式相同；暂定，待本级政府确定", waits=True),
    whose="request__tenant",
    record=REQUEST_KIND,
    ref="request__number",
    empties={"addressee": "", "proof": ""},
    marks="erased_at",
)  # fmt: skip


def _served(_now: datetime) -> QuerySet[Reply]:
    return Reply.objects.filter(served_on__isnull=False, erased_at__isnull=True)


SERVED = replace(
    LETTERS, code="disclosure.reply_proof", says="依申请公开答复书的签收人和送达凭证",
    keeps="签收人、送达回证或者邮件号（加密）；答复书正文、文号、送达方式和日期留下", rows=_served,
    empties={"proof": ""},
)  # fmt: skip


def _explained(_now: datetime) -> QuerySet[Explanation]:
    return Explanation.objects.filter(answered_on__isnull=False, erased_at__isnull=True)


EXPLAINED = replace(
    LETTERS, code="disclosure.explanation", says="依申请公开申请人说明的理由",
    keeps="申请数量、频次明显超过合理范围的申请人所说明的理由（加密）；要求说明的内容、日期和处理结果留下",
    rows=_explained, empties={"answer": ""},
)  # fmt: skip


def _suggested(_now: datetime) -> QuerySet[Suggestion]:
    return Suggestion.objects.filter(erased_at__isnull=True)


SUGGESTED = replace(
    LETTERS, code="disclosure.suggestion", says="主动公开建议的理由",
    keeps="申请人建议主动公开的理由（加密）；评估结论、答复和文号留下", rows=_suggested,
    since="answered_at", from_when="建议答复", empties={"reason": ""}, least=None,
)  # fmt: skip

OF_REQUESTS = (
    APPLICANTS, PAPERS, RECEIPTS, ONLINE_LETTERS, CONSULTED, LETTERS, SERVED, EXPLAINED, SUGGESTED,
)  # fmt: skip
