import io

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from quancheng.kernel.files.content import Paragraph
from quancheng.kernel.files.package import HoldsDeclarations, UnpacksTooLarge
from quancheng.kernel.files.reading import read_content
from quancheng.kernel.files.refused import Damaged, TooMuch
from quancheng.kernel.files.tests.samples import LEFT, UP, docx_of, parts_replaced, table, texts

NAMES = nsdecls("w")
MORE = (
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)


def read(data):
    return read_content(data, name="要点.docx")


def with_body(*pieces, numbering=""):
    """A document whose body is the XML given, with list declarations when given."""
    document = Document()
    body = document.element.body
    for piece in pieces:
        body.insert(len(body) - 1, parse_xml(piece.replace(">", f" {NAMES} {MORE}>", 1)))
    if numbering:
        root = document.part.numbering_part.element
        root.clear()
        for piece in parse_xml(f"<w:numbering {NAMES}>{numbering}</w:numbering>"):
            root.append(piece)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def lines(*pieces, numbering=""):
    return [block.text for block in read(with_body(*pieces, numbering=numbering)).paragraphs]


def item(text, *, level=0, list_id=1):
    numbered = f'<w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr></w:pPr>'
    return f"<w:p>{numbered}<w:r><w:t>{text}</w:t></w:r></w:p>"


def level(at, style, text, *, more=""):
    told = f'<w:start w:val="1"/><w:numFmt w:val="{style}"/>{more}<w:lvlText w:val="{text}"/>'
    return f'<w:lvl w:ilvl="{at}">{told}</w:lvl>'


def declared(*levels, more=""):
    return (
        f'<w:abstractNum w:abstractNumId="7">{"".join(levels)}</w:abstractNum>'
        f'<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>{more}'
    )


OFFICIAL = declared(
    level(0, "chineseCounting", "%1、"), level(1, "chineseCounting", "（%2）"), level(2, "decimal", "%3.")
)


class TestReadDocx:
    def test_with_paragraphs_and_tables_in_order(self):
        grid = table(["序号", "任务"], ["1", "甲\n乙"])
        content = read(docx_of(Paragraph("要点", level=1), grid, Paragraph("\t说明")))
        assert content.blocks[0] == Paragraph("要点", level=1, place="第1段")
        assert content.blocks[1].rows == grid.rows
        assert content.blocks[1].place == "第1个表格"
        assert content.blocks[2].text == "\t说明"
        assert content.doubts == ()

    def test_with_merged_cells(self):
        grid = table(
            ["序号", "任务", LEFT, "时限"],
            ["1", "甲", "乙", "年底"],
            ["2", UP, "丁", UP],
            ["合计", LEFT, LEFT, UP],
        )
        assert read(docx_of(grid)).tables[0].rows == grid.rows

    def test_with_a_block_of_merged_cells(self):
        grid = table(["甲", LEFT, "乙"], [UP, LEFT, "丙"], ["1", "2", "3"])
        assert read(docx_of(grid)).tables[0].rows == grid.rows

    def test_with_a_row_that_starts_further_right(self):
        rows = (
            "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>甲</w:t></w:r></w:p></w:tc><w:tc><w:p/></w:tc></w:tr>"
            '<w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr>'
            "<w:tc><w:p><w:r><w:t>乙</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
        )
        assert texts(read(with_body(rows)).tables[0]) == [["甲", ""], ["", "乙"]]

    def test_with_a_table_inside_a_cell_as_its_text(self):
        document = Document()
        cell = document.add_table(1, 2).cell(0, 1)
        cell.text = "见下"
        inner = cell.add_table(1, 2)
        inner.cell(0, 0).text, inner.cell(0, 1).text = "甲", "乙"
        out = io.BytesIO()
        document.save(out)
        assert texts(read(out.getvalue()).tables[0]) == [["", "见下\n甲\t乙"]]

    def test_with_line_breaks_tabs_and_signs(self):
        run = (
            "<w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t><w:tab/><w:noBreakHyphen/>"
            '<w:br w:type="page"/><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>'
        )
        assert lines(f"<w:p>{run}</w:p>") == ["甲\n乙\t-□"]

    def test_opening_controls_links_and_smart_tags(self):
        run = "<w:r><w:t>{}</w:t></w:r>"
        piece = (
            "<w:sdt><w:sdtContent><w:p><w:hyperlink>"
            + run.format("甲")
            + "</w:hyperlink><w:smartTag>"
            + run.format("乙")
            + "</w:smartTag><w:sdt><w:sdtContent>"
            + run.format("丙")
            + "</w:sdtContent></w:sdt></w:p></w:sdtContent></w:sdt>"
        )
        assert lines(piece) == ["甲乙丙"]

    def test_without_hidden_text_and_codes_of_fields(self):
        piece = (
            "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>隐</w:t></w:r>"
            '<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>第</w:t></w:r>'
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:t>PAGE</w:t></w:r>'
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>3</w:t></w:r>'
            '<w:r><w:fldChar w:fldCharType="end"/></w:r><w:r><w:fldChar w:fldCharType="begin"/></w:r>'
            '<w:r><w:instrText>X</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
            "<w:r><w:t>页</w:t></w:r></w:p>"
        )
        assert lines(piece) == ["第3页"]

    def test_as_if_all_tracked_changes_were_accepted(self):
        piece = (
            "<w:p><w:ins><w:r><w:t>新</w:t></w:r></w:ins><w:del><w:r><w:delText>旧</w:delText></w:r></w:del>"
            "<w:moveFrom><w:r><w:t>去</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t>来</w:t></w:r></w:moveTo></w:p>"
        )
        joined = "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>上</w:t></w:r></w:p>"
        content = read(with_body(piece, joined, "<w:p><w:r><w:t>下</w:t></w:r></w:p>"))
        assert [block.text for block in content.paragraphs] == ["新来", "上下"]
        assert content.doubts == ("文件带有修订痕迹，已按“接受全部修订”读取，请核对。",)

    def test_without_rows_that_were_deleted(self):
        cell = "<w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>"
        rows = f"<w:tr>{cell.format('甲')}</w:tr><w:tr><w:trPr><w:del/></w:trPr>{cell.format('乙')}</w:tr>"
        assert texts(read(with_body(f"<w:tbl>{rows}</w:tbl>")).tables[0]) == [["甲"]]

    def test_with_text_boxes_once(self):
        box = "<w:txbxContent><w:p><w:r><w:t>框</w:t></w:r></w:p></w:txbxContent>"
        piece = (
            f"<w:p><w:r><w:t>前</w:t></w:r><w:r><mc:AlternateContent><mc:Choice Requires='wps'>"
            f"<w:drawing>{box}</w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback>"
            "</mc:AlternateContent></w:r></w:p>"
        )
        assert lines(piece) == ["前", "框"]

    def test_without_headers_and_footers(self):
        document = Document()
        document.add_paragraph("正文")
        document.sections[0].header.paragraphs[0].text = "页眉"
        document.sections[0].footer.paragraphs[0].text = "页脚"
        out = io.BytesIO()
        document.save(out)
        assert [block.text for block in read(out.getvalue()).blocks] == ["正文"]


class TestReadDocxListNumbers:
    def test_as_official_papers_write_them(self):
        pieces = [item("总", level=0), item("甲", level=1), item("子", level=2), item("丑", level=2)]
        pieces += [item("乙", level=1), item("寅", level=2), item("分", level=0), item("丙", level=1)]
        assert lines(*pieces, numbering=OFFICIAL) == [
            "一、总", "（一）甲", "1.子", "2.丑", "（二）乙", "1.寅", "二、分", "（一）丙",
        ]  # fmt: skip

    def test_that_join_several_levels(self):
        levels = declared(
            level(0, "chineseCounting", "第%1章"), level(1, "decimal", "%1.%2", more="<w:isLgl/>")
        )
        assert lines(item("总则"), item("目的", level=1), numbering=levels) == ["第一章总则", "1.1 目的"]

    def test_that_start_again_in_a_list_of_their_own(self):
        again = (
            '<w:num w:numId="2"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="0">'
            '<w:startOverride w:val="1"/></w:lvlOverride></w:num>'
        )
        levels = declared(level(0, "decimal", "%1."), more=again)
        pieces = [item("甲"), item("乙"), item("丙", list_id=2), item("丁", list_id=2)]
        assert lines(*pieces, numbering=levels) == ["1.甲", "2.乙", "1.丙", "2.丁"]

    def test_that_go_on_through_the_whole_paper(self):
        levels = declared(
            level(0, "chineseCounting", "%1、"), level(1, "decimal", "%2.", more='<w:lvlRestart w:val="0"/>')
        )
        pieces = [item("总"), item("甲", level=1), item("分"), item("乙", level=1)]
        assert lines(*pieces, numbering=levels) == ["一、总", "1.甲", "二、分", "2.乙"]

    def test_in_an_otherwise_empty_cell(self):
        cells = "".join(f"<w:tr><w:tc>{item('')}</w:tc></w:tr>" for _ in range(3))
        content = read(with_body(f"<w:tbl>{cells}</w:tbl>", numbering=declared(level(0, "decimal", "%1"))))
        assert texts(content.tables[0]) == [["1"], ["2"], ["3"]]

    def test_but_no_bullets_and_none_where_the_list_is_taken_away(self):
        levels = declared(level(0, "bullet", "●"))
        assert lines(item("甲"), item("乙", list_id=0), numbering=levels) == ["甲", "乙"]

    def test_that_a_style_brings(self):
        document = Document()
        document.add_paragraph("甲", style="List Number")
        document.add_paragraph("乙", style="List Number")
        out = io.BytesIO()
        document.save(out)
        assert [block.text for block in read(out.getvalue()).paragraphs] == ["1.甲", "2.乙"]


class TestReadDocxRefuses:
    def test_a_file_cut_off(self):
        data = docx_of(Paragraph("正文"))
        with pytest.raises(Damaged, match=r"“要点.docx”已损坏或没有传完整"):
            read(data[: len(data) // 2])

    def test_a_bomb(self):
        data = parts_replaced(docx_of(Paragraph("正文")), {"word/media/a.bin": bytes(30_000_000)})
        with pytest.raises(UnpacksTooLarge, match="解压后过大"):
            read(data)

    def test_entities(self):
        xml = b'<!DOCTYPE x [<!ENTITY a "aaaa">]><w:document/>'
        with pytest.raises(HoldsDeclarations, match="实体声明"):
            read(parts_replaced(docx_of(Paragraph("正文")), {"word/document.xml": xml}))

    def test_a_document_without_a_body(self):
        xml = f"<w:document {NAMES}/>".encode()
        with pytest.raises(Damaged, match="没有正文"):
            read(parts_replaced(docx_of(Paragraph("正文")), {"word/document.xml": xml}))

    def test_tables_nested_without_end(self):
        nested = "<w:tbl><w:tr><w:tc>" * 20 + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * 20
        with pytest.raises(TooMuch, match="层以上"):
            read(with_body(nested))
