"""Through whose hands a paper goes until it is issued."""

from django.db import models

from quancheng.kernel.orgs.models import Person


class Handled(models.Model):
    """Who drafted, reviewed and issued it, and when; who drafts does neither of the others.

    `is_by_two`: its government asked that reviewer and issuer be two people. `superseded_at`: an order to
    answer anew took its place.
    """

    drafted_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="拟稿人")
    drafted_at = models.DateTimeField("拟稿时间")
    reviewed_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="审核人"
    )
    reviewed_at = models.DateTimeField("审核时间", null=True, blank=True)
    is_by_two = models.BooleanField("审核、签发须由两人办理", default=False)
    issued_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="签发人"
    )
    issued_at = models.DateTimeField("签发时间", null=True, blank=True)
    returned_at = models.DateTimeField("退回时间", null=True, blank=True)
    superseded_at = models.DateTimeField("被责令重新答复的时间", null=True, blank=True)

    class Meta:
        abstract = True
