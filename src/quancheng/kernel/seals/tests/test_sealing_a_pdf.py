"""A pdf under an electronic seal: it holds, and nothing about it can be changed unseen."""

import io

import pypdf
import pytest
from asn1crypto import parser
from django.test import override_settings
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from reportlab.pdfgen import canvas

from quancheng.kernel.files.letterhead import as_pdf
from quancheng.kernel.files.refused import Damaged, FileRefused, Locked
from quancheng.kernel.seals import trial
from quancheng.kernel.seals.certificates import roots_in
from quancheng.kernel.seals.keyed import KeySeal
from quancheng.kernel.seals.looking import look
from quancheng.kernel.seals.pdf.verifying import verify
from quancheng.kernel.seals.picture import as_png
from quancheng.kernel.seals.place import place_on
from quancheng.kernel.seals.port import Paper
from quancheng.kernel.seals.refusals import NoKey, NotSealable
from quancheng.kernel.seals.tests.conftest import FACE, LONG, NOW, at, letter, sealing
from quancheng.kernel.seals.told import KEY, SealSettings
from quancheng.kernel.seals.trial import Span
from quancheng.kernel.seals.verdict import Outcome


@pytest.fixture(scope="module")
def plain() -> bytes:
    return as_pdf(letter())


@pytest.fixture
def signed(house, plain) -> bytes:
    return KeySeal().sign(plain, sealing(Paper.PDF))


def contents_of(data: bytes) -> tuple[int, int]:
    """Where the signature itself stands, as hexadecimal digits."""
    begin = data.rindex(b"/Contents <") + len(b"/Contents <")
    return begin, data.index(b">", begin)


def says(report) -> str:
    lines = [one.says for verdict in report.verdicts for one in verdict.findings]
    return "\n".join([report.sentence, *(verdict.sentence for verdict in report.verdicts), *lines])


class TestASealedPdf:
    def test_holds(self, signed, looked):
        found = looked(signed, Paper.PDF)
        assert found.outcome is Outcome.HOLDS
        assert found.sentence == "共1个签名，全部有效"
        assert "签名覆盖整个文件" in says(found)
        assert "没有联网查询证书是否被吊销" in says(found)

    def test_keeps_the_letter_byte_for_byte(self, plain, signed):
        assert signed.startswith(plain)

    def test_shows_the_seal_where_it_was_put(self, signed):
        page = pypdf.PdfReader(io.BytesIO(signed)).pages[0]
        mark = page["/Annots"][0].get_object()
        left, low, right, high = (float(edge) * 25.4 / 72 for edge in mark["/Rect"])
        assert right - left == pytest.approx(42, abs=0.5)
        assert (left + right) / 2 == pytest.approx(150, abs=0.5)
        assert 297 - (low + high) / 2 == pytest.approx(200, abs=0.5)
        assert mark["/AP"]["/N"].get_object()["/Resources"]["/XObject"]

    def test_bears_a_second_seal_and_both_hold(self, signed, looked):
        twice = KeySeal().sign(signed, sealing(Paper.PDF, x=60))
        found = looked(twice, Paper.PDF)
        assert [one.outcome for one in found.verdicts] == [Outcome.HOLDS, Outcome.HOLDS]
        assert "签署后只追加了签名或验证信息" in says(found)


class TestOneBitChanged:
    @pytest.mark.parametrize("where", [0.02, 0.1, 0.3, 0.5, 0.7])
    def test_in_the_letter_is_found(self, signed, plain, looked, where):
        place = int(len(plain) * where)
        bad = signed[:place] + bytes([signed[place] ^ 1]) + signed[place + 1 :]
        try:
            found = looked(bad, Paper.PDF).outcome
        except Damaged:
            found = Outcome.BROKEN
        assert found is Outcome.BROKEN

    def test_in_the_signature_is_found(self, signed, looked):
        begin, end = contents_of(signed)
        length = parser.peek(bytes.fromhex(signed[begin:end].decode()))
        last = begin + 2 * length - 1  # the value of the signature stands last
        turned = b"0" if signed[last : last + 1] != b"0" else b"1"
        found = looked(signed[:last] + turned + signed[last + 1 :], Paper.PDF)
        assert found.outcome is Outcome.BROKEN
        assert "签名值不正确" in says(found)

    def test_in_what_is_said_about_it_is_found(self, signed, looked):
        found = looked(signed.replace(b"/SubFilter /ETSI", b"/SubFilter /ETSJ", 1), Paper.PDF)
        assert found.outcome is Outcome.BROKEN


class TestWhatIsAddedLater:
    def test_an_appended_page_is_found(self, signed, looked):
        extra = io.BytesIO()
        sheet = canvas.Canvas(extra)
        sheet.drawString(72, 720, "one more page")
        sheet.save()
        writer = pypdf.PdfWriter(io.BytesIO(signed), incremental=True)
        writer.add_page(pypdf.PdfReader(io.BytesIO(extra.getvalue())).pages[0])
        out = io.BytesIO()
        writer.write(out)
        assert out.getvalue().startswith(signed)
        found = looked(out.getvalue(), Paper.PDF)
        assert found.outcome is Outcome.BROKEN
        assert "签署后追加过签名不允许的内容" in says(found)

    def test_bytes_after_the_end_are_found(self, signed, looked):
        found = looked(signed + b"\n% more\n", Paper.PDF)
        assert found.outcome is Outcome.UNSURE
        assert "文件末尾有不受签名保护的数据" in says(found)

    def test_a_signature_from_another_letter_does_not_hold(self, house, looked, signed):
        other = KeySeal().sign(as_pdf(letter("请不要公开采购意向。")), sealing(Paper.PDF))
        (begin, end), (from_, until) = contents_of(signed), contents_of(other)
        stolen = other[from_:until].ljust(end - begin, b"0")[: end - begin]  # what is over is padding
        found = looked(signed[:begin] + stolen + signed[end:], Paper.PDF)
        assert found.outcome is Outcome.BROKEN
        assert "签署后文件改动过" in says(found)


class TestWhoSigned:
    def test_is_not_known_under_a_foreign_root(self, signed, later, tmp_path):
        foreign = trial.new_authority("他市演示根证书", span=LONG)
        trial.write_roots(tmp_path, foreign, name="foreign")
        found = verify(signed, roots=roots_in(tmp_path), now=later)
        assert found.outcome is Outcome.UNSURE
        assert "证书链未知" in found.verdicts[0].sentence
        assert "有效：" not in found.verdicts[0].sentence

    def test_is_not_known_without_any_root(self, signed, settings, later):
        settings.SEALS = SealSettings()
        assert "证书链未知" in says(look(signed, paper=Paper.PDF, now=later))

    def test_had_an_expired_certificate(self, house, settings, plain, later, tmp_path):
        past = Span(start=at("2024-01-01"), end=at("2025-01-01"))
        trial.write_seal(tmp_path / "keys" / "office", FACE, house.authority, span=past)
        settings.SEALS = SealSettings(machine=KEY, keys=tmp_path / "keys", roots=house.roots)
        found = look(KeySeal().sign(plain, sealing(Paper.PDF)), paper=Paper.PDF, now=later)
        assert found.outcome is Outcome.BROKEN
        assert "不在有效期内" in found.verdicts[0].sentence

    def test_has_a_certificate_that_expired_since(self, signed, looked, house):
        found = KeySeal().verify(signed, paper=Paper.PDF, now=at("2037-01-05"))
        assert found.outcome is Outcome.UNSURE
        assert "签署时间没有可信时间戳佐证" in found.verdicts[0].sentence


class TestNothingIsSealed:
    def test_without_a_key(self, house, plain):
        with pytest.raises(NoKey, match="读不到印章密钥文件"):
            KeySeal().sign(plain, sealing(Paper.PDF, key="nobody"))

    @pytest.mark.parametrize("key", ["", "../office", "/etc", "Office"])
    def test_with_a_name_that_is_no_key(self, house, plain, key):
        with pytest.raises(NoKey, match="没有登记电子密钥"):
            KeySeal().sign(plain, sealing(Paper.PDF, key=key))

    def test_with_a_key_that_others_can_read(self, house, settings, plain, tmp_path):
        trial.write_seal(tmp_path / "office", FACE, house.authority, span=LONG)
        (tmp_path / "office" / "pdf.key").chmod(0o644)
        settings.SEALS = SealSettings(machine=KEY, keys=tmp_path)
        with pytest.raises(NoKey, match="chmod 600"):
            KeySeal().sign(plain, sealing(Paper.PDF))

    @pytest.mark.parametrize("name", ["pdf.key", "pdf.crt"])
    def test_with_a_broken_key_file(self, house, settings, plain, tmp_path, name):
        trial.write_seal(tmp_path / "office", FACE, house.authority, span=LONG)
        (tmp_path / "office" / name).write_bytes(b"-----BEGIN X-----\nAAAA\n-----END X-----\n")
        settings.SEALS = SealSettings(machine=KEY, keys=tmp_path)
        with pytest.raises(NoKey, match="已损坏或格式不对"):
            KeySeal().sign(plain, sealing(Paper.PDF))

    def test_on_a_page_that_is_not_there(self, house, plain):
        with pytest.raises(NotSealable, match="没有第9页"):
            KeySeal().sign(plain, sealing(Paper.PDF, page=9))

    def test_beyond_the_edge_of_the_page(self, house, plain):
        with pytest.raises(NotSealable, match="超出了页面"):
            KeySeal().sign(plain, sealing(Paper.PDF, x=205))

    def test_on_a_locked_pdf(self, house, plain, looked):
        writer = pypdf.PdfWriter(clone_from=io.BytesIO(plain))
        writer.encrypt("secret", algorithm="RC4-128")
        out = io.BytesIO()
        writer.write(out)
        with pytest.raises(Locked, match="密码"):
            KeySeal().sign(out.getvalue(), sealing(Paper.PDF))
        with pytest.raises(Locked, match="密码"):
            looked(out.getvalue(), Paper.PDF)

    @pytest.mark.parametrize("data", [b"%PDF-1.7", b"", b"%PDF-1.7\nxref\ntrailer<<>>\n%%EOF", b"\x00" * 99])
    def test_on_what_is_no_pdf(self, house, looked, data):
        with pytest.raises(Damaged):
            KeySeal().sign(data, sealing(Paper.PDF))
        with pytest.raises(Damaged):
            looked(data, Paper.PDF)


class TestAPdfWithoutSignatures:
    def test_is_said_to_have_none(self, plain, looked, house):
        found = looked(plain, Paper.PDF)
        assert not found.is_signed
        assert found.outcome is Outcome.NOTE
        assert "没有电子签名" in found.sentence


class TestAnyDamage:
    @given(cuts=st.lists(st.tuples(st.floats(0, 0.999), st.integers(0, 255)), min_size=1, max_size=6))
    def test_gets_a_verdict_or_a_sentence(self, made, plain, cuts):
        with override_settings(SEALS=SealSettings(machine=KEY, keys=made.keys, roots=made.roots)):
            if not _SIGNED:
                _SIGNED["one"] = KeySeal().sign(plain, sealing(Paper.PDF))
            data, changed = bytearray(_SIGNED["one"]), False
            begin, end = contents_of(_SIGNED["one"])
            for share, value in cuts:
                place = int(share * len(data))
                changed |= (
                    data[place] != value and not begin <= place < end
                )  # what it is padded with is nothing
                data[place] = value
            try:
                found = KeySeal().verify(bytes(data), paper=Paper.PDF, now=NOW)
            except FileRefused:
                return
            assert not changed or found.outcome is not Outcome.HOLDS


_SIGNED: dict[str, bytes] = {}


class TestTheSeal:
    def test_lies_over_the_sender_and_the_day(self, plain):
        place = place_on(plain, letter())
        assert place.page == 1
        assert 110 < place.x < 150
        assert 195 < place.y < 225

    def test_is_a_picture_with_nothing_behind_it(self):
        picture = Image.open(io.BytesIO(as_png(FACE)))
        assert picture.mode == "RGBA"
        assert picture.getpixel((2, 2))[3] == 0  # outside of the ring
        assert picture.getpixel((picture.width // 2, picture.height // 2))[:3] == (230, 0, 18)
