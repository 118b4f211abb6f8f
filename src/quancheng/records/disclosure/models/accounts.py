"""What an account has shown once, so that it need not be shown again."""

from django.db import models

from quancheng.kernel.citizens.models import Citizen


class AccountKey(models.Model):
    """That an account knew the last signs of the applicant's paper, for one record it had taken in.

    `about` names the record, `lock` is the digest under which its reply lies (decision 027): the row opens
    what the signs would open, no more, and to this account alone. It goes when the account goes.
    """

    citizen = models.ForeignKey(Citizen, models.PROTECT, related_name="+", verbose_name="公众账号")
    about = models.CharField("记录", max_length=120)
    lock = models.CharField("开启摘要", max_length=120)
    given_at = models.DateTimeField("核对时间")

    class Meta:
        verbose_name = "账号核对"
        verbose_name_plural = "账号核对"
        constraints = [
            models.UniqueConstraint(fields=["citizen", "about"], name="disclosure_key_of_account"),
        ]

    def __str__(self) -> str:
        return f"{self.citizen_id} {self.about}"
