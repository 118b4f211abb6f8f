"""Documents as they come: plain ones, and those that hide what they say."""

import io
from collections.abc import Callable, Sequence

from PIL import Image, ImageDraw
from pypdf import PdfReader, PdfWriter
from pypdf.actions import JavaScript
from pypdf.annotations import FreeText
from pypdf.generic import RectangleObject
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

HIGH, WIDE = 842, 595
FONT = "STSong-Light"
NAME, NUMBER, PHONE = "欧阳小满", "11010519491231002X", "13800138000"
Draw = Callable[[Canvas], None]


def pdf_of(*pages: Draw, size: tuple[float, float] = (WIDE, HIGH)) -> bytes:
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    kept = io.BytesIO()
    canvas = Canvas(kept, pagesize=size)
    canvas.setAuthor(NAME)
    canvas.setTitle(f"{NAME}的材料")
    for draw in pages:
        canvas.setFont(FONT, 14)
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return kept.getvalue()


def lines(*said: str, top: float = 780) -> Draw:
    def draw(canvas: Canvas) -> None:
        for place, line in enumerate(said):
            canvas.drawString(60, top - 24 * place, line)

    return draw


def plain() -> bytes:
    return pdf_of(
        lines("关于老旧小区改造的情况", f"申请人{NAME}，身份证号{NUMBER}", f"电话{PHONE}，同意公开"),
        lines("第二页没有什么"),
        lines(f"附：{NAME}的签收记录"),
    )


def unseen() -> bytes:
    """A text layer that nobody sees, under and outside of what is seen."""

    def draw(canvas: Canvas) -> None:
        lines(f"申请人{NAME}")(canvas)
        text = canvas.beginText(60, 700)
        text.setFont(FONT, 14)
        text.setTextRenderMode(3)
        text.textOut(NUMBER)
        canvas.drawText(text)

    return pdf_of(draw)


def white_on_white() -> bytes:
    def draw(canvas: Canvas) -> None:
        canvas.setFillColorRGB(1, 1, 1)
        lines(f"申请人{NAME}")(canvas)

    return pdf_of(draw)


def under_a_picture() -> bytes:
    def draw(canvas: Canvas) -> None:
        lines(f"申请人{NAME}")(canvas)
        canvas.drawImage(ImageReader(Image.new("RGB", (400, 60), "white")), 50, 770, 400, 40)

    return pdf_of(draw)


def with_notes() -> bytes:
    """A note without a look of its own: some programs draw it, others do not."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf_of(lines("正文")))))
    note = FreeText(text=PHONE, rect=(60, 700, 260, 730), font_size="14pt", font_color="000000")
    writer.add_annotation(0, note)
    return _written(writer)


def with_attachments() -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf_of(lines(f"申请人{NAME}")))))
    writer.add_attachment(f"{NAME}.txt", NUMBER.encode())
    writer.add_open_action(JavaScript(f"app.alert('{PHONE}')"))
    writer.add_outline_item(title=NAME, page_number=0)
    return _written(writer)


def with_form() -> bytes:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(60, 780, "Applicant")
        canvas.acroForm.textfield(name="who", value=PHONE, x=60, y=690, width=200, height=30, fontSize=14)

    return pdf_of(draw)


def updated() -> bytes:
    """The page was blackened by an update at the end of the file; below it the older page still lies."""
    writer = PdfWriter(io.BytesIO(pdf_of(lines(f"申请人{NAME}"))), incremental=True)
    clean = PdfReader(io.BytesIO(pdf_of(lines("申请人（略）")))).pages[0]
    writer.pages[0].replace_contents(clean.get_contents())
    return _written(writer)


def turned(degrees: int) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf_of(lines(f"申请人{NAME}", "别的")))))
    writer.pages[0].rotate(degrees)
    return _written(writer)


def cut() -> bytes:
    """Half of the page is cut away; what stands there is in the file all the same."""
    draw = lines(f"申请人{NAME}", *([""] * 20), NUMBER)
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf_of(draw))))
    writer.pages[0].cropbox = RectangleObject((40, 600, 500, 830))
    return _written(writer)


def locked() -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(plain())))
    writer.encrypt("1234", algorithm="AES-256")
    return _written(writer)


def scan(*, comment: bytes = b"") -> bytes:
    """A photograph of a line of print."""
    picture = Image.new("RGB", (800, 400), "white")
    ImageDraw.Draw(picture).text((60, 60), "SECRET-NAME 4711", fill="black")
    kept = io.BytesIO()
    exif = Image.Exif()
    exif[0x010E] = "SECRET-NAME"
    picture.save(kept, "JPEG", comment=comment or b"SECRET-NAME", exif=exif)
    return kept.getvalue()


def _written(writer: PdfWriter) -> bytes:
    kept = io.BytesIO()
    writer.write(kept)
    return kept.getvalue()


HIDING: Sequence[tuple[str, Callable[[], bytes], str]] = (
    ("a text layer nobody sees", unseen, NUMBER),
    ("white on white", white_on_white, NAME),
    ("under a picture", under_a_picture, NAME),
    ("a file with attachments, scripts and an outline", with_attachments, NAME),
    ("a form", with_form, PHONE),
    ("a turned page", lambda: turned(90), NAME),
    ("a page upside down", lambda: turned(180), NAME),
    ("a cut page", cut, NAME),
)
