"""The one table of the desk: the cache that every process of the house shares, as Django made it."""

from django.db import models


class CountedTry(models.Model):
    """A line of the shared cache: counted tries, spent codes. Django writes it; retention takes it away."""

    cache_key = models.CharField("键", max_length=255, primary_key=True)
    value = models.TextField("值")
    expires = models.DateTimeField("失效时间")

    class Meta:
        managed = False
        db_table = "workbench_counted_tries"
        verbose_name = "尝试次数"
        verbose_name_plural = "尝试次数"

    def __str__(self) -> str:
        return self.cache_key
