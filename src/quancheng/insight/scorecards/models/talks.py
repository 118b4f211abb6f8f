"""Talks (提醒约谈): what was agreed. A talk that took place stays; what is to be said further is added."""

from django.db import models
from django.db.models import F, Q

from quancheng.insight.scorecards.models.letters import Letter
from quancheng.kernel.orgs.models import Person


class Talk(models.Model):
    """What came of a talk (提醒约谈): who spoke with whom, when, what was agreed, when it is looked at."""

    letter = models.OneToOneField(Letter, models.PROTECT, related_name="talk", verbose_name="约谈通知")
    on = models.DateField("约谈日期")
    held_by = models.CharField("约谈人", max_length=120)
    held_with = models.CharField("被约谈人", max_length=120)
    agreed = models.TextField("约定事项", max_length=2000)
    follow_up_on = models.DateField("回访日期")
    recorded_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="记录人")
    recorded_at = models.DateTimeField("记录时间")

    class Meta:
        verbose_name = "约谈记录"
        verbose_name_plural = "约谈记录"
        constraints = [
            models.CheckConstraint(condition=Q(follow_up_on__gt=F("on")), name="scorecards_talk_follow_up")
        ]

    def __str__(self) -> str:
        return f"{self.on} {self.held_with}"


class TalkNote(models.Model):
    """What was added to the record of a talk: a correction (补正), or what following up came to (回访)."""

    class Sort(models.TextChoices):
        ADDITION = "addition", "补正"
        FOLLOW_UP = "follow_up", "回访"

    talk = models.ForeignKey(Talk, models.PROTECT, related_name="notes", verbose_name="约谈记录")
    sort = models.CharField("种类", max_length=10, choices=Sort.choices)
    text = models.TextField("内容", max_length=2000)
    written_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="记录人")
    written_at = models.DateTimeField("记录时间")

    class Meta:
        verbose_name = "约谈记录补充"
        verbose_name_plural = "约谈记录补充"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="scorecards_talknote_says_something"),
            models.UniqueConstraint(
                fields=["talk"], condition=Q(sort="follow_up"), name="scorecards_talknote_followed_up_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_sort_display()} {self.talk}"
