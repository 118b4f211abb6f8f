"""A request in whose every part stands a word that is found nowhere else, and everybody who might look."""

import io
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import unquote

from django.core.cache import cache
from django.test import Client, override_settings
from django.utils import timezone

from config.environment import Surface
from config.surfaces import settings_of
from quancheng.kernel.basis.actor import Actor, Kind
from quancheng.kernel.citizens.commands.codes import ask_code
from quancheng.kernel.citizens.commands.signing_in import sign_in_by_code
from quancheng.kernel.citizens.models import Purpose
from quancheng.kernel.citizens.queries import digits_of
from quancheng.kernel.citizens.ways import Address, Way
from quancheng.kernel.orgs.models import AdminSeat, Person, Tenant
from quancheng.kernel.orgs.roles import AdminRole, Role
from quancheng.kernel.redaction.tests import papers
from quancheng.records.disclosure.commands import consulting, endings, handling, replies
from quancheng.records.disclosure.commands.claiming import claim_request
from quancheng.records.disclosure.commands.intake import (
    What,
    Who,
    confirm_receipt,
    register_request,
    submit_request,
)
from quancheng.records.disclosure.commands.letters import note_letter_served
from quancheng.records.disclosure.forms.papers import paper_let_in
from quancheng.records.disclosure.models import IdentityPaper, Reply, ReplyFile, Request
from quancheng.records.disclosure.models.consultations import Opinion, Party
from quancheng.records.disclosure.models.requests import Medium, Route
from quancheng.records.disclosure.queries.doors import code_of
from quancheng.records.disclosure.rules.applicants import Applicant, Proof
from quancheng.records.disclosure.rules.receipt import Channel
from quancheng.records.disclosure.tests import story
from quancheng.records.disclosure.tests.conftest import PAPER, PASSER_BY, finance, read_warnings, seen, staff
from quancheng.records.disclosure.tests.test_papers import PNG

MARKS: Mapping[str, str] = {  # what is looked for, by the object in which it stands
    "request": "晻暾鞫獄甲",
    "applicant": "晻暾鞫獄乙",
    "paper": "MARK-IN-THE-PAPER",
    "paper name": "晻暾鞫獄丙",
    "reply": "晻暾鞫獄丁",
    "original": "晻暾鞫獄戊",
    "original name": "晻暾鞫獄己",
    "open part": "晻暾鞫獄庚",
    "public title": "晻暾鞫獄辛",
    "consulted": "晻暾鞫獄壬",
    "opinion": "晻暾鞫獄癸",
    "correction asked": "晻暾鞫獄子",
    "correction": "晻暾鞫獄丑",
    "return reason": "晻暾鞫獄寅",
    "withdrawn request": "晻暾鞫獄卯",
    "addressee of letter 24": "晻暾鞫獄辰",
}
TAIL = PAPER[-4:]
WRONG = "0000"


@dataclass(frozen=True)
class House:
    """The request, and who stands around it."""

    number: str
    code: str
    withdrawn: str  # another request of the same paper, with its letter 24 on the internet
    file: int
    paper: str
    redaction: int
    drawn: int  # the redaction of a file whose pages are seen as pictures
    officials: Mapping[str, Client]
    citizens: Mapping[str, Client]


def built(now: datetime) -> House:
    """The whole story of one partial disclosure, through the commands that people use."""
    people = _officials()
    clerk, reviewer, head = (people[name] for name in ("handler", "reviewer", "head"))
    story.rules_in_force(people["office"], people["legal"], now=now)
    request = _asked(clerk, now)
    _corrected_and_consulted(request, clerk, now)
    _decided(request, clerk, now)
    data = f"公开的：{MARKS['open part']}\n不公开的：{MARKS['original']}\n".encode()
    one = story.attached(
        request, clerk, data=data, name=f"{MARKS['original name']}.txt", title=MARKS["public title"], now=now
    )
    one = story.taken_in(one, clerk, reviewer, words=MARKS["original"], now=now)
    drawn = story.taken_in(_drawn(request, clerk, now), clerk, reviewer, words=papers.NAME, now=now)
    _returned_and_issued(request, clerk, reviewer, head, now)
    story.served(request, clerk, now=now)
    owner, other = _citizen("13800000001", now), _citizen("13800000002", now)
    claim_request(number=request.number, code=code_of(request.number), actor=owner[0], now=now)
    withdrawn = _withdrawn(clerk, reviewer, head, now)
    claim_request(number=withdrawn.number, code=code_of(withdrawn.number), actor=owner[0], now=now)
    assert one.redaction_id is not None
    return House(
        number=request.number, code=code_of(request.number), withdrawn=withdrawn.number, file=one.pk,
        paper=str(IdentityPaper.objects.get().pk), redaction=one.redaction_id,
        drawn=drawn.redaction_id or 0,
        officials={name: _signed_in(actor) for name, actor in people.items()},
        citizens={"claimant": owner[1], "owner": owner[1], "other citizen": other[1]},
    )  # fmt: skip


def public_channels(house: House, viewer: str) -> Iterator[tuple[str, str]]:
    """Everything that the portal would tell this viewer, by the name of the channel."""
    with override_settings(**settings_of(Surface.PUBLIC)):
        cache.clear()
        client = house.citizens.get(viewer, Client())
        told = _what_is_known(house, viewer)
        for path in ("/disclosure/", "/disclosure/guide/", "/disclosure/new/", "/disclosure/status/"):
            yield "portal", read(client.get(path))
        yield "status", read(client.post("/disclosure/status/", told))
        yield "reply page", read(client.post("/disclosure/status/reply/", told))
        yield "reply file", read(client.post("/disclosure/status/reply/", {**told, "what": "docx"}))
        taken = client.post("/disclosure/status/reply/", {**told, "what": house.file})
        yield "file", read(taken)
        yield "file name", name_of(taken)
        own = f"/disclosure/own/{house.number}/"
        signs = TAIL if viewer == "owner" else WRONG  # the claimant becomes the owner by the right ones
        yield "own signs", read(client.post(f"{own}signs/", {"tail": signs}))
        yield "own page", read(client.get(own))
        yield "own reply", read(client.get(f"{own}reply/"))
        yield "own reply file", read(client.get(f"{own}reply/docx/"))
        taken = client.get(f"{own}reply/{house.file}/")
        yield "own file", read(taken)
        yield "own file name", name_of(taken)
        yield from _channels_of_letter_24(house, viewer, client)
        yield "my page", read(client.get("/mine/"))
        yield "my export", read(client.get("/mine/account/my-data.json"))


def _channels_of_letter_24(house: House, viewer: str, client: Client) -> Iterator[tuple[str, str]]:
    told = _what_is_known(house, viewer, house.withdrawn)
    yield "end status", read(client.post("/disclosure/status/", told))
    yield "end page", read(client.post("/disclosure/status/reply/", told))
    yield "end file", read(client.post("/disclosure/status/reply/", {**told, "what": "docx"}))
    own = f"/disclosure/own/{house.withdrawn}/"
    signs = TAIL if viewer == "owner" else WRONG
    yield "own end signs", read(client.post(f"{own}signs/", {"tail": signs}))
    yield "own end status", read(client.get(own))
    yield "own end page", read(client.get(f"{own}reply/"))
    yield "own end file", read(client.get(f"{own}reply/docx/"))


def desk_channels(house: House, viewer: str) -> Iterator[tuple[str, str]]:
    """The same for the desk."""
    client, page = house.officials[viewer], f"/disclosure/{house.number}/"
    with override_settings(**settings_of(Surface.DESK)):
        yield "list", read(client.get("/disclosure/"))
        for mark in MARKS.values():
            yield "list", without(mark, read(client.get("/disclosure/", {"q": mark, "scope": ""})))
            yield "search", without(mark, read(client.get("/search/", {"q": mark})))
        yield "page", read(client.get(page))
        yield "applicant", read(client.post(f"{page}applicant/"))
        yield "party", read(client.post(f"{page}asked/1/party/"))
        yield "items", read(client.get(f"{page}items/1/"))
        yield "letter", read(client.get(f"{page}reply.docx"))
        end = f"/disclosure/{house.withdrawn}/"
        yield "end page", read(client.get(end))
        yield "end letter", read(client.get(f"{end}letters/1.docx"))
        taken = client.get(f"{page}files/{house.file}/original/")
        yield "original", read(taken)
        yield "original name", name_of(taken)
        taken = client.get(f"{page}files/{house.file}/given/")
        yield "given", read(taken)
        yield "given name", name_of(taken)
        taken = client.get(f"{page}papers/{house.paper}/")
        yield "paper", read(taken)
        yield "paper name", name_of(taken)
        yield "redaction list", read(client.get("/redaction/"))
        yield "redaction", read(client.get(f"/redaction/of/disclosure.file/{house.file}/"))
        yield "redaction", read(client.get(f"/redaction/{house.redaction}/"))
        yield "redaction", read(client.get(f"/redaction/{house.redaction}/?show=open"))
        pages = f"/redaction/{house.drawn}/pages"
        for picture, shows in (("1.png", "original"), ("1/open.png", "open part")):
            answer = client.get(f"{pages}/{picture}")  # no word can be read in it: that it comes, tells it
            yield "picture", MARKS[shows] if answer["Content-Type"] == "image/png" else read(answer)
        yield "product", read(client.get(f"/redaction/{house.redaction}/product/"))
        yield "inbox", read(client.get("/inbox/"))
        yield "my work", read(client.get("/my-work/"))
        yield "audit", read(client.get("/audit/")) + read(client.post("/audit/file/", {}))
        yield "office", read(client.get("/overview/"))


def read(answer) -> str:
    """All that an answer says: body and headers; of an office file what stands in its parts."""
    data = b"".join(answer) if answer.streaming else answer.content
    told = data.decode(errors="replace") + " ".join(f"{key}: {value}" for key, value in answer.items())
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            told += "".join(archive.read(part).decode(errors="replace") for part in archive.namelist())
    return told


def name_of(answer) -> str:
    """The name under which a file would be saved."""
    return unquote(answer.headers.get("Content-Disposition", ""))


def without(mark: str, told: str) -> str:
    """A page that repeats what was looked for tells nothing by it: the words of the box are taken out."""
    return told.replace(f'value="{mark}"', "").replace(f"“{mark}”", "")


def _what_is_known(house: House, viewer: str, number: str = "") -> dict[str, str]:
    number = number or house.number
    knows = {"holder": (code_of(number), WRONG), "holder with tail": (code_of(number), TAIL)}
    code, tail = knows.get(viewer, ("AAAAAAAA", TAIL))
    return {"number": number, "code": code, "tail": tail}


def _officials() -> Mapping[str, Actor]:
    posts = {
        "handler": ("市财政局", Role.HANDLER), "reviewer": ("市财政局", Role.REVIEWER),
        "head": ("市财政局", Role.HEAD), "neighbour": ("市水务局", Role.HANDLER),
        "office": ("市政府办公厅", Role.OPENNESS_OFFICE), "legal": ("市政府办公厅", Role.LEGAL_READER),
        "other government": ("东区政府办公室", Role.OPENNESS_HEAD),
    }  # fmt: skip
    found = {name: staff(unit, name, role) for name, (unit, role) in posts.items()}
    return {**found, **{name: _seated(name, role) for name, role in _SEATS.items()}}


_SEATS = {
    "system administrator": AdminRole.SYSTEM,
    "security administrator": AdminRole.SECURITY,
    "auditor": AdminRole.AUDIT,
}


def _seated(name: str, role: AdminRole) -> Actor:
    city = Tenant.objects.get(slug="qzw")
    person = Person.objects.create(account=name.replace(" ", "-"), name=name, tenant=city)
    AdminSeat.objects.create(tenant=city, role=role, person=person)
    return Actor(kind=Kind.OFFICIAL, person_id=person.pk, tenant_id=city.pk, roles=frozenset({role}))


def _signed_in(actor: Actor) -> Client:
    client = Client()
    client.force_login(Person.objects.get(pk=actor.person_id))
    return client


def _citizen(phone: str, now: datetime) -> tuple[Actor, Client]:
    code = ask_code(address=Address(Way.PHONE, phone), purpose=Purpose.SIGN_IN, actor=PASSER_BY, now=now)
    opened = sign_in_by_code(
        number=code.number, digits=digits_of(code), notice="2026-11", device="手机", actor=PASSER_BY, now=now
    )
    client = Client()
    client.cookies["quancheng_mine"] = opened.cookie
    return Actor.citizen(opened.sign_in.citizen_id), client


def _asked(clerk: Actor, now: datetime) -> Request:
    who = Who(
        sort=Applicant.PERSON, name=MARKS["applicant"], proof=Proof.IDENTITY, proof_number=PAPER,
        phone="13800000000", address=f"{MARKS['applicant']}路1号",
    )  # fmt: skip
    what = What(wanted=MARKS["request"], medium=Medium.ELECTRONIC, route=Route.NETWORK)
    data = PNG + MARKS["paper"].encode()
    request = submit_request(
        unit_id=finance().pk, who=who, what=what, once="leaks", source="203.0.113.7", actor=PASSER_BY,
        paper=paper_let_in(data, name=f"{MARKS['paper name']}.png"), now=now,
    )  # fmt: skip
    on = timezone.localdate(now)
    return confirm_receipt(**seen(request), on=on, how="电话确认", actor=clerk, now=now)


def _withdrawn(clerk: Actor, reviewer: Actor, head: Actor, now: datetime) -> Request:
    """A request that its applicant withdrew, and that was told by letter 24 on the internet."""
    who = Who(
        sort=Applicant.PERSON, name=MARKS["addressee of letter 24"], proof=Proof.IDENTITY, proof_number=PAPER,
        phone="13800000009", address="演示路9号",
    )  # fmt: skip
    what = What(wanted=MARKS["withdrawn request"], medium=Medium.ELECTRONIC, route=Route.NETWORK)
    on = timezone.localdate(now)
    request = register_request(
        channel=Channel.IN_PERSON, came_on=on, who=who, what=what, once="withdrawn", actor=clerk, now=now
    )
    handling.note_withdrawal(**seen(request), reason="来电", actor=clerk, now=now)
    endings.draft_ending(**seen(request), actor=clerk, now=now)
    endings.review_ending(**seen(request), actor=reviewer, now=now)
    made = endings.issue_ending(**seen(request), actor=head, now=now).letter
    assert made is not None
    way = Reply.Way.BY_NETWORK
    note_letter_served(
        number=request.number, place=made.place, way=way, proof="", on=on, actor=clerk, now=now
    )
    return request


def _corrected_and_consulted(request: Request, clerk: Actor, now: datetime) -> None:
    on = timezone.localdate(now)
    handling.ask_correction(**seen(request), points=MARKS["correction asked"], days=10, actor=clerk, now=now)
    handling.note_notice_served(**seen(request), on=on, actor=clerk, now=now)
    handling.take_correction(**seen(request), text=MARKS["correction"], on=on, actor=clerk, now=now)
    consulting.consult(
        **seen(request), party=Party.THIRD, name=MARKS["consulted"], about="联系人的姓名", on=on,
        actor=clerk, now=now,
    )  # fmt: skip
    consulting.note_opinion(
        number=request.number, place=1, opinion=Opinion.REFUSES_WITH_REASONS, reasons=MARKS["opinion"], on=on,
        actor=clerk, now=now,
    )  # fmt: skip


def _decided(request: Request, clerk: Actor, now: datetime) -> None:
    story.divided(request, clerk, "分项", now=now)
    said = {**story.SAID, "information": f"{MARKS['reply']}，其余见附件"}
    story.decided(request, clerk, said=said, now=now)


def _drawn(request: Request, clerk: Actor, now: datetime) -> ReplyFile:
    data = papers.pdf_of(papers.lines(f"联系人：{papers.NAME}"))
    return story.attached(request, clerk, data=data, name="名册.pdf", title="名册", now=now)


def _returned_and_issued(request: Request, clerk: Actor, reviewer: Actor, head: Actor, now: datetime) -> None:
    read_warnings(request, clerk, now=now)  # what two third parties refused is not what goes out
    story.drafted(request, clerk, now=now)
    replies.return_reply(**seen(request), reason=MARKS["return reason"], actor=reviewer, now=now)
    story.issued(request, clerk, reviewer, head, now=now)
    assert not ReplyFile.objects.filter(given__isnull=False).exists()  # before it is served nothing is given
