"""What other software writes: seals of version 1, seals and signatures in SM2 within a pdf, weak digests."""

import base64
import hashlib
import io
import re

import pytest
from asn1crypto import core
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import SigFieldSpec
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner

from quancheng.kernel.files.letterhead import as_pdf
from quancheng.kernel.seals import sm2
from quancheng.kernel.seals.keyed import KeySeal
from quancheng.kernel.seals.ofd import ses
from quancheng.kernel.seals.ofd.making import bits, make_seal, make_signature
from quancheng.kernel.seals.pdf.signing import _signer
from quancheng.kernel.seals.port import Paper
from quancheng.kernel.seals.tests.conftest import LONG, NOW, letter, sealing
from quancheng.kernel.seals.tests.ofd import packed, parts, unpacked
from quancheng.kernel.seals.tests.test_sealing_a_pdf import contents_of, says
from quancheng.kernel.seals.trial import new_holder
from quancheng.kernel.seals.verdict import Outcome

VALUE, TOLD = "Doc_0/Signs/Sign_0/SignedValue.dat", "Doc_0/Signs/Sign_0/Signature.xml"
SMALL = b"\x89PNG"


@pytest.fixture
def people(house):
    root = house.authority.national
    return {
        "user": new_holder("演示用章人", span=LONG, above=root),
        "maker": new_holder("演示制章人", span=LONG, above=root),
    }


@pytest.fixture
def seal(people) -> bytes:
    return make_seal(
        id="t", name="演示章", picture=SMALL, diameter=42, users=[people["user"].certificate],
        made_at=LONG.start, until=LONG.end, maker=people["maker"].certificate,
        maker_key=people["maker"].secret,
    )  # fmt: skip


def roomy(house) -> bytes:
    """A signed pdf with room for another signature in the place of its own."""
    writer = IncrementalPdfFileWriter(io.BytesIO(as_pdf(letter())))
    told = PdfSignatureMetadata(field_name="s", md_algorithm="sha256")
    signer = PdfSigner(told, signer=_signer("office"), new_field_spec=SigFieldSpec("s"))
    return signer.sign_pdf(writer, bytes_reserved=16384).getvalue()


def put_in(data: bytes, make) -> bytes:
    """The pdf with another value in the place of its signature; `make` is handed what it speaks for."""
    begin, end = contents_of(data)
    covered = data[: begin - 1] + data[end + 1 :]
    value = make(covered).hex().encode()
    return data[:begin] + value.ljust(end - begin, b"0") + data[end:]


class TestASealInAPdf:
    def made(self, house, people, seal) -> bytes:
        return put_in(
            roomy(house),
            lambda covered: make_signature(
                seal=seal, at=NOW, digest=sm2.digest(covered), about="s", signer=people["user"].certificate,
                key=people["user"].secret,
            ),
        )  # fmt: skip

    def test_holds(self, house, people, seal, looked):
        found = looked(self.made(house, people, seal), Paper.PDF)
        assert found.outcome is Outcome.HOLDS, says(found)
        assert found.verdicts[0].seal == "演示章"
        assert "签名覆盖整个文件" in says(found)

    def test_does_not_hold_once_a_bit_is_changed(self, house, people, seal, looked):
        data = self.made(house, people, seal)
        place = data.index(b"stream") + 40
        bad = data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :]
        found = looked(bad, Paper.PDF)
        assert found.outcome is Outcome.BROKEN
        assert "签署后文件改动过" in says(found)

    def test_does_not_hold_once_something_is_added(self, house, people, seal, looked):
        found = looked(self.made(house, people, seal) + b"\n% more", Paper.PDF)
        assert found.outcome is Outcome.BROKEN
        assert "追加过内容" in says(found)

    def test_that_is_nonsense_is_told_so(self, house, looked):
        found = looked(put_in(roomy(house), lambda covered: b"\x30\x03\x02\x01\x05"), Paper.PDF)
        assert found.outcome is Outcome.BROKEN
        assert found.verdicts[0].sentence.startswith("这个签名无效")


def version_1(people, *, digest: bytes, about: str, maker_key: int | None = None) -> bytes:
    """A signature as GM/T 0031-2014 has it."""
    info = ses.SealInfo1({
        "header": {"id": "ES", "version": 1, "vendor": "test"},
        "id": "t",
        "property": {
            "type": 1, "name": "演示旧版章", "list": [people["user"].certificate],
            "created": core.Any(core.UTCTime(LONG.start)), "valid_start": core.Any(core.UTCTime(LONG.start)),
            "valid_end": core.Any(core.UTCTime(LONG.end)),
        },
        "picture": {"type": "png", "data": SMALL, "width": 42, "height": 42},
    })  # fmt: skip
    maker = people["maker"]
    made = {"info": info, "maker": maker.certificate, "algorithm": ses.SM2_WITH_SM3}
    over = ses.MakerSigned1(made).dump()
    seal = {
        "info": info,
        "sign": {
            "maker": maker.certificate, "algorithm": ses.SM2_WITH_SM3,
            "signature": bits(sm2.sign(over, maker_key or maker.secret)),
        },
    }  # fmt: skip
    signed = ses.Signed1({
        "version": 1, "seal": seal, "time": bits(b"20260302010000Z"), "digest": bits(digest), "about": about,
        "signer": people["user"].certificate, "algorithm": ses.SM2_WITH_SM3,
    })  # fmt: skip
    value = bits(sm2.sign(signed.dump(), people["user"].secret))
    return ses.Signature1({"to_sign": signed, "signature": value}).dump()


class TestASealOfVersion1:
    @pytest.fixture
    def signed(self, house) -> dict[str, bytes]:
        return unpacked(KeySeal().sign(packed(parts()), sealing(Paper.OFD)))

    def without_seal_file(self, signed) -> dict[str, bytes]:
        told = signed[TOLD]
        begin, end = told.index(b"<ofd:Seal>"), told.index(b"</ofd:Seal>") + len(b"</ofd:Seal>")
        return signed | {TOLD: told[:begin] + told[end:]}

    def test_holds(self, signed, people, looked):
        found = self.without_seal_file(signed)
        found[VALUE] = version_1(people, digest=sm2.digest(found[TOLD]), about=f"/{TOLD}")
        report = looked(packed(found), Paper.OFD)
        assert report.outcome is Outcome.HOLDS, says(report)
        assert "第1版（GM/T 0031）" in says(report)

    def test_that_was_forged_does_not(self, signed, people, looked):
        found = self.without_seal_file(signed)
        found[VALUE] = version_1(
            people, digest=sm2.digest(found[TOLD]), about=f"/{TOLD}", maker_key=people["user"].secret
        )
        assert "制章人对印章的签名不正确" in says(looked(packed(found), Paper.OFD))

    def test_with_a_weak_digest_is_not_sure(self, signed, people, looked):
        found = self.without_seal_file(signed)
        told = found[TOLD].replace(b"1.2.156.10197.1.401", b"MD5").decode()
        for part in re.findall(r'FileRef="/([^"]+)"', told):
            right = base64.b64encode(hashlib.md5(found[part]).digest()).decode()
            told = re.sub(rf'(FileRef="/{re.escape(part)}"><ofd:CheckValue>)[^<]*', rf"\g<1>{right}", told)
        found[TOLD] = told.encode()
        found[VALUE] = version_1(people, digest=sm2.digest(found[TOLD]), about=f"/{TOLD}")
        report = looked(packed(found), Paper.OFD)
        assert report.outcome is Outcome.UNSURE
        assert "摘要算法MD5已不安全" in report.verdicts[0].sentence
