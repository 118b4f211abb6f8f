"""Evidence whose file is redacted before the public sees it: who sees it, drafts, looks it through, and why.

《条例》第三十七条: what can be told apart is told apart, and the open part is given; the grounds are those of
《条例》第十四条, 《条例》第十五条 and 《条例》第十六条. What is a state secret is never here to be covered.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from django.db.models import QuerySet
from django.urls import NoReverseMatch, reverse

from quancheng.kernel.basis.actor import Actor, Kind
from quancheng.kernel.basis.reference import RecordRef, row_number, row_numbers
from quancheng.kernel.files.models import StoredFile
from quancheng.kernel.links.registry import Linked
from quancheng.kernel.obligations.models import DueItem, Evidence
from quancheng.kernel.orgs.queries import people_in
from quancheng.kernel.orgs.roles import Role
from quancheng.kernel.redaction.grounds import Ground
from quancheng.kernel.redaction.models import Redaction
from quancheng.kernel.redaction.queries import is_redactable
from quancheng.kernel.redaction.subjects import Subject
from quancheng.records.plan.queries.duties import duties_for
from quancheng.records.plan.queries.releases import may_propose

EVIDENCE_KIND = "plan.evidence"
LAW = "《政府信息公开条例》"
GROUNDS = (
    Ground("privacy", "个人隐私", f"{LAW}第十五条"),
    Ground("trade", "商业秘密", f"{LAW}第十五条"),
    Ground("forbidden", "法定禁止公开", f"{LAW}第十四条"),
    Ground("safety", "安全稳定", f"{LAW}第十四条"),
    Ground("internal", "内部事务", f"{LAW}第十六条第一款"),
    Ground("process", "过程性信息", f"{LAW}第十六条第二款"),
    Ground("enforcement", "执法案卷", f"{LAW}第十六条第二款"),
)
ENDS = "（区分处理后）"


def evidence_as_subjects(actor: Actor, refs: Sequence[str]) -> Mapping[str, Subject]:
    """Files of duties that the actor may see. One query."""
    may_work = may_propose(actor)
    return {
        str(one.pk): Subject(
            title=one.says, file=one.file, tenant_id=one.item.obligation.tenant_id,
            unit_id=one.item.case.unit_id, address=_page(one.item_id), may_draft=may_work,
            may_finish=may_work,
        )
        for one in _seen(actor, refs).filter(file__isnull=False)
        if one.file
    }  # fmt: skip


def evidence_as_linked(actor: Actor, refs: Sequence[str]) -> Mapping[str, Linked]:
    """Evidence by its number, for officials; it opens at its duty."""
    if actor.kind not in {Kind.OFFICIAL, Kind.CLOCKWORK}:
        return {}
    return {str(one.pk): Linked(one.says, _page(one.item_id)) for one in _seen(actor, refs)}


def who_looks_through(ref: str, on: date) -> Iterable[int]:
    """The heads of the unit whose duty it is."""
    evidence = Evidence.objects.select_related("item__case").filter(pk=row_number(ref)).first()
    units = [evidence.item.case.unit_id] if evidence else []
    return {held.person_id for held in people_in(units, roles=frozenset({Role.HEAD}), on=on)}


def redactable_in(evidence: Iterable[Evidence]) -> frozenset[int]:
    """Of pieces of evidence those whose file can be redacted."""
    return frozenset(one.pk for one in evidence if one.file and is_redactable(one.file))


def redacted_evidence(redaction_id: int) -> tuple[Redaction, StoredFile, Evidence] | None:
    """What was finished, and the evidence from which it was made; None when it is of another module."""
    redaction = Redaction.objects.select_related("product").filter(pk=redaction_id).first()
    ref = RecordRef.parse(redaction.about) if redaction else None
    if redaction is None or ref is None or ref.kind != EVIDENCE_KIND or redaction.product is None:
        return None
    return redaction, redaction.product, Evidence.objects.select_related("item").get(pk=row_number(ref.ref))


def is_taken_in(redaction: Redaction, item: DueItem) -> bool:
    """Whether the open part is evidence of the duty already."""
    return item.evidence.filter(file=redaction.product_id, withdrawn_at__isnull=True).exists()


def _seen(actor: Actor, refs: Sequence[str]) -> QuerySet[Evidence]:
    seen = Evidence.objects.filter(item__in=duties_for(actor), withdrawn_at__isnull=True)
    return seen.filter(pk__in=row_numbers(refs)).select_related("file", "item__case", "item__obligation")


def _page(duty_id: int) -> str:
    try:
        return reverse("plan_desk:duty", args=[duty_id])
    except NoReverseMatch:  # the public surface has no such page
        return ""
