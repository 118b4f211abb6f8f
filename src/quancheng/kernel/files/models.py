"""Files that were taken in, kept by what they hold."""

from django.db import models

from quancheng.kernel.orgs.models import Tenant


class StoredFile(models.Model):
    """A file as it came: its bytes never change. The same bytes brought twice lie once."""

    tenant = models.ForeignKey(Tenant, models.PROTECT, related_name="+", verbose_name="政府")
    name = models.CharField("文件名", max_length=200)
    kind = models.CharField("格式", max_length=20)
    size = models.PositiveBigIntegerField("大小（字节）")
    digest = models.CharField("SM3摘要", max_length=64)
    data = models.FileField("内容", upload_to="kept", max_length=100)
    kept_at = models.DateTimeField("存入时间")
    kept_by_id = models.BigIntegerField("存入人", null=True)
    unit_id = models.BigIntegerField("存入单位", null=True)

    class Meta:
        verbose_name = "文件"
        verbose_name_plural = "文件"
        constraints = [models.UniqueConstraint(fields=["tenant", "digest", "name"], name="files_kept_once")]
        indexes = [models.Index(fields=["tenant", "unit_id", "kept_at"], name="files_of_unit")]

    def __str__(self) -> str:
        return self.name
