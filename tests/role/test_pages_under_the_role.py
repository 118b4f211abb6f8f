"""Every public address answers under the role exactly as it does under the owner."""

import re
from collections.abc import Iterable

import pytest
from django.test import Client

from quancheng.kernel.links import registry as links
from tests.house.test_addresses import listed
from tests.role.town import model

pytestmark = pytest.mark.postgresql
OF_THE_MOMENT = re.compile(rb'name="(?:seal|csrfmiddlewaretoken)" value="[^"]*"|DTSTAMP:\w+')


def addresses() -> dict[str, list[str]]:
    """By each line of the list that is read aloud: real addresses, of what is shown and what is hidden."""
    plan = model("plan.Plan").objects.get(published_on__isnull=False).ref
    promised = model("plan.CommitmentList").objects.get(published_on__isnull=False).ref
    rows = list(model("plan.Row").objects.values_list("ref", flat=True))
    public = [f"plan.plan:{plan}", f"plan.row:{rows[0]}", f"plan.commitments:{promised}"]
    every_kind = [f"{kind.code}:1" for kind in links.kinds()]
    listed_in = {
        "calendar.ics",
        "calendar.json",
        "accessibility/",
        "notices/",
        "plan/",
        "subscriptions/asked/",
    }
    found = {
        r"^((?:[\w\-]+/)*)$": ["", "nowhere/", *_urls(model("portal.Notice").objects.all())],
        "calculator/": ["calculator/", "calculator/?start=2026-03-02&days=20"],
        "mailbox/": ["mailbox/", "mailbox/?word=网站", "mailbox/?page=2"],
        "mailbox/new/": ["mailbox/new/", *(f"mailbox/new/?about={one}" for one in (*public, *every_kind))],
        "mailbox/published/<int:publication_id>/": [
            f"mailbox/published/{one}/" for one in _keys("mailbox.Publication")
        ],
        "mailbox/own/<str:number>/": ["mailbox/own/20260302-00000/"],
        "mailbox/receipt/<str:token>/": ["mailbox/receipt/x/"],
        "disclosure/guide/": [
            "disclosure/guide/",
            "disclosure/guide/?q=老旧小区改造进度",
            *(f"disclosure/guide/?about={one}" for one in public),
        ],
        "disclosure/new/": [
            "disclosure/new/",
            *(f"disclosure/new/?about={one}" for one in (*public, *every_kind)),
        ],
        "disclosure/own/<str:number>/": ["disclosure/own/S20260302-00000/"],
        **{
            f"disclosure/own/<str:number>/{way}/": [f"disclosure/own/S20260302-00000/{way}/"]
            for way in (
                "confirmation",
                "correction",
                "explanation",
                "reply",
                "signs",
                "suggestion",
                "withdrawal",
            )
        },
        "disclosure/own-record/own/<str:number>/": ["disclosure/own-record/own/G20260302-00000/"],
        **{
            f"disclosure/own-record/own/<str:number>/{way}/": [
                f"disclosure/own-record/own/G20260302-00000/{way}/"
            ]
            for way in ("letter", "signs", "withdrawal")
        },
        "disclosure/own/<str:number>/wish/<int:place>/": ["disclosure/own/S20260302-00000/wish/1/"],
        "disclosure/own-record/receipt/<str:token>/": ["disclosure/own-record/receipt/x/"],
        "disclosure/status/wish/<int:place>/": ["disclosure/status/wish/1/"],
        "disclosure/own/<str:number>/reply/<str:what>/": ["disclosure/own/S20260302-00000/reply/pdf/"],
        "disclosure/receipt/<str:token>/": ["disclosure/receipt/x/"],
        **{
            f"mine/{page}/<str:token>/": [f"mine/{page}/x/"]
            for page in ("sign-in/code", "account/address", "account/close")
        },
        "mine/sign-ins/<int:sign_in_id>/end/": ["mine/sign-ins/1/end/"],
        "mine/subscriptions/<int:subscription_id>/end/": ["mine/subscriptions/1/end/"],
        "plan/<slug:ref>/": [f"plan/{plan}/", f"plan/{plan}/?q=公开", "plan/jinan-2027/"],
        "plan/evidence/<int:release_id>/": [
            f"plan/evidence/{one}/" for one in _keys("obligations.EvidenceRelease")
        ],
        "plan/commitments/<slug:ref>/": [f"plan/commitments/{promised}/", "plan/commitments/secret/"],
        "plan/commitments/one/<slug:ref>/": [
            f"plan/commitments/one/{one.ref}/" for one in model("plan.Commitment").objects.all()
        ],
        "plan/rows/<slug:ref>/": [f"plan/rows/{ref}/" for ref in rows],
        "reading/<str:mode>/": ["reading/elder/?next=/"],
        "subscriptions/new/": [f"subscriptions/new/?about={one}" for one in (*public, *every_kind)],
        **{f"subscriptions/<str:token>/{end}/": [f"subscriptions/x/{end}/"] for end in ("confirm", "end")},
        "subscriptions/<str:token>/end-all/": ["subscriptions/x/end-all/"],
    }
    for line in listed("public_addresses.txt"):
        if line in listed_in or (line not in found and "<" not in line):
            found[line] = [line]
        elif line not in found and line.startswith("plan/commitments/<slug:ref>/"):
            found[line] = [line.replace("<slug:ref>", promised), line.replace("<slug:ref>", "secret")]
        elif line not in found and line.startswith("yearbook/<slug:ref>/"):
            refs = model("yearbook.Report").objects.values_list("ref", flat=True)
            found[line] = [line.replace("<slug:ref>", ref) for ref in (*refs, "nowhere-2024")]
        elif line not in found and line.startswith("plan/<slug:ref>/"):
            found[line] = [line.replace("<slug:ref>", plan), line.replace("<slug:ref>", "jinan-2027")]
    return found


def _keys(name: str) -> Iterable[int]:
    return model(name).objects.values_list("pk", flat=True)


def _urls(pages) -> list[str]:
    return [page.url.split("/", 3)[-1] if "://" in page.url else page.url.lstrip("/") for page in pages]


def answers(asked: Iterable[str]) -> dict[str, tuple[int, str, bytes]]:
    return {address: answer(address) for address in asked}


def answer(address: str) -> tuple[int, str, bytes]:
    got = Client(raise_request_exception=False).get(f"/{address}", HTTP_HOST="localhost")
    body = b"".join(got) if got.streaming else got.content
    return got.status_code, got.get("Location", ""), OF_THE_MOMENT.sub(b"", body)


class TestEveryPublicAddress:
    def test_answers_as_under_the_owner(self, as_owner, as_role, settings):
        settings.DOWNLOADS_A_MINUTE = 10_000  # each report of the model city has five files
        every = as_owner(addresses)
        assert sorted(every) == listed("public_addresses.txt")
        asked = [address for group in every.values() for address in group]
        owners = as_owner(answers, asked)
        roles = as_role(answers, asked)
        assert [address for address in asked if owners[address] != roles[address]] == []
        assert {code for code, *_ in roles.values()} <= {200, 302, 404, 405, 410}

    def test_hands_out_the_released_file_alone(self, as_owner, as_role):
        release = model("obligations.EvidenceRelease").objects
        told = {one.title: one.pk for one in as_owner(list, release.filter(title__endswith=".txt"))}
        assert as_role(answer, f"plan/evidence/{told['公开.txt']}/")[0] == 200
        assert as_role(answer, f"plan/evidence/{told['内部.txt']}/")[0] == 404
