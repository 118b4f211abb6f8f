"""The letter that tells an applicant that a request ended without a reply, on its way to being issued."""

from django.db import models
from django.db.models import F, Q

from quancheng.records.disclosure.models.hands import Handled
from quancheng.records.disclosure.models.letters import Letter
from quancheng.records.disclosure.models.requests import Request
from quancheng.records.disclosure.workflow import LAPSE, UNPAID, WITHDRAW

CAUSES = [(one.code, one.says) for one in (LAPSE, UNPAID, WITHDRAW)]


class EndNotice(Handled):
    """A letter 24 (不再处理告知书) after a request was given up or withdrawn: drafted, reviewed, issued, then
    a `Letter`.

    `text` is what was drafted, without the remedy that is added when it is issued. Who drafts neither reviews
    nor issues; `is_by_two`: its government asked that reviewer and issuer be two people.
    """

    request = models.ForeignKey(Request, models.PROTECT, related_name="end_notices", verbose_name="申请")
    cause = models.CharField("不再处理的原因", max_length=20, choices=CAUSES)
    text = models.TextField("正文", max_length=20_000)
    letter = models.ForeignKey(
        Letter, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="不再处理告知书"
    )

    class Meta:
        verbose_name = "不再处理告知书"
        verbose_name_plural = "不再处理告知书"
        constraints = [
            models.UniqueConstraint(
                fields=["request"], condition=Q(returned_at__isnull=True, superseded_at__isnull=True),
                name="disclosure_endnotice_one",
            ),
            models.CheckConstraint(
                condition=Q(cause__in=[value for value, _ in CAUSES]), name="disclosure_endnotice_cause"
            ),
            models.CheckConstraint(
                condition=(Q(reviewed_by__isnull=True) | ~Q(reviewed_by=F("drafted_by")))
                & (Q(issued_by__isnull=True) | ~Q(issued_by=F("drafted_by"))),
                name="disclosure_endnotice_four_eyes",
            ),
            models.CheckConstraint(
                condition=Q(is_by_two=False) | Q(issued_by__isnull=True) | ~Q(issued_by=F("reviewed_by")),
                name="disclosure_endnotice_by_two",
            ),
            models.CheckConstraint(
                condition=Q(issued_at__isnull=True, issued_by__isnull=True, letter__isnull=True)
                | Q(
                    issued_at__isnull=False, issued_by__isnull=False, letter__isnull=False,
                    reviewed_at__isnull=False, returned_at__isnull=True,
                ),
                name="disclosure_endnotice_in_order",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"不再处理告知书{self.request_id}"
