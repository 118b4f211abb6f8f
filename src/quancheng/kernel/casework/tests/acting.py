"""Short ways to act on cases in tests: days are written out, the moment is noon of the day in Shanghai."""

from datetime import UTC, date, datetime

from django.db import transaction

from quancheng.kernel.casework import steps
from quancheng.kernel.casework.models import Case
from quancheng.kernel.casework.tests.kinds import CONSULTATION, HEARD, RECEIVE, REQUEST, SEND


def day(text: str) -> date:
    return date.fromisoformat(text)


def noon(text: str) -> datetime:
    return datetime.fromisoformat(f"{text}T04:00:00").replace(tzinfo=UTC)


def received(city, on: str) -> Case:
    return steps.open_case(workflow=REQUEST, step=RECEIVE, unit=city.water, actor=city.handler, now=noon(on))


def take(case: Case, step, actor, at: str, **more) -> Case:
    with transaction.atomic():
        return steps.take_step(
            case=Case.objects.get(pk=case.pk), step=step, actor=actor, now=noon(at), **more
        )


def consult(case: Case, city, on: str) -> Case:
    return steps.open_case(
        workflow=CONSULTATION, step=SEND, unit=city.water, actor=city.handler, now=noon(on), parent=case
    )


def heard(sub: Case, city, on: str) -> Case:
    return take(sub, HEARD, city.handler, on)


def due(case: Case) -> str:
    return str(Case.objects.get(pk=case.pk).due_on)
