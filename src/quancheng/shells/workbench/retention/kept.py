"""What the door of the desk keeps, and for how long. The whole house has it together."""

from datetime import datetime
from math import ceil

from allauth.usersessions.models import UserSession
from axes.models import AccessAttempt, AccessFailureLog
from django.contrib.sessions.models import Session
from django.db.models import Exists, Model, OuterRef, QuerySet

from quancheng.kernel.retention.kinds import (
    LAW_OF_LOGS,
    LEAST_OF_LOGS,
    Fate,
    Kind,
    Least,
    Measure,
    Sample,
)
from quancheng.shells.workbench.door.sessions import limits
from quancheng.shells.workbench.models import CountedTry

A_DAY = 24 * 60 * 60  # seconds
TIDY = "过期即无用，保留几天供查问题；暂定"


def _failures(_now: datetime) -> QuerySet[Model]:
    found: QuerySet[Model] = AccessFailureLog.objects.all()
    return found


def _attempts(_now: datetime) -> QuerySet[Model]:
    found: QuerySet[Model] = AccessAttempt.objects.all()
    return found


def _ended_sign_ins(now: datetime) -> QuerySet[Model]:
    """Sign-ins behind which no session stands any more."""
    standing = Session.objects.filter(session_key=OuterRef("session_key"), expire_date__gt=now)
    found: QuerySet[Model] = UserSession.objects.exclude(Exists(standing))
    return found


def _expired(now: datetime) -> QuerySet[Session]:
    return Session.objects.filter(expire_date__lte=now)


def _spent(now: datetime) -> QuerySet[CountedTry]:
    return CountedTry.objects.filter(expires__lte=now)


FAILURES = Kind(
    code="door.failure",
    says="登录失败日志",
    keeps="账号、来源地址、浏览器、时间",
    fate=Fate.ERASE,
    law=LAW_OF_LOGS,
    rows=_failures,
    since="attempt_time",
    from_when="登录失败",
    measure=Measure.MONTHS,
    sample=Sample(LEAST_OF_LOGS, "《网络安全法》第二十一条：网络日志不少于六个月；暂定"),
    least=Least(LEAST_OF_LOGS, LAW_OF_LOGS),
)
ATTEMPTS = Kind(
    code="door.attempt",
    says="密码错误的计数",
    keeps="账号、来源地址、次数",
    fate=Fate.ERASE,
    law="《个人信息保护法》第十九条",
    rows=_attempts,
    since="attempt_time",
    from_when="最近一次计数开始",
    sample=Sample(7, TIDY),
    least=Least(ceil(limits().locked_for.total_seconds() / A_DAY), "账号锁定的时间"),
)
SIGN_INS = Kind(
    code="door.sign_in",
    says="已结束的登录",
    keeps="人员、来源地址、浏览器；登录本身记在审计里，长期保存",
    fate=Fate.ERASE,
    law="《个人信息保护法》第四十七条",
    rows=_ended_sign_ins,
    since="created_at",
    from_when="登录",
    sample=Sample(7, TIDY),
)
SESSIONS = Kind(
    code="door.session",
    says="过期的会话",
    keeps="登录状态和没有交上的表单",
    fate=Fate.ERASE,
    law="《个人信息保护法》第四十七条",
    rows=_expired,
    since="expire_date",
    from_when="会话过期",
    sample=Sample(1, TIDY),
)
TRIES = Kind(
    code="door.tries",
    says="过期的尝试次数",
    keeps="来源和账号的摘要、次数",
    fate=Fate.ERASE,
    law="《个人信息保护法》第四十七条",
    rows=_spent,
    since="expires",
    from_when="计数失效",
    sample=Sample(1, TIDY),
)
KEPT = (FAILURES, ATTEMPTS, SIGN_INS, SESSIONS, TRIES)
