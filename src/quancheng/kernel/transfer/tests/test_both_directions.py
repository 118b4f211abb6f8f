"""What changes goes out and comes down; each side hears what arrived; what was lost is made good."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from quancheng.kernel.audit.models import AuditEntry
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.crypto.keys import add_key
from quancheng.kernel.orgs.models import Tenant
from quancheng.kernel.orgs.roles import AdminRole, Role
from quancheng.kernel.transfer.commands import sending
from quancheng.kernel.transfer.commands.sending import (
    NothingToCarry,
    NotKept,
    NotYoursToAsk,
    ask_for_everything,
)
from quancheng.kernel.transfer.commands.taking import PackageMissing, take_package
from quancheng.kernel.transfer.kinds import Side
from quancheng.kernel.transfer.models import Carried, Way
from quancheng.kernel.transfer.package import PackageDamaged
from quancheng.kernel.transfer.pair import ring_of
from quancheng.kernel.transfer.tests.conftest import CONSOLE, NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def out(send):
    return lambda **told: send(side=Side.INSIDE, **told)


@pytest.fixture
def come(take):
    return lambda sent: take(sent, side=Side.OUTSIDE)


class TestWhatChanges:
    def test_goes_out_when_it_is_new_or_otherwise_and_comes_down_when_it_is_gone(self, out, come, board):
        board.inside |= {"a": "一", "b": "二"}
        assert come(out()).written == 2
        board.inside["b"] = "二改"
        second = out()
        assert second.rows == 1
        come(second)
        assert board.outside == {"a": "一", "b": "二改"}
        del board.inside["a"]
        assert come(out()).written == 1
        assert board.outside == {"b": "二改"}
        assert out().rows == 0  # both houses of these tests keep one row for a way: the word that all arrived
        with pytest.raises(NothingToCarry):
            out()

    def test_comes_in_several_when_a_package_is_full(self, out, come, board, monkeypatch):
        monkeypatch.setattr(sending, "ROOM", 10)
        board.inside |= {"a": "一", "b": "二", "c": "三"}
        for _ in range(3):
            sent = out()
            assert sent.rows == 1
            come(sent)
        assert board.outside == board.inside

    def test_leaves_alone_what_did_not_come(self, out, come, board):
        board.outside["own"] = "本站自己的"
        board.inside["a"] = "一"
        come(out())
        del board.inside["a"]
        come(out())
        assert board.outside == {"own": "本站自己的"}


class TestSendEverything:
    def test_stands_for_whatever_was_lost(self, out, come, board):
        board.inside |= {"a": "一", "b": "二"}
        come(out())
        del board.inside["a"]
        lost = out()
        board.inside["c"] = "三"
        later = out()
        with pytest.raises(PackageMissing, match=r"缺少第2号包.*--again 2.*--anew"):
            come(later)
        assert come(out(anew=True)).number == 4
        assert board.outside == {"b": "二", "c": "三"}
        assert come(lost).was_known  # it is passed over
        assert board.outside == {"b": "二", "c": "三"}
        board.inside["d"] = "四"
        come(out())
        assert board.outside == board.inside
        assert "transfer.package.sent_anew" in AuditEntry.objects.values_list("code", flat=True)

    def test_brings_again_what_grows_and_was_not_told_to_have_arrived(self, send, take, papers):
        papers.add("a")
        send()
        papers.add("b")
        assert take(send(anew=True)).written == 2
        assert Tenant.objects.count() == 2


class TestWhatArrived:
    def test_is_heard_with_the_next_package_of_the_other_side(self, send, take, out, come, papers, board):
        papers.add("a", "b")
        first = send()
        take(first)
        assert papers.arrived_until == 0
        come(out())  # nothing new inside, but the word that it came
        assert papers.arrived_until == 2
        assert Way.objects.get(is_out=True).arrived == 1
        with pytest.raises(NotKept, match="全部重发"):
            send(again=1)

    def test_is_not_answered_for_ever(self, send, take, out, come, papers):
        papers.add("a")
        take(send())
        # one row for each way serves both houses of these tests: the word was told with package 2
        come(out())
        with pytest.raises(NothingToCarry):
            out()

    def test_is_said_when_nothing_is_new_for_long(self, send, papers):
        papers.add("a")
        send()
        with pytest.raises(NothingToCarry):
            send(now=NOW + timedelta(hours=11))
        assert send(now=NOW + timedelta(hours=12)).rows == 0


class TestTheRings:
    def test_are_apart_for_each_direction(self, send, stand, papers, keys):
        papers.add("a")
        sent = send()
        stand(Side.INSIDE)
        for path in ring_of(keys, Side.OUTSIDE).iterdir():
            path.unlink()
        other = ring_of(keys, Side.INSIDE)
        for path in other.iterdir():
            (ring_of(keys, Side.OUTSIDE) / path.name).write_bytes(path.read_bytes())
        with pytest.raises(PackageDamaged, match="密钥没有两边同步"):
            take_package(data=sent.data, name=sent.name, actor=CONSOLE, now=NOW)

    def test_make_with_the_new_key_and_read_with_the_old(self, out, come, board, keys):
        board.inside["a"] = "一"
        old = out()
        key = add_key(ring_of(keys, Side.INSIDE))
        board.inside["b"] = "二"
        new = out()
        assert key.encode() in new.data
        assert key.encode() not in old.data
        come(old)
        come(new)
        assert board.outside == board.inside


class TestAskForEverything:
    def test_makes_the_next_run_begin_afresh(self, stand, board, tmp_path, capsys):
        board.inside["a"] = "一"
        stand(Side.INSIDE)
        call_command("transfer_out", "--to", str(tmp_path))
        ask_for_everything(actor=Actor(roles=frozenset({AdminRole.SYSTEM})), now=NOW)
        assert AuditEntry.objects.order_by("seq").last().code == "transfer.package.wanted_anew"
        call_command("transfer_out", "--to", str(tmp_path))
        call_command("transfer_out", "--to", str(tmp_path))
        assert list(Carried.objects.order_by("number").values_list("is_anew", flat=True)) == [False, True]

    @pytest.mark.parametrize("role", [Role.HANDLER, Role.REVIEWER, AdminRole.AUDIT, AdminRole.SECURITY])
    def test_is_refused_to_everybody_else(self, stand, papers, role):
        stand(Side.INSIDE)
        with pytest.raises(NotYoursToAsk):
            ask_for_everything(actor=Actor(roles=frozenset({role})), now=NOW)


class TestTheConsoleThatTakesIn:
    def written(self, sent, folder: Path) -> None:
        (folder / sent.name).write_bytes(sent.data)

    def test_passes_over_a_gap_where_one_begins_afresh(self, out, stand, board, tmp_path, capsys):
        board.inside["a"] = "一"
        self.written(out(), tmp_path)
        board.inside["b"] = "二"
        out()
        board.inside["c"] = "三"
        self.written(out(), tmp_path)
        stand(Side.OUTSIDE)
        with pytest.raises(CommandError, match="缺少第2号包"):
            call_command("transfer_in", str(tmp_path))
        self.written(out(anew=True), tmp_path)
        stand(Side.OUTSIDE)
        call_command("transfer_in", str(tmp_path))
        assert board.outside == board.inside
        assert Way.objects.get(is_out=False).refused_file == ""

    def test_writes_down_once_what_it_turns_away_again_and_again(self, stand, board, papers, tmp_path):
        (tmp_path / "quancheng-x.qct").write_text("nothing")
        stand(Side.INSIDE)
        for _ in range(3):
            with pytest.raises(CommandError, match="不是泉诚的摆渡包"):
                call_command("transfer_in", str(tmp_path))
        assert AuditEntry.objects.filter(code="transfer.package.refused").count() == 1
        assert Way.objects.get(is_out=False).refused_file == "quancheng-x.qct"
