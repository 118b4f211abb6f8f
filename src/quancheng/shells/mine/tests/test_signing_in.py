"""The door of citizens: an address, a code, and they are in; and everybody who must stay out."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from quancheng.kernel.audit.models import AuditEntry
from quancheng.kernel.citizens.models import Citizen, Code, SignIn
from quancheng.kernel.citizens.queries import digits_of
from quancheng.shells.mine.tests.conftest import (
    HOME,
    MAIL,
    PHONE,
    SIGN_IN,
    ask,
    digits,
    later,
    newest,
    seal,
    short_messages,
    sign_in,
)
from quancheng.ui.known import COOKIE

OTHER = "13900000002"
PASSWORD = "Quan-cheng-2024"
WRONG = "000000"


def wrong_digits() -> str:
    return WRONG if digits() != WRONG else "000001"


class TestSignIn:
    def test_by_the_code_that_came(self, client, drain, tmp_path):
        asked = ask(client)
        drain()
        [sent] = short_messages(tmp_path)
        assert sent["to"] == PHONE
        assert PHONE not in asked["Location"]
        came = client.post(asked["Location"], {"digits": sent["facts"]["code"]})
        assert came["Location"] == HOME
        shown = client.get(HOME)
        assert "138****0001" in shown.text
        assert PHONE not in shown.text

    def test_by_mail(self, client, drain, mailoutbox):
        asked = ask(client, MAIL)
        drain()
        assert digits() in mailoutbox[0].body
        assert client.post(asked["Location"], {"digits": digits()}).status_code == 302
        assert client.get(HOME).status_code == 200

    @pytest.mark.parametrize(
        "typed", ["138 0000 0001", "１３８０００００００１", "+8613800000001", "138-0000-0001"]
    )
    def test_knows_a_number_however_it_is_typed(self, client, citizen, typed):
        later()
        ask(client, typed)
        assert newest().to == PHONE

    def test_registers_once(self, client):
        first, second = sign_in(client), sign_in(Client())
        assert (first.pk, Citizen.objects.count()) == (second.pk, 1)
        codes = [entry.code for entry in AuditEntry.objects.order_by("seq")]
        assert codes.count("citizens.account.registered") == 1
        assert codes[-1] == "citizens.account.signed_in"

    def test_writes_nothing_personal_into_the_audit(self, client, citizen):
        told = str(list(AuditEntry.objects.values()))
        assert PHONE not in told
        assert digits() not in told
        assert citizen.number.hex not in told

    def test_keeps_the_consent(self, client, citizen):
        assert (citizen.notice, citizen.consented_at is not None) == ("2026-11", True)

    def test_asks_for_consent(self, client):
        refused = ask(client, consent="")
        assert refused.status_code == 422
        assert "请阅读个人信息处理告知" in refused.text
        assert not Code.objects.exists()

    @pytest.mark.parametrize(
        ("told", "sentence"),
        [
            ({"address": ""}, "请填写接收验证码的手机号码或邮箱"),
            ({"address": "12345"}, "看不出是手机号码还是邮箱"),
            ({"address": "13800000001\x00"}, "空"),
            ({"address": "a@b"}, "看不出是手机号码还是邮箱"),
            ({"website": "http://spam.example"}, "请清空后再提交"),
            ({"seal": ""}, "页面不完整"),
            ({"seal": "forged.1:abc"}, "页面不完整"),
        ],
    )
    def test_is_refused_in_its_place(self, client, told, sentence):
        refused = ask(client, **told)
        assert refused.status_code == 422
        assert sentence in refused.text
        assert not Code.objects.exists()

    def test_is_refused_when_no_human_writes_so_fast(self, client):
        assert "提交得太快" in ask(client, seal=seal(age=0)).text

    def test_says_so_where_no_code_can_leave(self, client, settings):
        settings.CITIZEN_WAYS = ()
        assert "公众登录还没有开通" in client.get(SIGN_IN).text
        assert ask(client).status_code == 422
        settings.CITIZEN_WAYS = ("email",)
        assert "只能用电子邮箱" in ask(client).text
        assert ask(client, MAIL).status_code == 302

    def test_leads_back_to_the_page_that_was_wanted(self, client):
        wanted = client.get("/mailbox/claim/")
        assert wanted["Location"] == f"{SIGN_IN}?next=%2Fmailbox%2Fclaim%2F"
        asked = client.post(wanted["Location"], {"address": PHONE, "consent": "on", "seal": seal()})
        assert client.post(asked["Location"], {"digits": digits()})["Location"] == "/mailbox/claim/"

    @pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example", "javascript:alert(1)"])
    def test_leads_to_no_other_house(self, client, elsewhere):
        asked = client.post(
            f"{SIGN_IN}?next={elsewhere}", {"address": PHONE, "consent": "on", "seal": seal()}
        )
        assert client.post(f"{asked['Location']}?next={elsewhere}", {"digits": digits()})["Location"] == HOME


class TestACode:
    def test_opens_nothing_twice(self, client):
        asked = ask(client)
        right = digits()
        assert client.post(asked["Location"], {"digits": right}).status_code == 302
        again = Client().post(asked["Location"], {"digits": right})
        assert again.status_code == 410
        assert SignIn.objects.count() == 1

    def test_of_another_number_opens_nothing(self, client):
        mine = ask(client)
        ask(Client(), OTHER)
        theirs = digits_of(Code.objects.get(to_digest=newest().to_digest))
        if theirs == digits_of(Code.objects.order_by("pk")[0]):
            pytest.skip("one in a million")
        assert client.post(mine["Location"], {"digits": theirs}).status_code == 422
        assert not SignIn.objects.exists()

    def test_is_worth_nothing_after_five_tries(self, client):
        asked = ask(client)
        for _ in range(5):
            assert client.post(asked["Location"], {"digits": wrong_digits()}).status_code == 422
        assert client.post(asked["Location"], {"digits": digits()}).status_code == 422
        assert (newest().tries, SignIn.objects.count()) == (5, 0)

    def test_is_worth_nothing_when_its_minutes_are_over(self, client):
        asked = ask(client)
        Code.objects.update(until=timezone.now())
        assert client.post(asked["Location"], {"digits": digits()}).status_code == 410
        assert not SignIn.objects.exists()

    def test_is_worth_nothing_once_the_next_one_was_asked_for(self, client):
        first, right = ask(client), digits()
        later()
        ask(client)
        assert client.post(first["Location"], {"digits": right}).status_code == 410

    def test_is_asked_for_once_a_minute(self, client):
        ask(client)
        refused = ask(Client())
        assert (refused.status_code, refused["Retry-After"]) == (429, "60")

    def test_is_asked_for_ten_times_a_day(self, client):
        for _ in range(10):
            assert ask(client).status_code == 302
            later()
        assert ask(Client(REMOTE_ADDR="203.0.113.9")).status_code == 429

    def test_is_asked_for_by_one_network_twenty_times_an_hour(self, client):
        codes = [ask(client, f"138000001{number:02}").status_code for number in range(21)]
        assert codes == [302] * 20 + [429]
        assert ask(Client(REMOTE_ADDR="203.0.113.9"), OTHER).status_code == 302

    def test_stands_nowhere_in_the_database(self, client, drain, tmp_path):
        ask(client)
        drain()
        [sent] = short_messages(tmp_path)
        rows = str(list(Code.objects.values())) + str(list(AuditEntry.objects.values()))
        assert sent["facts"]["code"] not in rows.replace(newest().number.hex, "").replace(
            str(newest().number), ""
        )

    def test_is_not_sent_when_it_is_worth_nothing_any_more(self, client, drain, tmp_path):
        ask(client)
        Code.objects.update(until=timezone.now())
        drain()
        assert short_messages(tmp_path) == []

    def test_page_that_was_cut_off_says_so(self, client):
        assert client.get(f"{SIGN_IN}code/nonsense/").status_code == 410


class TestWhoHasAnAccount:
    def test_is_told_by_no_answer(self, client):
        """The page, the status and the place that follow are alike for a known number and a new one."""
        sign_in(Client())
        later()
        known, new = ask(client), ask(client, OTHER)
        assert known.status_code == new.status_code == 302
        shown = [Client().get(one["Location"]).text for one in (known, new)]
        mains = [page[page.index("<h1") : page.index('<form class="qc-form')] for page in shown]
        assert mains[0].replace("138****0001", "X") == mains[1].replace("139****0002", "X")

    def test_is_told_by_no_wrong_password(self, client):
        sign_in(Client())
        answers = [
            client.post(f"{SIGN_IN}passphrase/", {"address": one, "password": "x", "seal": seal()})
            for one in (PHONE, OTHER)
        ]
        assert {one.status_code for one in answers} == {422}
        assert all("手机或邮箱与密码不相符" in one.text for one in answers)


class TestAPassword:
    def enter(self, client, password=PASSWORD, address=PHONE):
        return client.post(
            f"{SIGN_IN}passphrase/", {"address": address, "password": password, "seal": seal()}
        )

    @pytest.fixture
    def with_password(self, client, citizen):
        told = {"password": PASSWORD, "again": PASSWORD}
        assert client.post("/mine/account/passphrase/", told).status_code == 302
        return citizen

    def test_opens_the_account(self, with_password):
        client = Client()
        assert self.enter(client)["Location"] == HOME
        assert client.get(HOME).status_code == 200

    def test_is_kept_as_no_text(self, with_password):
        kept = Citizen.objects.get()
        assert PASSWORD not in kept.password
        assert kept.password.startswith("pbkdf2_sha256$")

    @pytest.mark.parametrize("weak", ["short", "12345678901", "allsmallletters", "password"])
    def test_must_be_strong(self, client, citizen, weak):
        refused = client.post("/mine/account/passphrase/", {"password": weak, "again": weak})
        assert refused.status_code == 422
        assert Citizen.objects.get().password == ""

    def test_is_looked_at_five_times(self, with_password):
        client = Client()
        for _ in range(5):
            assert self.enter(client, "wrong").status_code == 422
        locked = self.enter(client)
        assert (locked.status_code, locked["Retry-After"]) == (429, "900")
        assert self.enter(Client(REMOTE_ADDR="203.0.113.9")).status_code == 429  # from wherever
        assert [self.enter(client, "wrong", OTHER).status_code for _ in range(6)][
            -1
        ] == 429  # nor is this told

    def test_that_was_taken_away_opens_nothing(self, client, with_password):
        client.post("/mine/account/passphrase/none/")
        assert self.enter(Client()).status_code == 422

    def test_ends_the_other_sign_ins_when_it_is_set(self, client, citizen):
        other = Client()
        sign_in(other)
        client.post("/mine/account/passphrase/", {"password": PASSWORD, "again": PASSWORD})
        assert client.get(HOME).status_code == 200
        assert other.get(HOME).status_code == 302


class TestASignIn:
    def test_is_one_that_the_house_drew(self, client):
        """A cookie that somebody planted is not the one that opens the account afterwards (fixation)."""
        client.cookies[COOKIE] = planted = "00000000000000000000000000000000.planted"
        sign_in(client)
        assert client.cookies[COOKIE].value != planted
        thief = Client()
        thief.cookies[COOKIE] = planted
        assert thief.get(HOME).status_code == 302

    def test_has_a_cookie_that_no_script_reads(self, client, citizen):
        cookie = client.cookies[COOKIE]
        assert (cookie["httponly"], cookie["samesite"], cookie["max-age"]) == (True, "Lax", "")

    def test_has_a_cookie_of_this_very_host_over_tls(self):
        client = Client()
        asked = client.post(SIGN_IN, {"address": PHONE, "consent": "on", "seal": seal()}, secure=True)
        client.post(asked["Location"], {"digits": digits()}, secure=True)
        cookie = client.cookies[f"__Host-{COOKIE}"]
        assert (cookie["secure"], cookie["path"], cookie["domain"]) == (True, "/", "")

    def test_keeps_no_cookie_in_the_database(self, client, citizen):
        secret = client.cookies[COOKIE].value
        assert secret not in str(list(SignIn.objects.values()))
        assert secret.partition(".")[2] not in str(list(SignIn.objects.values()))

    @pytest.mark.parametrize(
        "change", [lambda v: v[:-1] + "A", lambda v: v.upper(), lambda v: v.partition(".")[2]]
    )
    def test_opens_for_no_other_cookie(self, client, citizen, change):
        cookie = client.cookies[COOKIE].value
        client.cookies[COOKIE] = change(cookie if not cookie.endswith("A") else cookie[:-1] + "B")
        assert client.get(HOME).status_code == 302

    @pytest.mark.parametrize(
        "told", [{"seen_at": timedelta(minutes=31)}, {"begun_at": timedelta(hours=12, minutes=1)}]
    )
    def test_ends_by_itself(self, client, citizen, told):
        SignIn.objects.update(**{name: timezone.now() - age for name, age in told.items()})
        assert client.get(HOME).status_code == 302

    def test_that_is_used_does_not_grow_idle(self, client, citizen):
        SignIn.objects.update(seen_at=timezone.now() - timedelta(minutes=20))
        client.get(HOME)
        assert timezone.now() - SignIn.objects.get().seen_at < timedelta(minutes=1)

    def test_ends_when_one_goes_out(self, client, citizen):
        cookie = client.cookies[COOKIE].value
        assert client.post("/mine/sign-out/")["Location"] == SIGN_IN
        client.cookies[COOKIE] = cookie  # the browser remembers; the house does not
        assert client.get(HOME).status_code == 302

    def test_replaces_the_one_of_the_same_browser(self, client, citizen):
        sign_in(client)
        assert SignIn.objects.filter(ended_at__isnull=True).count() == 1

    def test_gives_way_when_there_are_too_many(self, client, citizen):
        for _ in range(5):
            sign_in(Client())
        assert client.get(HOME).status_code == 302
        assert SignIn.objects.filter(ended_at__isnull=True).count() == 5

    def test_of_another_device_is_ended_from_here(self, client, citizen):
        other = Client()
        sign_in(other)
        there = SignIn.objects.order_by("-pk")[0]
        assert client.post(f"/mine/sign-ins/{there.pk}/end/").status_code == 302
        assert other.get(HOME).status_code == 302
        assert client.post(f"/mine/sign-ins/{there.pk}/end/").status_code == 404

    def test_of_a_stranger_is_not_ended(self, client, citizen):
        stranger = Client()
        sign_in(stranger, OTHER)
        theirs = SignIn.objects.order_by("-pk")[0]
        assert client.post(f"/mine/sign-ins/{theirs.pk}/end/").status_code == 404
        client.post("/mine/sign-ins/end-others/")
        assert stranger.get(HOME).status_code == 200

    def test_opens_nothing_at_the_desk(self, client, citizen, desk_surface):
        at_desk = Client()
        at_desk.cookies = client.cookies
        assert "/login/" in at_desk.get("/")["Location"]


class TestAFormFromElsewhere:
    """Another site makes a citizen's browser send a form: neither the cookie nor the token goes with it."""

    @pytest.mark.parametrize(
        "address", ["/mine/sign-out/", "/mine/sign-ins/end-others/", "/mine/account/name/", "/mailbox/claim/",
                    "/mine/account/passphrase/none/", "/mailbox/new/", SIGN_IN],
    )  # fmt: skip
    def test_does_nothing_without_the_token(self, client, citizen, address):
        strict = Client(enforce_csrf_checks=True)
        strict.cookies = client.cookies  # even if an old browser sent it along
        count = AuditEntry.objects.count()
        refused = strict.post(address, {"name": "强加的"}, headers={"origin": "https://evil.example"})
        assert refused.status_code == 403
        assert AuditEntry.objects.count() == count
        assert client.get(HOME).status_code == 200

    def test_that_was_open_before_the_sign_in_holds_no_more(self, client):
        strict = Client(enforce_csrf_checks=True)
        page = strict.get(SIGN_IN)
        old = page.context["csrf_token"]
        told = {"address": PHONE, "consent": "on", "seal": seal(), "csrfmiddlewaretoken": str(old)}
        asked = strict.post(SIGN_IN, told)
        strict.post(asked["Location"], {"digits": digits(), "csrfmiddlewaretoken": str(old)})
        assert strict.get(HOME).status_code == 200
        assert strict.post("/mine/sign-out/", {"csrfmiddlewaretoken": str(old)}).status_code == 403
