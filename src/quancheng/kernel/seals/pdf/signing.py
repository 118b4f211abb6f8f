"""Putting an electronic seal on a pdf: a visible seal, a signature over the file, nothing rewritten."""

import binascii
import io
import uuid
from typing import Any

from asn1crypto import x509
from pyhanko.keys import load_certs_from_pemder_data
from pyhanko.pdf_utils.content import PdfContent
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.layout import AxisAlignment, BoxConstraints, Margins, SimpleBoxLayoutRule
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.general import SigningError
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, SimpleSigner
from pyhanko.stamp import StaticStampStyle
from pyhanko_certvalidator.registry import SimpleCertificateStore

from quancheng.kernel.files.readers.pdf import check_streams
from quancheng.kernel.files.refused import Damaged, Locked
from quancheng.kernel.seals import picture
from quancheng.kernel.seals.keyring import PDF_CERT, PDF_KEY, private_in, usable
from quancheng.kernel.seals.picture import Face
from quancheng.kernel.seals.port import Place, Sealing
from quancheng.kernel.seals.refusals import NoKey, NotSealable

POINTS = 72 / 25.4  # in a millimetre
NAME = "pdf文件"
EDGE = 2  # points that a seal may stand over the edge of a page: printers round
MOST_FIELDS = 50  # [D] seals on one file


class Drawn(PdfContent):
    """A page of another pdf that is held in memory, as the picture of a seal."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        super().__init__()

    def render(self) -> bytes:
        drawn = self._ensure_writer.import_page_as_xobject(PdfFileReader(io.BytesIO(self.data)))
        name = "/Seal" + binascii.hexlify(uuid.uuid4().bytes).decode()
        self.resources.xobject[pdf_name(name)] = drawn
        left, low, right, high = drawn.get_object()["/BBox"]
        self.box = BoxConstraints(width=abs(right - left), height=abs(high - low))
        return f"{name} Do".encode()


def sign(data: bytes, sealing: Sealing) -> bytes:
    """The pdf with one more seal. Raises NoKey, NotSealable, Damaged, Locked, TooMuch, NoPrinter."""
    signer = _signer(sealing.key)
    check_streams(data, name=NAME)
    try:
        writer = IncrementalPdfFileWriter(io.BytesIO(data), strict=False)
        if writer.prev.encrypted:
            raise Locked("pdf设了密码，不能盖章。请取消密码，另存后再盖章。")
        field = _field(writer, sealing)
        signed: io.BytesIO = _pdf_signer(signer, field, sealing).sign_pdf(writer, output=io.BytesIO())
    except (PdfError, SigningError, ValueError, TypeError, KeyError, RecursionError, AssertionError) as error:
        raise Damaged("pdf已损坏或不合格式，不能盖章。请重新生成pdf后再盖章。") from error
    return signed.getvalue()


def _pdf_signer(signer: SimpleSigner, field: SigFieldSpec, sealing: Sealing) -> PdfSigner:
    told = PdfSignatureMetadata(
        field_name=field.sig_field_name,
        reason=sealing.reason,
        name=sealing.face.organ,
        subfilter=SigSeedSubFilter.PADES,
        md_algorithm="sha256",
    )
    return PdfSigner(told, signer=signer, stamp_style=_style(sealing.face), new_field_spec=field)


def _signer(key: str) -> SimpleSigner:
    """Raises NoKey."""
    private = usable(key, PDF_KEY, private_in)
    certificates: list[x509.Certificate] = usable(key, PDF_CERT, _certificates)
    store = SimpleCertificateStore()  # type: ignore[no-untyped-call]
    store.register_multiple(certificates[1:])
    if certificates[0].public_key.algorithm != private.algorithm:
        raise NoKey(f"印章{key}的pdf证书与密钥不相配，没有用印；请系统管理员检查")
    return SimpleSigner(signing_cert=certificates[0], signing_key=private, cert_registry=store)


def _certificates(data: bytes) -> list[x509.Certificate]:
    found = list(load_certs_from_pemder_data(data))
    if not found:
        raise ValueError("no certificate")
    return found


def _style(face: Face) -> StaticStampStyle:
    middle = SimpleBoxLayoutRule(
        x_align=AxisAlignment.ALIGN_MID, y_align=AxisAlignment.ALIGN_MID, margins=Margins(0, 0, 0, 0)
    )
    return StaticStampStyle(
        background=Drawn(picture.as_pdf(face)),
        background_layout=middle,
        border_width=0,
        background_opacity=1.0,
    )


def _field(writer: Any, sealing: Sealing) -> SigFieldSpec:
    """A field of its own for this seal, where it stands. Raises NotSealable."""
    pages = int(writer.root["/Pages"]["/Count"])
    place = sealing.place
    if not 0 < place.page <= pages:
        raise NotSealable(f"pdf共{pages}页，没有第{place.page}页，请核对盖章的页码")
    page, _ = writer.find_page_for_modification(place.page - 1)
    box = [float(edge) for edge in _media_box(page.get_object())]
    return SigFieldSpec(
        sig_field_name=f"seal-{uuid.uuid4().hex[:12]}",
        on_page=place.page - 1,
        box=_on_page(box, place, sealing.face.diameter),
    )


def _media_box(page: Any) -> Any:
    """Of the page, or of what it hangs from."""
    for _ in range(MOST_FIELDS):
        if "/MediaBox" in page:
            return page["/MediaBox"]
        page = page["/Parent"]
    raise ValueError("a page without a size")


def _on_page(box: list[float], place: Place, diameter: int) -> tuple[int, int, int, int]:
    """The square of the seal in points from the lower left corner. Raises NotSealable."""
    left, low, right, high = box
    half = diameter / 2
    corners = (
        left + (place.x - half) * POINTS, high - (place.y + half) * POINTS,
        left + (place.x + half) * POINTS, high - (place.y - half) * POINTS,
    )  # fmt: skip
    if (
        corners[0] < left - EDGE
        or corners[1] < low - EDGE
        or corners[2] > right + EDGE
        or corners[3] > high + EDGE
    ):
        raise NotSealable("盖章的位置超出了页面，请换一个位置")
    first, second, third, fourth = (round(corner) for corner in corners)
    return first, second, third, fourth
