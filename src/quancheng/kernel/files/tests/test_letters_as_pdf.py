"""Official letters as pdf."""

import io
from datetime import date

import pytest
from pypdf import PdfReader

from quancheng.kernel.files.letterhead import Column, Grid, Heading, Letter, Text, as_pdf, pages
from quancheng.kernel.files.letterhead.pages import NoPrinter, NothingFetched

LETTER = Letter(
    issuer="泉州湾市政务公开办公室",
    number="泉公开督〔2026〕1号",
    title="关于采购意向公开的督办单",
    recipient="市财政局",
    body=(Heading("一、督办事项"), Text('公开<img src="http://127.0.0.1:9/x.png">采购意向。')),
    sender="泉州湾市政务公开办公室",
    on=date(2026, 3, 2),  # Monday
    annexes=(Grid("清单", (Column("单位", 5), Column("件数", 2)), (("市财政局", "2"),), "截至3月。"),),
)


def words_of(data: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(io.BytesIO(data)).pages]


@pytest.mark.usefixtures("pango")
class TestAsPdf:
    def test_says_what_the_letter_says(self):
        first, last = words_of(as_pdf(LETTER))
        for said in (LETTER.issuer, LETTER.number, LETTER.title, "市财政局：", "2026年3月2日", "附件：清单"):
            assert said in first
        assert "截至3月。" in last

    def test_is_a4_with_its_title(self):
        read = PdfReader(io.BytesIO(as_pdf(LETTER)))
        assert [round(float(side) / 72 * 25.4) for side in read.pages[0].mediabox[2:]] == [210, 297]
        assert read.metadata is not None
        assert read.metadata.title == LETTER.title

    def test_takes_words_for_words(self):
        assert '<img src="http://127.0.0.1:9/x.png">' in words_of(as_pdf(LETTER))[0].replace("\n", "")

    def test_fetches_nothing(self):
        with pytest.raises(NothingFetched):
            pages._nothing("http://127.0.0.1:9/x.png")

    def test_marks_the_place_of_the_wet_seal(self):
        assert "加盖印章处" in words_of(as_pdf(LETTER, seal="加盖印章处"))[0]

    def test_tells_when_the_machine_cannot_print(self, monkeypatch):
        monkeypatch.setattr(pages, "HAS_PRINTER", False)
        with pytest.raises(NoPrinter, match="docx"):
            as_pdf(LETTER)
