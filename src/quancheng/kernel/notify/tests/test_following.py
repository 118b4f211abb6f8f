"""A citizen follows a record by e-mail: ask, confirm, be told, leave, be forgotten."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.db import IntegrityError, transaction

from quancheng.kernel.audit.models import AuditEntry
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.crypto.port import machine
from quancheng.kernel.notify import commands
from quancheng.kernel.notify.addresses import Page, UnknownLink, token_of
from quancheng.kernel.notify.letters import ADDRESS
from quancheng.kernel.notify.models import Delivery, EndReason, Notice, Subscription
from quancheng.kernel.notify.policy import Frequency, Policy
from quancheng.kernel.notify.sending import deliver_due
from quancheng.kernel.notify.subscribers import CONFIRM_WITHIN, TooLateToConfirm
from quancheng.kernel.notify.telling import tell_followers
from quancheng.kernel.retention.jobs import erase

from .conftest import NOON, ROW

pytestmark = pytest.mark.django_db
ANYBODY = Actor.anonymous()
MIDNIGHT = datetime(2026, 3, 2, 16, 0, tzinfo=UTC)  # Tuesday 3 March 2026, 00:00 in Jinan


@pytest.fixture
def ask(city):
    def ask(address="li@example.cn", *, pattern=str(ROW), frequency=Frequency.IMMEDIATE, now=NOON):
        return commands.subscribe(
            address=address,
            pattern=pattern,
            title="第17行",
            frequency=frequency,
            tenant_id=city.pk,
            actor=ANYBODY,
            now=now,
        )

    return ask


@pytest.fixture
def follow(ask):
    def follow(*args, **told):
        subscription = ask(*args, **told)
        return commands.confirm_subscription(
            token=token_of(Page.CONFIRM, subscription), actor=ANYBODY, now=told.get("now", NOON)
        )

    return follow


@pytest.fixture
def happen(kinds, city):
    def happen(about=ROW, *, at=NOON, once="", title="一号事项"):
        return tell_followers(
            kind=kinds[Policy.DIGEST],
            facts={"title": title},
            about=about,
            at=at,
            tenant_id=city.pk,
            once=once,
        )

    return happen


def end(subscription, page=Page.END, now=NOON):
    end_it = commands.end_subscription if page is Page.END else commands.end_every_subscription
    return end_it(token=token_of(page, subscription), actor=ANYBODY, now=now)


def codes():
    return list(AuditEntry.objects.order_by("seq").values_list("code", flat=True))


class TestSubscribe:
    def test_sends_a_letter_to_confirm_even_at_night(self, ask):
        subscription = ask(now=MIDNIGHT)
        deliver_due(now=MIDNIGHT)
        (letter,) = mail.outbox
        link = f"https://zwgk.example.cn/subscriptions/{token_of(Page.CONFIRM, subscription)}/confirm/"
        assert letter.to == ["li@example.cn"]
        assert link in letter.body
        assert codes() == ["notify.subscription.asked"]

    def test_keeps_the_address_sealed_everywhere(self, ask):
        subscription = ask()
        rows = [*Subscription.objects.values(), *Notice.objects.values(), *Delivery.objects.values()]
        rows += AuditEntry.objects.values()
        assert "li@example" not in repr(rows)
        assert machine().decrypt(subscription.address_sealed, purpose=ADDRESS) == "li@example.cn"

    def test_again_before_confirming_writes_one_more_letter_for_the_same_subscription(self, ask):
        first, second = ask(), ask(" li@EXAMPLE.cn ", frequency=Frequency.DAILY)
        assert (first.pk, second.frequency) == (second.pk, Frequency.DAILY)
        assert Notice.objects.filter(kind="notify.confirm").count() == 2

    def test_takes_an_address_for_one_whatever_its_capital_letters(self, ask, follow):
        followed = follow("LI@Example.cn")
        assert ask("li@example.cn") == followed
        assert Subscription.objects.count() == 1

    def test_sends_to_the_address_as_it_was_typed(self, ask):
        ask(" LI@Example.cn ")
        deliver_due(now=NOON)
        assert mail.outbox[0].to == ["LI@Example.cn"]

    def test_finds_an_address_that_was_written_down_with_its_capital_letters(self, ask, follow):
        followed = follow("LI@example.cn")
        older = machine().keyed_digest("LI@example.cn", purpose=ADDRESS)
        Subscription.objects.update(address_digest=older)
        assert ask("LI@example.cn") == followed

    def test_again_after_confirming_changes_nothing_and_tells_only_the_owner(self, ask, follow):
        followed = follow()
        again = ask(frequency=Frequency.WEEKLY)
        assert again == followed
        followed.refresh_from_db()
        assert followed.frequency == Frequency.IMMEDIATE
        assert Notice.objects.filter(kind="notify.known").count() == 1

    def test_is_refused_after_five_letters_in_a_day(self, ask):
        for _ in range(commands.MOST_LETTERS_A_DAY):
            ask()
        with pytest.raises(commands.TooManyLetters):
            ask()
        ask(now=NOON + timedelta(days=1))

    @pytest.mark.parametrize("pattern", ["", "x", "trial.row:a*b"])
    def test_is_refused_for_what_cannot_be_followed(self, ask, pattern):
        with pytest.raises(commands.NotFollowable):
            ask(pattern=pattern)
        assert codes() == []

    def test_cannot_be_open_twice_for_one_address_past_the_command(self, ask):
        subscription = ask()
        subscription.pk, subscription.number = None, "00000000-0000-4000-8000-000000000000"
        with pytest.raises(IntegrityError), transaction.atomic():
            subscription.save(force_insert=True)


class TestConfirmSubscription:
    def test_opens_it_once_and_audits_once(self, ask):
        token = token_of(Page.CONFIRM, ask())
        for now in (NOON, NOON + timedelta(days=30)):
            subscription = commands.confirm_subscription(token=token, actor=ANYBODY, now=now)
        assert subscription.confirmed_at == NOON
        assert codes() == ["notify.subscription.asked", "notify.subscription.confirmed"]

    def test_is_refused_after_seven_days(self, ask):
        token = token_of(Page.CONFIRM, ask())
        late = NOON + CONFIRM_WITHIN + timedelta(seconds=1)
        with pytest.raises(TooLateToConfirm):
            commands.confirm_subscription(token=token, actor=ANYBODY, now=late)

    def test_is_refused_when_it_has_ended(self, follow):
        subscription = follow()
        end(subscription)
        with pytest.raises(TooLateToConfirm):
            commands.confirm_subscription(token=token_of(Page.CONFIRM, subscription), actor=ANYBODY, now=NOON)

    @pytest.mark.parametrize("spoil", [lambda t: t[:-1], lambda t: "x" + t, lambda t: "x"])
    def test_is_refused_to_an_altered_link(self, ask, spoil):
        token = spoil(token_of(Page.CONFIRM, ask()))
        with pytest.raises(UnknownLink):
            commands.confirm_subscription(token=token, actor=ANYBODY, now=NOON)

    def test_is_refused_to_the_link_of_another_page(self, follow):
        with pytest.raises(UnknownLink):
            commands.confirm_subscription(token=token_of(Page.END, follow()), actor=ANYBODY, now=NOON)


class TestTellFollowers:
    @pytest.mark.parametrize(
        "pattern", [str(ROW), "trial.row:jinan-2024-*", "trial.row:jinan-*", "trial.row:*"]
    )
    def test_reaches_whoever_follows_the_record_or_its_group(self, follow, happen, pattern):
        follow(pattern=pattern)
        assert happen() == 1

    def test_reaches_nobody_else(self, ask, follow, happen):
        ask("unconfirmed@example.cn")
        end(follow("gone@example.cn"))
        follow("other@example.cn", pattern="trial.row:jinan-2024-1")
        assert happen() == 0

    def test_of_one_cause_only_once(self, follow, happen):
        follow()
        assert (happen(once="audit 9"), happen(once="audit 9")) == (1, 0)

    def test_sends_a_letter_that_one_click_ends(self, follow, happen):
        subscription = follow()
        happen()
        deliver_due(now=NOON)
        letter = mail.outbox[-1]
        link = f"https://zwgk.example.cn/subscriptions/{token_of(Page.END, subscription)}/end/"
        assert letter.extra_headers["List-Unsubscribe"] == f"<{link}>"
        assert letter.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        assert link in letter.body
        assert "https://zwgk.example.cn/plan/jinan-2024-17/" in letter.body
        assert "desk.example.cn" not in letter.body

    def test_sends_nothing_about_what_the_public_may_not_see(self, follow, happen, hidden, state_of):
        follow()
        happen()
        hidden.add("jinan-2024-17")
        deliver_due(now=NOON)
        assert ("email", "dropped", "所涉记录已不公开") in state_of()
        assert len(mail.outbox) == 1  # the letter to confirm

    def test_sends_nothing_to_who_left_meanwhile(self, follow, happen, state_of):
        subscription = follow()
        happen()
        end(subscription)
        deliver_due(now=NOON)
        assert ("email", "dropped", "订阅已结束") in state_of()


class TestEndSubscription:
    def test_ends_with_a_reason_and_stays(self, follow):
        subscription = follow()
        end(subscription)
        subscription.refresh_from_db()
        assert (subscription.ended_at, subscription.end_reason) == (NOON, EndReason.UNSUBSCRIBED)
        assert codes()[-1] == "notify.subscription.ended"

    def test_a_second_time_changes_nothing_and_is_no_fault(self, follow):
        subscription = follow()
        end(subscription)
        assert end(subscription, now=NOON + timedelta(days=1)) == 0
        subscription.refresh_from_db()
        assert subscription.ended_at == NOON
        assert codes().count("notify.subscription.ended") == 1

    def test_lets_one_follow_again(self, follow):
        first = follow()
        end(first)
        assert follow().pk != first.pk

    def test_of_another_is_out_of_reach(self, follow):
        follow()
        with pytest.raises(UnknownLink):
            commands.end_subscription(token="0" * 32, actor=ANYBODY, now=NOON)


class TestEndEverySubscription:
    def test_ends_all_of_one_address_and_no_other(self, follow):
        mine = [follow(), follow(pattern="trial.row:*")]
        follow("other@example.cn")
        end(mine[0], Page.END_ALL)
        still_open = Subscription.objects.filter(ended_at__isnull=True)
        assert [machine().decrypt(s.address_sealed, purpose=ADDRESS) for s in still_open] == [
            "other@example.cn"
        ]

    def test_works_from_an_old_digest_when_its_subscription_was_erased(self, follow):
        old = follow()
        token = token_of(Page.END_ALL, old)
        end(old)
        erase(NOON + timedelta(days=28))
        follow(pattern="trial.row:*", now=NOON + timedelta(days=29))
        commands.end_every_subscription(token=token, actor=ANYBODY, now=NOON + timedelta(days=30))
        assert not Subscription.objects.filter(ended_at__isnull=True).exists()

    def test_changes_nothing_when_none_is_open(self, follow):
        subscription = follow()
        end(subscription)
        assert end(subscription, Page.END_ALL) == 0
        assert codes().count("notify.subscription.ended") == 1


class TestTidying:
    def test_ends_what_nobody_confirmed_in_seven_days(self, ask, follow):
        asked, followed = ask(), follow("other@example.cn")
        on_time, late = NOON + CONFIRM_WITHIN, NOON + CONFIRM_WITHIN + timedelta(seconds=1)
        assert commands.end_unconfirmed(actor=Actor.clockwork(), now=on_time) == 0
        assert commands.end_unconfirmed(actor=Actor.clockwork(), now=late) == 1
        asked.refresh_from_db()
        followed.refresh_from_db()
        assert (asked.end_reason, followed.end_reason) == (EndReason.NEVER_CONFIRMED, "")

    def test_erases_the_address_28_days_after_the_end(self, follow):
        subscription, other = follow(), follow("other@example.cn")
        end(subscription)
        day = timedelta(days=28)
        assert erase(NOON + day - timedelta(seconds=1)) == 0
        assert erase(NOON + day) == 1
        subscription.refresh_from_db()
        other.refresh_from_db()
        assert (subscription.address_sealed, subscription.address_digest) == ("", "")
        assert (subscription.erased_at, other.erased_at) == (NOON + day, None)
        assert codes()[-1] == "retention.data.erased"

    def test_writes_no_audit_line_when_there_is_nothing_to_do(self, follow):
        follow()
        before = len(codes())
        erase(NOON)
        commands.end_unconfirmed(actor=Actor.clockwork(), now=NOON)
        assert len(codes()) == before

    def test_cannot_erase_the_address_of_an_open_subscription_past_the_command(self, follow):
        follow()
        with pytest.raises(IntegrityError), transaction.atomic():
            Subscription.objects.update(address_sealed="", address_digest="", erased_at=NOON)


def test_a_record_ref_with_a_star_is_no_way_to_follow_more():
    """A star inside a reference is refused as a pattern, so it cannot widen what a link follows."""
    assert not commands.is_sound(str(RecordRef("trial.row", "*-17")))
