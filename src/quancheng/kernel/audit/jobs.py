"""The audit's own periodic jobs."""

import logging
from datetime import datetime, time, timedelta

from django.utils import timezone

from quancheng.kernel.audit.health import PULSE, leave_a_sign
from quancheng.kernel.audit.outbox import forget_old_successes, requeue
from quancheng.kernel.audit.periodic import Job
from quancheng.kernel.audit.queries import VERIFY
from quancheng.kernel.audit.schedule import Daily, Every
from quancheng.kernel.audit.verify import anchor_chain, verify_chain
from quancheng.kernel.basis.refusal import Refusal

logger = logging.getLogger(__name__)


class ChainBroken(Refusal):
    """The nightly verification found the chain broken."""

    code = "audit.chain_broken"
    status = 500


def _requeue(now: datetime) -> None:
    swept = requeue(now=now)
    if swept.given_up:
        logger.error("%d tasks given up; see ./manage.py dead_tasks", swept.given_up)


def _anchor(now: datetime) -> None:
    anchor_chain(on=timezone.localdate(now))


def _verify(now: datetime) -> None:  # noqa: ARG001  # a job's signature
    verdict = verify_chain()
    if verdict.broken:
        logger.critical("the audit chain is broken at line %d", verdict.broken.seq)
        raise ChainBroken(verdict.sentence)


def _forget(now: datetime) -> None:
    forget_old_successes(now=now)


JOBS = (
    Job(name=PULSE, says="留下心跳", schedule=Every(timedelta(minutes=1)), run=leave_a_sign),
    Job(name="outbox.requeue", says="重试失败的后台任务", schedule=Every(timedelta(minutes=1)), run=_requeue),
    Job(name=VERIFY, says="核对审计链", schedule=Daily(time(0, 5)), run=_verify),
    Job(name="audit.anchor", says="写审计锚", schedule=Daily(time(0, 15)), run=_anchor),
    Job(name="outbox.forget", says="清理已成功的后台任务", schedule=Daily(time(3, 0)), run=_forget),
)
