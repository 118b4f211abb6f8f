"""A verdict claims no more than was checked: whatever an adapter leaves out, whatever a file brings along."""

from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from quancheng.kernel.seals import sm2
from quancheng.kernel.seals.certificates import Certificate, is_issued_by, read, roots_in, standing_of
from quancheng.kernel.seals.ofd.making import make_signature
from quancheng.kernel.seals.pdf import national
from quancheng.kernel.seals.tests.conftest import LONG, NOW
from quancheng.kernel.seals.tests.test_sealing_a_pdf import contents_of
from quancheng.kernel.seals.tests.test_seals_of_others import people, roomy, seal
from quancheng.kernel.seals.verdict import Finding, Outcome, Report, Verdict, holds, note

__all__ = ["people", "seal"]  # fixtures
KNOWN, UNKNOWN = bytes.fromhex("06082a8648ce3d030107"), bytes.fromhex("06082a8648ce3d03017f")  # curves


def issued(name: str, by: str, *, key: ec.EllipticCurvePrivateKey, signer: ec.EllipticCurvePrivateKey):
    def named(said: str) -> x509.Name:
        return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, said)])

    told = x509.CertificateBuilder(named(by), named(name), key.public_key(), 7, LONG.start, LONG.end)
    told = told.add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
    return told.sign(signer, hashes.SHA256()).public_bytes(serialization.Encoding.DER)


@pytest.fixture
def root() -> Certificate:
    key = ec.generate_private_key(ec.SECP256R1())
    return read(issued("演示根", "演示根", key=key, signer=key))


def verdict(*findings: Finding) -> Verdict:
    return Verdict(signer="某人", signed_at=None, seal="某章", findings=findings)


class TestAVerdict:
    @pytest.mark.parametrize("findings", [(), (note("没有联网查询"),)])
    def test_is_not_sure_where_nothing_was_found(self, findings):
        one = verdict(*findings)
        assert one.outcome is Outcome.UNSURE
        assert "不能确认" in one.sentence
        assert "全部有效" not in Report(verdicts=(one,)).sentence

    def test_holds_where_something_did(self):
        assert verdict(holds("证书链到达信任的根证书")).outcome is Outcome.HOLDS


class TestACertificate:
    def test_of_a_day_to_come_is_not_sure(self, root):
        def found(on: datetime) -> list[Outcome]:
            told = standing_of(root, (), [root], whose="签名人", on=on, today=NOW)
            return [one.outcome for one in told]

        assert found(NOW) == [Outcome.HOLDS, Outcome.HOLDS]
        assert found(NOW + timedelta(hours=20)) == [Outcome.HOLDS, Outcome.HOLDS]
        assert found(NOW + timedelta(days=2)) == [Outcome.UNSURE, Outcome.HOLDS]
        assert found(datetime(2037, 1, 5, tzinfo=UTC))[0] is Outcome.UNSURE

    def test_under_a_key_that_nobody_here_knows_was_issued_by_nobody(self):
        key = ec.generate_private_key(ec.SECP256R1())
        above = issued("演示中间", "演示根", key=key, signer=key)
        assert above.count(KNOWN) == 1
        below = read(issued("演示人员", "演示中间", key=key, signer=key))
        assert is_issued_by(below, read(above))
        assert not is_issued_by(below, read(above.replace(KNOWN, UNKNOWN)))


class TestASealInAPdf:
    def test_that_stands_elsewhere_than_in_its_room_is_broken(self, house, people, seal, later):
        """The room that a signature leaves is not protected: something else in it could be shown."""
        data = roomy(house)
        begin, end = contents_of(data)
        first, second, user = data[: begin - 1], data[end + 1 :], people["user"]
        value = make_signature(
            seal=seal, at=NOW, digest=sm2.digest(first + second), about="s", signer=user.certificate,
            key=user.secret,
        )  # fmt: skip
        span, roots = [0, len(first), end + 1, len(second)], roots_in(house.roots)

        def found(room: bytes) -> Verdict:
            whole = data[:begin] + room.ljust(end - begin, b"0") + data[end:]
            return national.verdict(value, whole, span, roots=roots, now=later)

        assert found(value.hex().encode()).outcome is Outcome.HOLDS
        for room in (b"", b"7075626c6963", value[1:].hex().encode(), b"(public)"):
            assert "不在签名让出的位置上" in found(room).sentence
