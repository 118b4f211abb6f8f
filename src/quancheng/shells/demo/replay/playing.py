"""Playing what a file tells, day by day over all of its requests, each step by somebody who may take it."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import Enum
from typing import TypeVar

from django.conf import settings
from django.utils import timezone

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.orgs.models import Unit
from quancheng.records.disclosure import public as disclosure
from quancheng.records.disclosure.public import (
    ApplicantSort,
    Channel,
    Medium,
    Proof,
    Request,
    Route,
    What,
    Who,
)
from quancheng.shells.demo.city import DemoInProduction
from quancheng.shells.demo.replay.attacking import attack
from quancheng.shells.demo.replay.casting import Cast
from quancheng.shells.demo.replay.shape import BadFile, Deed, Told
from quancheng.shells.demo.replay.taking import TAKEN

PAUSE = timedelta(minutes=1)  # between two steps of one request that the file gives the same moment
WRITING = frozenset({"decide", "draft", "propose_fee", "draft_ending"})
LINES: Mapping[str, int] = {"consult": 2}  # in the histories of the request and its consultations; else one


Chosen = TypeVar("Chosen", bound=Enum)


@dataclass(slots=True)
class Played:
    """What came of a file: the number of each request, and where one stopped."""

    numbers: dict[str, str] = field(default_factory=dict)
    known: int = 0
    steps: int = 0
    stopped: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Live:
    """One request while it is played."""

    told: Told
    unit: Unit
    number: str = ""
    before: datetime | None = None
    writers: set[int] = field(default_factory=set)
    is_stopped: bool = False


def play(requests: Sequence[Told], *, today: date) -> Played:
    """Register the requests and take their steps, in the order of days over all of them.

    What the file brought before goes on where it stopped. A step that is refused stops its own request; the
    others go on. Raises DemoInProduction, BadFile, NoSuchAgency, NobodyMay.
    """
    if settings.IN_PRODUCTION:
        raise DemoInProduction("正式环境不能载入申请文件：载入的日期是文件写的，不是办理当时记下的")
    played, cast = Played(), Cast(today)
    lives = [_Live(one, _unit(one)) for one in requests]
    for live in lives:
        _words_of(live.told)
        cast.registrar(live.unit)
    for live, step in _in_order(lives):
        if live.is_stopped:
            continue
        try:
            _take(live, step, cast, played) if step else _come_in(live, cast, played)
        except Refusal as refusal:
            live.is_stopped = True
            where = live.told.deeds[step - 1].where if step else live.told.where
            number = f"（编号{live.number}）" if live.number else ""
            played.stopped.append(f"{where}{number}：{refusal.sentence}")
    return played


def _in_order(lives: Sequence[_Live]) -> Iterator[tuple[_Live, int]]:
    """Coming in (0) and every step (from 1) of all requests by day and time; each keeps its own order."""
    told: list[tuple[date, time, int, int]] = []
    for place, live in enumerate(lives):
        latest = (live.told.came_on, live.told.at)
        told.append((*latest, place, 0))
        for step, deed in enumerate(live.told.deeds, start=1):
            latest = max(latest, (deed.on, deed.at))
            told.append((*latest, place, step))
    for _, _, place, step in sorted(told):
        yield lives[place], step


def _take(live: _Live, step: int, cast: Cast, played: Played) -> None:
    deed = live.told.deeds[step - 1]
    if deed.of_proceeding:
        actor, earlier = cast.who_enters(live.unit, deed), live.told.deeds[: step - 1]
        now = _moment(live, deed.on, deed.at)
        played.steps += attack(deed, earlier=earlier, number=live.number, actor=actor, now=now)
        return
    actor = cast.who_may(live.unit, deed, writers=live.writers)
    if deed.code in WRITING and actor.person_id:
        live.writers.add(actor.person_id)
    done = disclosure.lines_written(actor, live.number)
    due = 1 + sum(_lines_of(one) for one in live.told.deeds[: step - 1])
    now = _moment(live, deed.on, deed.at)
    if done > due:
        return  # taken when the file was played before
    if done < due:
        raise BadFile("这件申请在系统中的经过比文件写的少，不能接着办，请先核对")
    version = disclosure.request_for(actor, live.number).case.version
    TAKEN[deed.code](deed, number=live.number, version=version, actor=actor, now=now)
    played.steps += 1


def _lines_of(deed: Deed) -> int:
    """How many lines a deed writes into the histories of the request and of its consultations."""
    return int(deed.opens_anew) if deed.of_proceeding else LINES.get(deed.code, 1)


def _come_in(live: _Live, cast: Cast, played: Played) -> None:
    known = disclosure.of_form(_form(live.told))
    live.number = (known or _registered(live, cast)).number
    played.numbers[live.told.ref] = live.number
    played.known += known is not None


def _registered(live: _Live, cast: Cast) -> Request:
    told, (who, what) = live.told, _words_of(live.told)
    now, channel = _moment(live, told.came_on, told.at), Channel(told.channel)
    if channel is Channel.INTERNET:
        return disclosure.submit_request(
            unit_id=live.unit.pk, who=who, what=what, once=_form(told), source=told.ref,
            actor=Actor.anonymous(), now=now,
        )  # fmt: skip
    return disclosure.register_request(
        channel=channel, came_on=told.came_on, who=who, what=what, once=_form(told),
        actor=cast.registrar(live.unit), now=now,
    )  # fmt: skip


def _moment(live: _Live, on: date, at: time) -> datetime:
    """The moment of a step: as told, and after the step before it."""
    told = timezone.make_aware(datetime.combine(on, at))
    if live.before is not None and told <= live.before:
        told = live.before + PAUSE
    live.before = told
    return told


def _form(told: Told) -> str:
    """By what a request is known when the file is played again: its own ref, its unit, its day."""
    named = f"{told.government}/{told.unit}/{told.came_on}/{told.ref}"
    return f"file-{hashlib.sha256(named.encode()).hexdigest()[:40]}"


def _unit(told: Told) -> Unit:
    return disclosure.agency_with_code(told.unit, told.government).unit


def _words_of(told: Told) -> tuple[Who, What]:
    """Who asks for what, in the words of the module. Raises BadFile."""
    _chosen(Channel, told.channel, f"{told.where}.channel")
    who = dict(told.applicant)
    sort = _chosen(ApplicantSort, who.pop("sort"), f"{told.where}.applicant.sort")
    proof = _chosen(Proof, who.pop("proof"), f"{told.where}.applicant.proof")
    agents = _chosen(Proof, who.pop("agent_proof", Proof.IDENTITY), f"{told.where}.applicant.agent_proof")
    what = dict(told.what)
    medium = _chosen(Medium, what.pop("medium"), f"{told.where}.medium")
    route = _chosen(Route, what.pop("route"), f"{told.where}.route")
    return (
        Who(sort=sort, proof=proof, agent_proof=agents, **who),
        What(medium=medium, route=route, needs_help=told.needs_help, **what),
    )


def _chosen(kind: type[Chosen], text: str, where: str) -> Chosen:
    known = [str(one.value) for one in kind]
    if text not in known:
        raise BadFile(f"{where} 应为{'、'.join(known)}之一，现为“{text[:20]}”")
    return kind(text)
