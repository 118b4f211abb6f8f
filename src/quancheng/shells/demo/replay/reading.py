"""Reading a file of requests. Pure: every fault is a sentence with the place where it stands."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, time
from itertools import pairwise

from quancheng.shells.demo.replay.shape import (
    ANSWER,
    ENTERED,
    FORMAT,
    IN_ITEM,
    LONGEST_TEXT,
    MOST_BYTES,
    MOST_REQUESTS,
    OF_PROCEEDING,
    PROCEEDING,
    STEPS,
    STEPS_OF_PROCEEDING,
    BadFile,
    Deed,
    Field,
    Kind,
    Told,
)

APPLICANT = (
    "sort", "name", "proof", "proof_number", "representative", "contact_person", "phone", "email", "address",
    "agent_name", "agent_proof", "agent_proof_number", "agent_phone",
)  # fmt: skip
WANTED_OF_APPLICANT = ("sort", "name", "proof", "proof_number")
WHAT = ("wanted", "features", "medium", "route")
WANTED_OF_WHAT = ("wanted", "medium", "route")
OWN = frozenset(
    {
        "ref",
        "unit",
        "government",
        "channel",
        "came_on",
        "at",
        "applicant",
        "needs_help",
        "steps",
        "proceedings",
    }
)
MORNING = time(9)


def requests_from(content: bytes) -> tuple[Told, ...]:
    """The requests of a file, in its order. Raises BadFile."""
    if len(content) > MOST_BYTES:
        raise BadFile(f"文件超过{MOST_BYTES // 2**20} MB，请分成几个文件载入")
    whole = _object(_json(content), "文件")
    if whole.get("format") != FORMAT:
        raise BadFile(f'文件开头应写明 "format": "{FORMAT}"，现为“{str(whole.get("format"))[:40]}”')
    listed = _list(whole.get("requests"), "requests")
    if not listed or len(listed) > MOST_REQUESTS:
        raise BadFile(f"requests 应有1至{MOST_REQUESTS}件申请，现有{len(listed)}件")
    told = tuple(_request(one, f"requests[{place}]") for place, one in enumerate(listed))
    refs = [one.ref for one in told]
    if len(set(refs)) < len(refs):
        doubled = next(ref for ref in refs if refs.count(ref) > 1)
        raise BadFile(f"ref “{doubled[:40]}”出现了两次；每件申请的 ref 应当不同")
    return told


def _json(content: bytes) -> object:
    try:
        return json.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise BadFile("文件不是UTF-8编码，请另存为UTF-8后再载入") from None
    except json.JSONDecodeError as fault:
        raise BadFile(f"文件不是完整的JSON：第{fault.lineno}行第{fault.colno}列有误") from None
    except RecursionError:
        raise BadFile("文件嵌套太深，不是申请文件") from None


def _request(told: object, where: str) -> Told:
    own = _object(told, where)
    _no_others(own, OWN | {*WHAT}, where)
    applicant = _words(own.get("applicant"), APPLICANT, WANTED_OF_APPLICANT, f"{where}.applicant")
    what = _words({name: own[name] for name in WHAT if name in own}, WHAT, WANTED_OF_WHAT, where)
    came_on, at = _day(own.get("came_on"), f"{where}.came_on"), _time(own.get("at"), f"{where}.at")
    deeds = tuple(_deeds(own.get("steps", []), came_on, f"{where}.steps"))
    for before, after in pairwise([came_on, *(deed.on for deed in deeds)]):
        if after < before:
            raise BadFile(f"{where}.steps 的日期应当从早到晚，{after}排在{before}之后")
    brought = tuple(_proceedings(own.get("proceedings", []), f"{where}.proceedings"))
    deeds = tuple(sorted((*deeds, *brought), key=lambda deed: (deed.on, deed.at)))
    needs_help = own.get("needs_help", False)
    if not isinstance(needs_help, bool):
        raise BadFile(f"{where}.needs_help 应为 true 或者 false")
    return Told(
        ref=_text(own.get("ref"), f"{where}.ref"), unit=_text(own.get("unit"), f"{where}.unit"),
        government=_text(own.get("government", ""), f"{where}.government", may_be_empty=True),
        channel=_text(own.get("channel"), f"{where}.channel"), came_on=came_on, at=at, applicant=applicant,
        what=what, needs_help=needs_help, deeds=deeds, where=where,
    )  # fmt: skip


def _deeds(listed: object, came_on: date, where: str) -> Iterator[Deed]:
    before = came_on
    for place, one in enumerate(_list(listed, where)):
        deed = _deed(one, f"{where}[{place}]", STEPS, before)
        before = deed.on
        yield from _taken_apart(deed) if deed.code == ANSWER else (deed,)


def _deed(one: object, here: str, known: Mapping[str, Mapping[str, Field]], before: date) -> Deed:
    """One step of those that are known; the day of the one before where it tells none."""
    own = _object(one, here)
    code = _text(own.get("step"), f"{here}.step")
    if code not in known:
        raise BadFile(f"{here}.step “{code[:20]}”不是步骤，可用的有：{'、'.join(known)}")
    fields = known[code]
    _no_others(own, {"step", "on", "at", "by", *fields}, here)
    told = {name: _value(own.get(name), field, f"{here}.{name}") for name, field in fields.items()}
    on = _day(own.get("on", before.isoformat()), f"{here}.on")
    by = _text(own.get("by", ""), f"{here}.by", may_be_empty=True)
    return Deed(code, on, _time(own.get("at"), f"{here}.at"), by, told, here)


def _proceedings(listed: object, where: str) -> Iterator[Deed]:
    """What was brought against the request: each its entry and its course, among the days of the request."""
    numbers: set[str] = set()
    for place, one in enumerate(_list(listed, where)):
        here = f"{where}[{place}]"
        entered, own = _entered(one, here), _object(one, here)
        file_number = str(entered.told["file_number"])
        if file_number in numbers:
            raise BadFile(f"{here}.file_number “{file_number[:40]}”在这件申请里出现了两次")
        numbers.add(file_number)
        yield entered
        yield from _course(own.get("steps", []), entered, f"{here}.steps")


def _entered(one: object, here: str) -> Deed:
    """A proceeding is put down when the latest of its first days has come."""
    own = _object(one, here)
    _no_others(own, {"at", "by", "steps", *PROCEEDING}, here)
    told = {name: _value(own.get(name), field, f"{here}.{name}") for name, field in PROCEEDING.items()}
    on = max(day for day in (told["accepted_on"], told["notified_on"]) if isinstance(day, date))
    by = _text(own.get("by", ""), f"{here}.by", may_be_empty=True)
    return Deed(f"{OF_PROCEEDING}{ENTERED}", on, _time(own.get("at"), f"{here}.at"), by, told, here)


def _course(listed: object, entered: Deed, where: str) -> Iterator[Deed]:
    before, number = entered.on, entered.told["file_number"]
    for place, one in enumerate(_list(listed, where)):
        deed = _deed(one, f"{where}[{place}]", STEPS_OF_PROCEEDING, before)
        if deed.on < before:
            raise BadFile(f"{where} 的日期应当从早到晚，{deed.on}排在{before}之后")
        before = deed.on
        yield replace(deed, code=f"{OF_PROCEEDING}{deed.code}", told={**deed.told, "file_number": number})


def _taken_apart(deed: Deed) -> Iterator[Deed]:
    """An answer in one word is what an office does in seven steps."""

    def step(code: str, **told: object) -> Deed:
        return Deed(code, deed.on, deed.at, deed.by, told, deed.where)

    items = deed.told["items"]
    assert isinstance(items, list)
    yield step("divide", wanted=[str(item["wanted"]) for item in items])
    for place, item in enumerate(items, start=1):
        yield step("decide", place=place, **{name: item[name] for name in IN_ITEM if name != "wanted"})
    yield step("draft", row=deed.told["row"])
    for code in ("review", "clear", "issue"):
        yield step(code)
    yield step("serve", way=deed.told["way"], proof=deed.told["proof"])


def _value(told: object, field: Field, where: str) -> object:
    if told is None:
        if field.is_wanted:
            raise BadFile(f"{where} 没有填写")
        return field.otherwise
    match field.kind:
        case Kind.TEXT:
            return _one_of(_text(told, where, may_be_empty=not field.is_wanted), field.one_of, where)
        case Kind.WHOLE | Kind.DAY:
            return _day(told, where) if field.kind is Kind.DAY else _whole(told, where)
        case Kind.TEXTS:
            return [_text(one, where) for one in _list(told, where)]
        case Kind.TELLING:
            return {key: _text(one, f"{where}.{key}") for key, one in _object(told, where).items()}
        case Kind.ITEMS:
            return [_item(one, f"{where}[{place}]") for place, one in enumerate(_list(told, where))]


def _one_of(text: str, known: Sequence[str], where: str) -> str:
    if known and text not in known:
        raise BadFile(f"{where} 应为{'、'.join(known)}之一，现为“{text[:20]}”")
    return text


def _item(told: object, where: str) -> Mapping[str, object]:
    own = _object(told, where)
    _no_others(own, {*IN_ITEM}, where)
    return {name: _value(own.get(name), field, f"{where}.{name}") for name, field in IN_ITEM.items()}


def _words(told: object, names: Sequence[str], wanted: Sequence[str], where: str) -> Mapping[str, str]:
    own = _object(told, where)
    _no_others(own, {*names}, where)
    for name in wanted:
        _text(own.get(name), f"{where}.{name}")
    return {name: _text(text, f"{where}.{name}", may_be_empty=True) for name, text in own.items()}


def _no_others(own: Mapping[str, object], known: set[str] | frozenset[str], where: str) -> None:
    others = [name for name in own if name not in known]
    if others:
        raise BadFile(f"{where} 里没有“{others[0][:40]}”这一项，可用的有：{'、'.join(sorted(known))}")


def _object(told: object, where: str) -> Mapping[str, object]:
    if not isinstance(told, dict):
        raise BadFile(f"{where} 应为一个对象 {{…}}")
    return told


def _list(told: object, where: str) -> Sequence[object]:
    if not isinstance(told, list):
        raise BadFile(f"{where} 应为一个列表 […]")
    return told


def _text(told: object, where: str, *, may_be_empty: bool = False) -> str:
    if not isinstance(told, str) or not (told.strip() or may_be_empty):
        raise BadFile(f"{where} 应为文字，不能为空")
    if len(told) > LONGEST_TEXT:
        raise BadFile(f"{where} 有{len(told)}字，最多{LONGEST_TEXT}字")
    return told


def _whole(told: object, where: str) -> int:
    if isinstance(told, bool) or not isinstance(told, int) or not 0 <= told <= MOST_REQUESTS:
        raise BadFile(f"{where} 应为不小于0的整数")
    return told


def _day(told: object, where: str) -> date:
    try:
        return date.fromisoformat(told if isinstance(told, str) else "")
    except ValueError:
        raise BadFile(f"{where} 应为日期，例如 2024-01-08") from None


def _time(told: object, where: str) -> time:
    if told is None:
        return MORNING
    try:
        return time.fromisoformat(told if isinstance(told, str) else "").replace(tzinfo=None)
    except ValueError:
        raise BadFile(f"{where} 应为时刻，例如 09:30") from None
