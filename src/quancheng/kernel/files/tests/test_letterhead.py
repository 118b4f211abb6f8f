"""Official letters as docx: paper, margins, fonts, number, signature, annexes (GB/T 9704)."""

import io
import zipfile
from datetime import date

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Emu

from quancheng.kernel.files.letterhead import (
    Column,
    Grid,
    Heading,
    Letter,
    Subheading,
    Text,
    as_docx,
    in_chinese,
    paragraphs_of,
)
from quancheng.kernel.files.letterhead.letter import balanced, width_of
from quancheng.kernel.files.safety import check_upload

GRID = Grid(
    "各单位完成情况",
    (Column("单位", 6), Column("应办", 2, is_number=True)),
    (("市财政局", "3"), ("市教育局", "5")),
    "数据截至2024年6月30日。",
)


def letter(**other: object) -> Letter:
    said = {
        "issuer": "济南市人民政府办公厅",
        "number": "济政公开督办〔2024〕3号",
        "title": "关于重大项目审批信息公开的督办单",
        "recipient": "市发展改革委",
        "body": (Heading("一、督办事项"), Subheading("（一）审批"), Text("请抓紧办理。")),
        "sender": "济南市人民政府办公厅",
        "on": date(2024, 6, 30),
    }
    return Letter(**{**said, **other})


def opened(**other: object):
    return Document(io.BytesIO(as_docx(letter(**other))))


def font_of(paragraph) -> str:
    return paragraph.runs[0]._element.rPr.rFonts.get(qn("w:eastAsia"))


def found(document, text: str):
    return next(each for each in document.paragraphs if text in each.text)


class TestThePage:
    def test_is_a4_with_the_margins_of_the_standard(self):
        section = opened().sections[0]
        told = [section.page_width, section.page_height, section.top_margin, section.bottom_margin]
        told += [section.left_margin, section.right_margin]
        assert [round(each.mm) for each in told] == [210, 297, 37, 35, 28, 26]

    def test_holds_22_lines_of_28_characters(self):
        section = opened().sections[0]
        height = section.page_height - section.top_margin - section.bottom_margin
        width = section.page_width - section.left_margin - section.right_margin
        text = found(opened(), "请抓紧办理")
        assert int(Emu(height).pt / text.paragraph_format.line_spacing.pt) == 22
        assert round(Emu(width).pt / text.runs[0].font.size.pt) == 28

    def test_numbers_odd_and_even_pages_on_their_outer_side(self):
        document = opened()
        section = document.sections[0]
        assert document.settings.odd_and_even_pages_header_footer
        for footer in (section.footer, section.even_page_footer):
            assert footer.paragraphs[0].text == "—  —"
            assert "PAGE" in footer._element.xml
        assert section.footer.paragraphs[0].alignment != section.even_page_footer.paragraphs[0].alignment


class TestTheLetter:
    def test_says_everything_in_order(self):
        said = [each.text for each in opened().paragraphs if each.text]
        assert said == [
            "济南市人民政府办公厅",
            "济政公开督办〔2024〕3号",
            "关于重大项目审批信息公开的督办单",
            "市发展改革委：",
            "一、督办事项",
            "（一）审批",
            "请抓紧办理。",
            "济南市人民政府办公厅",
            "2024年6月30日",
        ]

    @pytest.mark.parametrize(
        ("text", "font"),
        [
            ("济南市", "方正小标宋简体"),
            ("关于", "方正小标宋简体"),
            ("一、", "黑体"),
            ("（一）", "楷体_GB2312"),
            ("请抓紧", "仿宋_GB2312"),
        ],
    )
    def test_uses_the_fonts_of_the_standard(self, text, font):
        assert font_of(found(opened(), text)) == font

    def test_names_what_is_drawn_where_a_font_is_missing(self):
        with zipfile.ZipFile(io.BytesIO(as_docx(letter()))) as package:
            fonts = package.read("word/fontTable.xml").decode()
        assert '<w:font w:name="方正小标宋简体"><w:altName w:val="宋体"/>' in fonts

    def test_has_its_head_in_red_over_a_red_line(self):
        document = opened()
        head, number = document.paragraphs[:2]
        assert str(head.runs[0].font.color.rgb) == "E60012"
        assert number._element.pPr.find(qn("w:pBdr")).find(qn("w:bottom")).get(qn("w:color")) == "E60012"

    def test_keeps_a_long_head_on_one_line(self):
        head = opened(issuer="济南市人民政府办公厅政务公开工作领导小组办公室").paragraphs[0]
        assert width_of(head.text) * head.runs[0].font.size.pt <= 156 / 25.4 * 72

    def test_sets_the_date_four_characters_in_and_the_sender_in_the_middle_above(self):
        sender, day = opened(sender="某某局").paragraphs[-2:]
        told = [each._element.pPr.find(qn("w:ind")).get(qn("w:rightChars")) for each in (sender, day)]
        assert told == ["575", "400"]  # the date is 6.5 characters wide, the sender 3

    def test_without_a_day_leaves_room_for_one(self):
        assert "年　月　日" in opened(on=None).paragraphs[-1].text

    def test_leaves_out_what_no_docx_can_hold(self):
        assert found(opened(body=(Text("一\x00二\x0b三\ud800"),)), "一").text == "一二三"

    def test_passes_the_houses_own_gate(self):
        data = as_docx(letter(annexes=(GRID,)))
        assert check_upload(data, name="督办单.docx").content is not None

    def test_is_the_same_for_the_same_words(self):
        def parts() -> dict[str, bytes]:
            with zipfile.ZipFile(io.BytesIO(as_docx(letter()))) as package:
                return {name: package.read(name) for name in package.namelist()}

        assert parts() == parts()


class TestTables:
    def test_stand_in_the_text_with_their_title(self):
        document = opened(body=(GRID,))
        assert [[cell.text for cell in row.cells] for row in document.tables[0].rows] == [
            ["单位", "应办"],
            ["市财政局", "3"],
            ["市教育局", "5"],
        ]
        assert found(document, "各单位完成情况")
        assert found(document, "数据截至")

    def test_repeat_their_head_on_every_page(self):
        head, *rows = opened(body=(GRID,)).tables[0].rows
        assert head._tr.trPr.find(qn("w:tblHeader")) is not None
        assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in (head, *rows))

    def test_as_annexes_are_numbered_and_listed_below_the_body(self):
        document = opened(annexes=(GRID, GRID))
        said = [each.text for each in document.paragraphs]
        assert said.index("附件：1. 各单位完成情况") < said.index("2. 各单位完成情况") < said.index("附件1")
        assert found(document, "附件1").paragraph_format.page_break_before
        assert "附件2" in said

    def test_as_the_only_annex_bear_no_number(self):
        said = [each.text for each in opened(annexes=(GRID,)).paragraphs]
        assert "附件：各单位完成情况" in said
        assert "附件" in said


class TestWords:
    def test_of_a_day_are_written_without_leading_zeros(self):
        assert in_chinese(date(2024, 6, 3)) == "2024年6月3日"

    def test_of_a_box_are_a_paragraph_a_line(self):
        assert list(paragraphs_of("一\r\n\r\n 二 \n")) == [Text("一"), Text("二")]

    @pytest.mark.parametrize(
        ("title", "lines"),
        [
            ("关于政务公开的通报", 1),
            ("关于数据开放和公共数据目录公开等事项的督办单", 2),
            ("甲" * 61, 4),
        ],
    )
    def test_of_a_long_title_stand_in_lines_of_about_one_length(self, title, lines):
        told = balanced(title)
        assert ("".join(told), len(told)) == (title, lines)
        assert max(map(width_of, told)) <= 20
