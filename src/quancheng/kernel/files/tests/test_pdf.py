import io
import zlib

import pypdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from quancheng.kernel.files.content import Paragraph
from quancheng.kernel.files.readers import pdf
from quancheng.kernel.files.readers.pdf import Scanned
from quancheng.kernel.files.readers.pdf.glyphs import Glyph, lines_of
from quancheng.kernel.files.readers.pdf.page import PAGE_NUMBER
from quancheng.kernel.files.reading import read_content
from quancheng.kernel.files.refused import Damaged, FileRefused, Locked, TooMuch
from quancheng.kernel.files.tests.samples import LEFT, UP, pdf_of, table, texts

GRID = table(
    ["序号", "任务", LEFT, "时限"],
    ["1", "甲", "乙", "年底"],
    ["2", UP, "丁", UP],
    ["合计", LEFT, LEFT, "共"],
)


def read(data):
    return read_content(data, name="要点.pdf")


def with_password(data, password):
    writer = pypdf.PdfWriter(clone_from=pypdf.PdfReader(io.BytesIO(data)))
    writer.encrypt(password, "owner", algorithm="AES-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def drawn(what):
    """A PDF of one page on which `what` draws."""
    from reportlab.pdfgen.canvas import Canvas

    out = io.BytesIO()
    canvas = Canvas(out)
    what(canvas)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


class TestReadPdf:
    def test_with_merged_cells(self):
        content = read(pdf_of(GRID))
        assert content.tables[0].rows == GRID.rows
        assert content.tables[0].place == "第1页"
        assert content.doubts == ()

    def test_with_text_around_tables_in_order(self):
        content = read(pdf_of(Paragraph("要点"), GRID, Paragraph("说明：12 项"), GRID))
        assert [type(block).__name__ for block in content.blocks] == [
            "Paragraph",
            "Table",
            "Paragraph",
            "Table",
        ]
        assert [block.text.strip() for block in content.paragraphs] == ["要点", "说明：12 项"]

    def test_page_by_page_without_page_numbers(self):
        rows = [[str(number), f"任务{number}"] for number in range(1, 90)]
        content = read(pdf_of(table(["序号", "任务"], *rows)))
        assert [each.place for each in content.tables] == ["第1页", "第2页", "第3页"]
        assert all(texts(each)[0] == ["序号", "任务"] for each in content.tables)
        assert [row for each in content.tables for row in texts(each)[1:]] == rows
        assert content.paragraphs == ()

    def test_with_a_merged_cell_that_goes_on_over_the_page(self):
        rows = [[str(number), "一、总则" if number == 1 else UP, f"任务{number}"] for number in range(1, 60)]
        content = read(pdf_of(table(["序号", "章", "任务"], *rows)))
        assert content.paragraphs == ()
        assert [each.rows[1][1].rows for each in content.tables] == [
            len(each.rows) - 1 for each in content.tables
        ]
        assert [each.rows[1][1].text for each in content.tables] == ["一、总则", ""]

    def test_keeping_the_lines_of_a_cell(self):
        content = read(pdf_of(table(["甲\n乙", "丙"])))
        assert texts(content.tables[0]) == [["甲\n乙", "丙"]]

    def test_keeping_indentation(self):
        content = read(pdf_of(Paragraph("总则"), Paragraph("　　正文")))
        assert [block.text for block in content.paragraphs] == ["总则", "　　正文"]

    def test_that_only_forbids_changes(self):
        assert read(with_password(pdf_of(GRID), "")).tables[0].rows == GRID.rows

    def test_with_a_doubt_for_a_page_without_text(self):
        writer = pypdf.PdfWriter(clone_from=pypdf.PdfReader(io.BytesIO(pdf_of(GRID))))
        writer.add_blank_page()
        out = io.BytesIO()
        writer.write(out)
        assert read(out.getvalue()).doubts == (
            "第2页没有可读的文字（空白页、图片或扫描页），没有读取，请核对。",
        )

    @pytest.mark.parametrize("missing", ["bottom", "left"])
    def test_closing_a_table_that_is_open_at_one_side(self, missing):
        def ruled(canvas):
            for height in (700, 660, 620):
                right = 100 if missing == "bottom" and height == 620 else 200
                canvas.line(50, height, right, height)
            for across in (50, 100, 200):
                if missing != "left" or across != 50:
                    canvas.line(across, 700, across, 620)
            for at, word in enumerate(["a", "b", "c", "d"]):
                canvas.drawString(60 + 60 * (at % 2), 670 - 40 * (at // 2), word)

        content = read(drawn(ruled))
        assert content.paragraphs == ()
        assert [texts(each) for each in content.tables] == [[["a", "b"], ["c", "d"]]]

    def test_taking_a_single_box_for_no_table(self):
        def boxed(canvas):
            canvas.rect(90, 690, 200, 40)
            canvas.drawString(100, 700, "notice")

        content = read(drawn(boxed))
        assert content.tables == ()
        assert content.paragraphs[0].text == "notice"


class TestLinesOf:
    def test_join_signs_of_one_line_and_no_others(self):
        bold = [Glyph("甲", 10, 20, 14, 24), Glyph("甲", 10.2, 20, 14, 24)]
        glyphs = [Glyph("务", 20, 30, 0, 10), Glyph("任", 10, 20, 1, 11), *bold]
        assert [line.text for line in lines_of(glyphs)] == ["任务", "甲"]

    def test_part_words_by_the_gap(self):
        glyphs = [Glyph("a", 0, 5, 0, 10), Glyph("b", 9, 14, 0, 10), Glyph("c", 14, 19, 0, 10)]
        assert lines_of(glyphs)[0].text == "a bc"

    @given(st.lists(st.sampled_from("任务甲乙"), min_size=1, max_size=30), st.randoms())
    def test_do_not_depend_on_the_order_in_which_signs_are_drawn(self, signs, random):
        glyphs = [Glyph(sign, at * 10, at * 10 + 10, 0, 10) for at, sign in enumerate(signs)]
        random.shuffle(glyphs)
        assert [line.text for line in lines_of(glyphs)] == ["".join(signs)]


class TestPageNumber:
    @pytest.mark.parametrize(
        "text", ["— 1 —", "-12-", "3", "第 3 页", "第3页 共10页", "3/10", "－ 4 －", "· 5 ·"]
    )
    def test_is_told(self, text):
        assert PAGE_NUMBER.fullmatch(text)

    @pytest.mark.parametrize("text", ["2024年", "1.", "12月底前", "一", "（1）", "第3条", "10 项"])
    def test_is_not_mistaken(self, text):
        assert not PAGE_NUMBER.fullmatch(text)


class TestReadPdfRefuses:
    def test_one_that_is_locked(self):
        with pytest.raises(Locked, match=r"“要点.pdf”设了打开密码。请打开后取消密码"):
            read(with_password(pdf_of(GRID), "secret"))

    def test_a_scan(self):
        with pytest.raises(Scanned, match="第1页没有可读的文字。请上传文字版"):
            read(drawn(lambda canvas: canvas.rect(10, 10, 200, 200, fill=1)))

    def test_one_cut_off(self):
        data = pdf_of(GRID)
        with pytest.raises(Damaged, match="不完整"):
            read(data[: len(data) * 2 // 3])

    def test_one_whose_index_is_broken(self):
        data = pdf_of(GRID)
        at = data.rindex(b"startxref")
        with pytest.raises(Damaged, match="目录"):
            read(data[:at] + b"startxref\n99\n%%EOF\n")

    @pytest.mark.parametrize("times", [1, 2])
    def test_a_bomb(self, times, monkeypatch):
        monkeypatch.setattr(pdf, "MOST_UNPACKED", 3_000_000)
        packed = bytes(5_000_000)
        for _ in range(times):
            packed = zlib.compress(packed)
        with pytest.raises(TooMuch, match="解压后过大"):
            read(b"%PDF-1.4\n1 0 obj<</Filter/FlateDecode>>stream\n" + packed + b"\nendstream endobj\n%%EOF")

    def test_one_without_pages(self):
        with pytest.raises(FileRefused):
            read(b"%PDF-1.4\n%%EOF")


class TestCheckStreams:
    def test_comes_to_an_end_behind_a_large_stream(self):
        """More than one piece unpacked, and a line's end between the stream and its end mark."""
        packed = zlib.compress(bytes(pdf.PIECE + 1000))
        pdf.check_streams(b"stream\n" + packed + b"\nendstream", name="大.pdf")

    def test_counts_what_a_large_stream_unpacks_to(self, monkeypatch):
        monkeypatch.setattr(pdf, "MOST_UNPACKED", 2 * pdf.PIECE)
        packed = zlib.compress(bytes(3 * pdf.PIECE))
        with pytest.raises(TooMuch):
            pdf.check_streams(b"stream\n" + packed + b"\nendstream", name="大.pdf")
