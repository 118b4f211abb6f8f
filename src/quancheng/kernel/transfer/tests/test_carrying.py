"""Out of one house, into the other: whole, in order, once; nothing that was touched on the way."""

import json
from dataclasses import replace

import pytest
from django.core.management import CommandError, call_command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quancheng.kernel.audit.models import AuditEntry
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.crypto.keys import add_key, make_ring, read_ring
from quancheng.kernel.crypto.soft import SoftMachine
from quancheng.kernel.orgs.models import Tenant
from quancheng.kernel.transfer import package
from quancheng.kernel.transfer.commands import sending, taking
from quancheng.kernel.transfer.commands.sending import NeverSent, NothingToCarry
from quancheng.kernel.transfer.commands.taking import (
    NotForUs,
    NumberTaken,
    PackageMissing,
    UnknownToUs,
    take_package,
)
from quancheng.kernel.transfer.kinds import Side
from quancheng.kernel.transfer.management.commands import transfer_out
from quancheng.kernel.transfer.models import Carried, Way
from quancheng.kernel.transfer.package import NoPackage, OtherForm, PackageDamaged
from quancheng.kernel.transfer.pair import NotSetUp, ring_of, this_pair
from quancheng.kernel.transfer.tests.conftest import CONSOLE, NOW

pytestmark = pytest.mark.django_db


def codes() -> list[str]:
    return list(AuditEntry.objects.order_by("seq").values_list("code", flat=True))


def arrived() -> list[str]:
    return sorted(Tenant.objects.values_list("slug", flat=True))


class TestSendPackage:
    def test_holds_what_came_since_the_last_one(self, send, papers):
        papers.add("a", "b")
        first = send()
        assert (first.number, first.rows) == (1, 2)
        assert first.name == "quancheng-yanshi-outside-to-inside-000001.qct"
        papers.add("c")
        second = send()
        assert (second.number, second.rows) == (2, 1)
        assert codes() == ["transfer.package.sent"] * 2

    def test_seals_what_is_personal_and_tells_the_rest(self, send, papers):
        papers.add("a")
        manifest, row, _ = send().data.decode().splitlines()
        assert json.loads(manifest)["parts"][0]["rows"] == 1
        assert json.loads(row)["says"]["slug"] == "a"
        assert json.loads(row)["says"]["name"].startswith("qc1.sm4-gcm.")
        assert "秘密" not in json.loads(row)["says"]["name"]

    def test_is_not_written_when_nothing_is_new(self, send, papers):
        with pytest.raises(NothingToCarry):
            send()
        papers.add("a")
        send()
        with pytest.raises(NothingToCarry, match="没有要送往内网的新内容"):
            send()
        assert Way.objects.get().last == 1

    def test_comes_in_several_when_there_is_much(self, send, take, papers, monkeypatch):
        monkeypatch.setattr(sending, "MOST", 2)
        papers.add("a", "b", "c")
        sent = [send(), send()]
        assert [one.rows for one in sent] == [2, 1]
        for one in sent:
            take(one)
        assert arrived() == ["a", "b", "c"]

    def test_is_sent_again_when_it_was_lost(self, send, take, papers):
        papers.add("a")
        send()
        papers.add("b")
        second = send()
        again = send(again=1)
        assert (again.number, again.rows) == (1, 1)
        assert codes()[-1] == "transfer.package.sent_again"
        assert (take(again).written, take(second).written) == (1, 1)
        with pytest.raises(NeverSent, match="第7号包没有送出过"):
            send(again=7)

    def test_is_refused_where_there_is_no_other_house(self, send, stand, papers, settings):
        for side, pair, with_keys in (("", "x", None), (Side.INSIDE, "", None), (Side.INSIDE, "x", None)):
            stand(side, pair=pair, with_keys=with_keys)
            with pytest.raises(NotSetUp, match="QUANCHENG_TRANSFER_SIDE"):
                this_pair()


class TestTakePackage:
    def test_writes_what_was_sent(self, send, take, papers):
        papers.add("a", "b")
        taken = take(send())
        assert (taken.number, taken.rows, taken.written) == (1, 2, 2)
        assert Tenant.objects.get(slug="a").name == "秘密的a"
        assert codes() == ["transfer.package.sent", "transfer.package.taken"]
        sent, came = AuditEntry.objects.order_by("seq")
        assert sent.facts["digest"] == came.facts["digest"]

    def test_changes_nothing_when_it_comes_again(self, send, take, papers):
        papers.add("a")
        sent = send()
        take(sent)
        again = take(sent)
        assert again.was_known
        assert again.written == 0
        assert arrived() == ["a"]
        assert codes()[-1] == "transfer.package.known"
        assert Way.objects.get(is_out=False).last == 1

    def test_leaves_what_is_there_already(self, send, take, papers):
        Tenant.objects.create(slug="a", name="原样", full_name="原样", level="city")
        papers.add("a", "b")
        assert take(send()).written == 1
        assert Tenant.objects.get(slug="a").name == "原样"

    def test_tells_which_one_is_missing(self, send, take, papers):
        papers.add("a")
        send()
        papers.add("b")
        with pytest.raises(PackageMissing, match=r"缺少第1号包.*--again 1"):
            take(send())
        assert arrived() == []

    def test_is_all_or_nothing(self, send, take, papers):
        papers.add("a", "b", "c")
        sent = send()
        papers.breaks_at = "c"
        with pytest.raises(RuntimeError):
            take(sent)
        assert arrived() == []
        assert not Way.objects.filter(is_out=False).exists()
        papers.breaks_at = ""
        assert take(sent).written == 3

    def test_is_refused_for_another_pair_and_on_the_wrong_side(self, send, stand, papers):
        papers.add("a")
        sent = send()
        for side, pair, why in ((Side.INSIDE, "other", "给“yanshi”的"), (Side.OUTSIDE, "yanshi", "方向不对")):
            stand(side, pair=pair)
            with pytest.raises(NotForUs, match=why):
                take_package(data=sent.data, name=sent.name, actor=CONSOLE, now=NOW)
        assert arrived() == []

    def test_is_refused_with_a_number_that_another_had(self, send, take, papers):
        papers.add("a")
        sent = send()
        papers.add("b")
        Way.objects.filter(is_out=True).update(last=0)
        Carried.objects.all().delete()
        other = send()
        take(sent)
        with pytest.raises(NumberTaken, match="编号相同、内容不同"):
            take(other)

    def test_is_refused_when_it_holds_what_nobody_here_knows(self, send, take, papers, monkeypatch):
        papers.add("a")
        sent = send()
        monkeypatch.setattr(taking, "kinds_to", lambda side: ())
        with pytest.raises(UnknownToUs, match=r"test\.paper.*先升级本站"):
            take(sent)

    @pytest.mark.parametrize(
        ("form", "remedy"), [(1, "先升级对方"), (3, "先升级本站"), ("x", "先升级本站"), (True, "先升级本站")]
    )
    def test_is_refused_in_an_older_or_newer_form(self, send, take, papers, form, remedy):
        papers.add("a")
        sent = send()
        head, rest = sent.data.split(b"\n", 1)
        other = json.dumps(json.loads(head) | {"form": form}).encode() + b"\n" + rest
        with pytest.raises(OtherForm, match=remedy):
            take(replace(sent, data=other))

    @pytest.mark.parametrize(
        "data", [b"", b"\n", b"\xff\xfe", b"[]\n", b'{"quancheng": "backup"}\n', "报告".encode(), b"{}" * 9]
    )
    def test_is_refused_when_it_is_none(self, send, take, papers, data):
        papers.add("a")
        with pytest.raises(NoPackage, match="不是泉诚的摆渡包"):
            take(replace(send(), data=data))

    def test_is_refused_when_its_key_is_not_here(self, send, stand, papers, tmp_path):
        papers.add("a")
        sent = send()
        for of in Side:
            make_ring(ring_of(tmp_path / "others", of))
        stand(Side.INSIDE, with_keys=tmp_path / "others")
        with pytest.raises(PackageDamaged, match="密钥没有两边同步"):
            take_package(data=sent.data, name=sent.name, actor=CONSOLE, now=NOW)

    def test_is_read_across_a_change_of_key(self, send, take, papers, keys):
        papers.add("a")
        sent = send()
        add_key(ring_of(keys, Side.OUTSIDE))
        assert take(sent).written == 1
        papers.add("b")
        assert take(send()).written == 1


class TestAPackageThatWasTouched:
    @pytest.fixture
    def sent(self, send, papers):
        papers.add("a", "b", "c")
        return send()

    @given(where=st.floats(0, 1, exclude_max=True), bits=st.integers(1, 255))
    @settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    def test_is_refused_whole_wherever_one_byte_differs(self, sent, take, where, bits):
        at = int(where * len(sent.data))
        changed = bytearray(sent.data)
        changed[at] ^= bits
        with pytest.raises(Refusal):
            take(replace(sent, data=bytes(changed)))
        assert arrived() == []
        assert not Carried.objects.filter(way__is_out=False).exists()

    @given(where=st.floats(0, 1, exclude_max=True))
    @settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    def test_is_refused_wherever_it_was_cut_off(self, sent, take, where):
        with pytest.raises(Refusal):
            take(replace(sent, data=sent.data[: int(where * len(sent.data))]))
        assert arrived() == []

    def test_is_refused_with_a_line_more_less_or_twice(self, sent, take):
        head, first, second, third, seal = sent.data.splitlines(keepends=True)
        for lines in (
            (head, first, second, seal),
            (head, first, second, third, third, seal),
            (head, second, first, third, seal),
            (head, first, second, third, seal, b"\n"),
            (head, first, second, third, seal, seal),
        ):
            with pytest.raises(PackageDamaged):
                take(replace(sent, data=b"".join(lines)))

    def test_is_refused_when_its_manifest_does_not_hold_what_it_says(self, sent, take, keys):
        """Only somebody with the key could write such a one; it is not believed either."""
        head, first, second, third, _ = sent.data.decode().splitlines(keepends=True)
        machine = SoftMachine(read_ring(ring_of(keys, Side.OUTSIDE)))
        for body in (
            head + first + second,
            head + first + second + third + third,
            head + second + first + third,
        ):
            sealed = f"{body}{machine.keyed_digest(body, purpose=package.SEAL)}\n".encode()
            with pytest.raises(PackageDamaged, match="与清单不符"):
                take(replace(sent, data=sealed))


class TestTheConsoles:
    def test_carry_and_say_so(self, db, stand, papers, tmp_path, capsys):
        papers.add("a")
        stand(Side.OUTSIDE)
        call_command("transfer_out", "--to", str(tmp_path))
        call_command("transfer_out", "--to", str(tmp_path))
        stand(Side.INSIDE)
        call_command("transfer_in", str(tmp_path))
        call_command("transfer_in", str(tmp_path))
        told = capsys.readouterr().out
        assert "已写第1号包" in told
        assert "没有要送往内网的新内容，没有写包" in told
        assert "已导入第1号包，共1条，写入1条" in told
        assert "第1号包已经导入过，没有改动" in told
        [path] = tmp_path.glob("*.qct")
        assert path.stat().st_mode & 0o777 == 0o600

    def test_stop_at_the_first_that_is_refused_and_write_that_down(self, db, stand, papers, tmp_path):
        stand(Side.OUTSIDE)
        for slug in "abc":
            papers.add(slug)
            call_command("transfer_out", "--to", str(tmp_path))
        second = sorted(tmp_path.glob("*.qct"))[1]
        second.write_bytes(second.read_bytes()[:-9])
        stand(Side.INSIDE)
        with pytest.raises(CommandError, match="不完整或被改动过"):
            call_command("transfer_in", str(tmp_path))
        assert arrived() == ["a"]
        last = AuditEntry.objects.order_by("seq").last()
        assert (last.code, last.facts["why"]) == ("transfer.package.refused", "transfer.damaged")

    def test_leave_nothing_under_the_name_when_the_disk_is_full(
        self, db, stand, papers, tmp_path, monkeypatch
    ):
        papers.add("a")
        stand(Side.OUTSIDE)
        monkeypatch.setattr(transfer_out.os, "fsync", full)
        with pytest.raises(CommandError, match="--again 1"):
            call_command("transfer_out", "--to", str(tmp_path))
        assert list(tmp_path.glob("*.qct")) == []
        monkeypatch.undo()

    @pytest.mark.parametrize("console", [("transfer_out", "--to"), ("transfer_in",)])
    def test_ask_for_a_folder_that_is_there(self, db, console, tmp_path):
        with pytest.raises(CommandError, match="没有目录"):
            call_command(*console, str(tmp_path / "nowhere"))


def full(_: int) -> None:
    raise OSError("no space left")
