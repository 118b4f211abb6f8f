"""An OFD under an electronic seal: every part is bound, and each link of the chain is looked at."""

import base64
import io
import os
import re
import zipfile
from pathlib import Path

import pytest
from asn1crypto import core
from django.test import override_settings
from hypothesis import given
from hypothesis import strategies as st

from quancheng.kernel.files.refused import Damaged, FileRefused
from quancheng.kernel.seals import sm2, trial
from quancheng.kernel.seals.keyed import KeySeal
from quancheng.kernel.seals.ofd import reading, ses
from quancheng.kernel.seals.ofd.making import bits, make_seal, make_signature
from quancheng.kernel.seals.ofd.verifying import verify
from quancheng.kernel.seals.port import Paper
from quancheng.kernel.seals.refusals import NoKey, NotSealable
from quancheng.kernel.seals.tests.conftest import FACE, LONG, NOW, at, sealing
from quancheng.kernel.seals.tests.ofd import changed, packed, parts, unpacked
from quancheng.kernel.seals.told import KEY, SealSettings
from quancheng.kernel.seals.trial import Span, new_holder
from quancheng.kernel.seals.verdict import Outcome

PLAIN = packed(parts())
VALUE = "Doc_0/Signs/Sign_0/SignedValue.dat"
TOLD = "Doc_0/Signs/Sign_0/Signature.xml"
SEALED = "Doc_0/Signs/Sign_0/Seal.esl"
REAL = Path(__file__).resolve().parents[6].parent / "shared" / "inputs" / "ofd"


@pytest.fixture
def signed(house) -> bytes:
    return KeySeal().sign(PLAIN, sealing(Paper.OFD))


def says(report) -> str:
    lines = [one.says for verdict in report.verdicts for one in verdict.findings]
    return "\n".join([report.sentence, *lines, *(one.says for one in report.findings)])


class TestASealedOfd:
    def test_holds(self, signed, looked):
        found = looked(signed, Paper.OFD)
        assert found.outcome is Outcome.HOLDS, says(found)
        assert found.verdicts[0].seal == f"{FACE.organ}（演示）"
        assert "文件的每一部分都在签名的保护之内" in says(found)

    def test_keeps_the_pages_byte_for_byte(self, signed):
        before, after = unpacked(PLAIN), unpacked(signed)
        kept = [name for name in before if name != "OFD.xml"]
        assert all(before[name] == after[name] for name in kept)

    def test_says_where_the_seal_lies(self, signed):
        told = unpacked(signed)[TOLD].decode()
        assert 'PageRef="1"' in told
        assert 'Boundary="129 179 42 42"' in told
        assert 'CheckMethod="1.2.156.10197.1.401"' in told

    def test_bears_a_second_seal_and_both_hold(self, signed, looked):
        found = looked(KeySeal().sign(signed, sealing(Paper.OFD, page=2)), Paper.OFD)
        assert [one.outcome for one in found.verdicts] == [Outcome.HOLDS, Outcome.HOLDS]
        assert found.outcome is Outcome.HOLDS

    def test_is_of_the_structure_of_the_standard(self, signed):
        read = reading.read(unpacked(signed)[VALUE])
        assert (read.version, read.about) == (4, f"/{TOLD}")
        assert read.digest == sm2.digest(unpacked(signed)[TOLD])
        assert ses.Seal4.load(unpacked(signed)[SEALED])["info"]["picture"]["type"].native == "png"


class TestOneBitChanged:
    @pytest.mark.parametrize("part", [*parts(), TOLD, SEALED])
    def test_in_any_part_is_found(self, signed, looked, part):
        place = len(unpacked(signed)[part]) * 3 // 4
        try:
            found = looked(changed(signed, part, place), Paper.OFD).outcome
        except Damaged:
            found = Outcome.BROKEN  # what tells where the signatures are cannot be read any more
        assert found is Outcome.BROKEN

    @pytest.mark.parametrize("share", [0.001, 0.01, 0.3, 0.9, 0.95, 0.99, 0.999])
    def test_in_the_signature_is_found(self, signed, looked, share):
        value = unpacked(signed)[VALUE]
        found = looked(changed(signed, VALUE, int(len(value) * share)), Paper.OFD)
        assert found.outcome is Outcome.BROKEN

    def test_in_the_list_of_signatures_is_found(self, signed, looked):
        found = unpacked(signed)
        listed = "Doc_0/Signs/Signatures.xml"
        found[listed] = found[listed].replace(b"Sign_0", b"Sign_7")
        assert looked(packed(found), Paper.OFD).outcome is Outcome.BROKEN


class TestWhatIsAddedLater:
    def test_an_appended_page_is_found(self, signed, looked):
        found = unpacked(signed)
        found["Doc_0/Pages/Page_3/Content.xml"] = found["Doc_0/Pages/Page_1/Content.xml"]
        report = looked(packed(found), Paper.OFD)
        assert report.outcome is Outcome.UNSURE
        assert "不在任何签名的保护之内" in says(report)
        assert "Page_3" in says(report)

    def test_a_page_that_was_taken_out_is_found(self, signed, looked):
        found = unpacked(signed)
        del found["Doc_0/Pages/Page_2/Content.xml"]
        report = looked(packed(found), Paper.OFD)
        assert report.outcome is Outcome.BROKEN
        assert "受保护的部分缺失" in says(report)

    def test_a_signature_from_another_document_does_not_hold(self, house, signed, looked):
        other = unpacked(KeySeal().sign(packed(parts("请不要公开采购意向。")), sealing(Paper.OFD)))
        found = unpacked(signed)
        found[VALUE] = other[VALUE]
        report = looked(packed(found), Paper.OFD)
        assert report.outcome is Outcome.BROKEN
        assert "签名是从别处搬来的" in says(report)
        found[TOLD] = other[TOLD]  # and its description with it: then the pages do not fit
        assert "签署后改动过" in says(looked(packed(found), Paper.OFD))

    def test_the_same_name_twice_is_refused(self, signed, looked):
        kept = io.BytesIO(signed)
        with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(kept, "a") as archive:
            archive.writestr("Doc_0/Document.xml", b"<x/>")
        with pytest.raises(Damaged, match="重名"):
            looked(kept.getvalue(), Paper.OFD)


def resealed(signed: bytes, seal: bytes, holder, when=NOW) -> bytes:
    """Another seal or signer in the place of the right one, with everything else in order."""
    found = unpacked(signed)
    found[SEALED] = seal
    value = base64.b64encode(sm2.digest(seal)).decode().encode()
    told = found[TOLD]
    where = told.index(b"Seal.esl")
    begin = told.index(b"<ofd:CheckValue>", where) + len(b"<ofd:CheckValue>")
    if re.search(rb"FileRef=\"/Doc_0/Signs/Sign_0/Seal.esl\"", told):
        told = told[:begin] + value + told[told.index(b"<", begin) :]
    found[TOLD] = told
    found[VALUE] = make_signature(
        seal=seal, at=when, digest=sm2.digest(told), about=f"/{TOLD}", signer=holder.certificate,
        key=holder.secret,
    )  # fmt: skip
    return packed(found)


class TestWhoSealed:
    @pytest.fixture
    def people(self, house):
        root = house.authority.national
        return {
            "user": new_holder("演示用章人", span=LONG, above=root),
            "maker": new_holder("演示制章人", span=LONG, above=root),
        }

    def made(self, people, *, users=None, span=LONG, maker=None):
        maker = maker or people["maker"]
        return make_seal(
            id="t", name="演示章", picture=b"\x89PNG", diameter=42,
            users=users or [people["user"].certificate], made_at=span.start, until=span.end,
            maker=maker.certificate, maker_key=maker.secret,
        )  # fmt: skip

    def test_is_in_order(self, signed, people, looked):
        found = looked(resealed(signed, self.made(people), people["user"]), Paper.OFD)
        assert found.outcome is Outcome.HOLDS, says(found)

    def test_is_not_among_those_who_may(self, signed, people, looked, house):
        thief = new_holder("演示他人", span=LONG, above=house.authority.national)
        found = looked(resealed(signed, self.made(people), thief), Paper.OFD)
        assert "不在印章的使用人名单里" in found.verdicts[0].sentence

    def test_used_a_seal_out_of_its_days(self, signed, people, looked):
        over = Span(start=at("2024-01-01"), end=at("2025-01-01"))
        found = looked(resealed(signed, self.made(people, span=over), people["user"]), Paper.OFD)
        assert "印章的有效期是2024年1月1日至2025年1月1日" in says(found)
        assert found.outcome is Outcome.BROKEN

    def test_has_an_expired_certificate(self, signed, people, looked, house):
        over = Span(start=at("2024-01-01"), end=at("2025-01-01"))
        old = new_holder("演示旧人", span=over, above=house.authority.national)
        seal = self.made(people, users=[old.certificate])
        found = looked(resealed(signed, seal, old), Paper.OFD)
        assert found.outcome is Outcome.BROKEN
        assert "签章人证书的有效期" in says(found)

    def test_used_a_seal_of_a_foreign_maker(self, signed, people, looked):
        foreign = new_holder("他市制章", span=LONG)
        found = looked(resealed(signed, self.made(people, maker=foreign), people["user"]), Paper.OFD)
        assert found.outcome is Outcome.UNSURE
        assert "制章人证书链未知" in found.verdicts[0].sentence

    def test_forged_the_seal(self, signed, people, looked):
        seal = ses.Seal4.load(self.made(people))
        forged = ses.Seal4({
            "info": seal["info"], "maker": seal["maker"], "algorithm": ses.SM2_WITH_SM3,
            "signature": bits(sm2.sign(seal["info"].dump(), people["user"].secret)),
        }).dump()  # fmt: skip
        found = looked(resealed(signed, forged, people["user"]), Paper.OFD)
        assert "制章人对印章的签名不正确" in says(found)
        assert found.outcome is Outcome.BROKEN

    def test_is_not_known_without_a_root(self, signed, later):
        found = verify(signed, roots=(), now=later)
        assert found.outcome is Outcome.UNSURE
        assert "证书链未知" in found.verdicts[0].sentence

    def test_cannot_vouch_for_others_as_a_user(self, signed, people, looked):
        fake = new_holder("演示冒签", span=LONG, above=people["user"])
        seal = self.made(people, users=[fake.certificate])
        assert looked(resealed(signed, seal, fake), Paper.OFD).outcome is Outcome.UNSURE


class TestNothingIsSealed:
    def test_without_a_key(self, house):
        with pytest.raises(NoKey):
            KeySeal().sign(PLAIN, sealing(Paper.OFD, key="nobody"))

    def test_by_who_is_not_in_the_list_of_the_seal(self, house, settings, tmp_path):
        for name in ("a", "b"):
            trial.write_seal(tmp_path / name, FACE, house.authority, span=LONG)
        (tmp_path / "a" / "seal.esl").write_bytes((tmp_path / "b" / "seal.esl").read_bytes())
        settings.SEALS = SealSettings(machine=KEY, keys=tmp_path)
        with pytest.raises(NoKey, match="使用人名单"):
            KeySeal().sign(PLAIN, sealing(Paper.OFD, key="a"))

    def test_on_a_page_that_is_not_there(self, house):
        with pytest.raises(NotSealable, match="共2页，没有第3页"):
            KeySeal().sign(PLAIN, sealing(Paper.OFD, page=3))

    def test_on_what_is_no_ofd(self, house, looked):
        for data in (b"", b"PK\x03\x04", packed({"x.xml": b"<x/>"})):
            with pytest.raises(Damaged):
                KeySeal().sign(data, sealing(Paper.OFD))
            with pytest.raises(Damaged):
                looked(data, Paper.OFD)


class TestHostileFiles:
    def test_that_declare_entities_are_refused(self, looked, house):
        found = parts()
        found["OFD.xml"] = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>'
        with pytest.raises(FileRefused, match="实体声明"):
            looked(packed(found), Paper.OFD)

    def test_that_unpack_too_large_are_refused(self, looked, house):
        found = parts() | {"Doc_0/Res/zeros.bin": b"\x00" * (60 * 1024 * 1024)}
        with pytest.raises(FileRefused, match="解压后过大"):
            looked(packed(found), Paper.OFD)

    def test_whose_signatures_stand_outside_are_unread(self, signed, looked):
        found = unpacked(signed)
        found["Doc_0/Signs/Signatures.xml"] = found["Doc_0/Signs/Signatures.xml"].replace(
            b"/Doc_0/Signs/Sign_0/Signature.xml", b"../../../../etc/passwd"
        )
        assert "缺失或损坏" in says(looked(packed(found), Paper.OFD))

    @given(st.binary(max_size=400))
    def test_any_bytes_are_no_signature_of_a_seal(self, data):
        with pytest.raises(reading.NoSealSignature):
            reading.read(data)

    @given(cuts=st.lists(st.tuples(st.floats(0, 0.999), st.integers(0, 255)), min_size=1, max_size=5))
    def test_any_damage_of_the_signature_is_told(self, made, cuts):
        with override_settings(SEALS=SealSettings(machine=KEY, keys=made.keys, roots=made.roots)):
            if not _SIGNED:
                _SIGNED["one"] = KeySeal().sign(PLAIN, sealing(Paper.OFD))
            found = unpacked(_SIGNED["one"])
            value = bytearray(found[VALUE])
            for share, byte in cuts:
                value[int(share * len(value))] = byte
            is_same = bytes(value) == found[VALUE]
            found[VALUE] = bytes(value)
            report = KeySeal().verify(packed(found), paper=Paper.OFD, now=NOW)
            assert is_same or report.outcome is not Outcome.HOLDS

    @pytest.mark.parametrize(
        ("written", "hour"),
        [
            (b"20260302010000Z", 1), (b"260302010000Z", 1), (b"20260302010000.482Z", 1),
            (b"20260302090000+0800", 1), (b"20260302010000", 1), (b"2026-03-02", None),
            (b"20261302010000Z", None),
        ],
    )  # fmt: skip
    def test_times_are_read_as_software_writes_them(self, written, hour):
        found = reading._plain_time(written)
        assert (found.hour if found else None) == hour

    def test_bits_that_are_no_bytes_are_refused(self):
        with pytest.raises(reading.NoSealSignature):
            reading._bits(core.BitString.load(b"\x03\x02\x03\xa8"))


_SIGNED: dict[str, bytes] = {}


class TestSm2:
    def test_is_that_of_the_standard(self):
        """GB/T 32918.5 appendix A: its key, its message, its signature."""
        secret = int("3945208F7B2144B13F36E38AC6D39F95889393692860B51A42FB81EF4DF7C5B8", 16)
        point = sm2.public_of(secret)
        assert (
            point.hex()
            .upper()
            .startswith("0409F9DF311E5421A150DD7D161E4BC5C672179FAD1833FC076BB08FF356F35020")
        )
        given_one = bytes.fromhex(
            "F5A03B0648D2C4630EEAC513E1BB81A15944DA3827D5B74143AC7EACEEE720B3"
            "B1B6AA29DF212FD8763182BC0D421CA1BB9038FD1F7F42D4840B69C485BBC1AA"
        )
        assert sm2.is_signed(b"message digest", given_one, point)
        assert not sm2.is_signed(b"message digesu", given_one, point)

    def test_refuses_points_off_the_curve_and_nonsense(self):
        secret, point = sm2.new_key()
        signature = sm2.sign(b"x", secret)
        assert sm2.is_signed(b"x", signature, point)
        assert not sm2.is_signed(b"x", signature, point[:-1] + bytes([point[-1] ^ 1]))
        for bad in (b"", signature[:-1], signature + b"\x00", b"\x00" * 64, b"\x30\x00"):
            assert not sm2.is_signed(b"x", bad, point)


@pytest.mark.real_input
@pytest.mark.skipif(not REAL.is_dir(), reason=f"no real documents in {REAL}")
class TestRealDocuments:
    @pytest.mark.parametrize(
        ("name", "outcome", "said"),
        [
            ("ofdrw-converter__SignScaleError.ofd", Outcome.UNSURE, "证书链未知"),
            ("ofdrw-layout__keyword2.ofd", Outcome.UNSURE, "制章人对印章的签名正确"),
            ("ofdrw-converter__draw_param_ref.ofd", Outcome.UNSURE, "不在任何签名的保护之内"),
            ("ofdrw-reader__SESV4SignDoc.ofd", Outcome.BROKEN, "印章的有效期是2020年4月22日至2022年4月22日"),
            ("ofdrw-converter__zsbk.ofd", Outcome.BROKEN, "签署后改动过"),
            ("ofdrw-converter__testImageNotFound.ofd", Outcome.UNSURE, "签名人的SM2签名正确"),
            ("ofdrw-reader__helloworld.ofd", Outcome.NOTE, "没有电子签名"),
        ],
    )
    def test_are_read(self, name, outcome, said, later):
        found = verify((REAL / name).read_bytes(), roots=(), now=later)
        assert found.outcome is outcome, says(found)
        assert said in says(found)

    def test_never_fail(self, later):
        for path in REAL.glob("*.ofd"):
            try:
                assert verify(path.read_bytes(), roots=(), now=later).sentence
            except FileRefused as refusal:
                assert refusal.sentence, os.fspath(path)  # noqa: PT017
