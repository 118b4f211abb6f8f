import io
import struct
import zipfile

import pytest
from docx import Document
from openpyxl import Workbook

from quancheng.kernel.files.content import Paragraph
from quancheng.kernel.files.kinds import Kind
from quancheng.kernel.files.package import HoldsDeclarations, UnpacksTooLarge
from quancheng.kernel.files.readers.pdf import Scanned
from quancheng.kernel.files.reading import FormatNotRead, Mislabelled, TooLarge
from quancheng.kernel.files.refused import Damaged, FileRefused, Locked
from quancheng.kernel.files.safety import EVIDENCE, BearsSecrecyMark, HoldsMacros, check_upload
from quancheng.kernel.files.tests.samples import docx_of, html_of, parts_replaced, pdf_of, table, xlsx_of

PROSE = Paragraph("涉及国家秘密、商业秘密和工作秘密的，不予公开。")
MARK = Paragraph("机密★10年")
PLAIN = docx_of(PROSE)
PNG = b"\x89PNG\r\n\x1a\n" + bytes(40) + b"IEND\xaeB`\x82"


def check(data, name="要点.docx", **more):
    return check_upload(data, name=name, **more)


def saved(document):
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def zip_of(**parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


class TestCheckUpload:
    @pytest.mark.parametrize(
        ("data", "name", "kind"),
        [
            (PLAIN, "要点.docx", Kind.DOCX),
            (xlsx_of(PROSE), "要点.xlsx", Kind.XLSX),
            (html_of(PROSE), "要点.html", Kind.HTML),
            (pdf_of(PROSE), "要点.pdf", Kind.PDF),
            (PROSE.text.encode(), "要点.txt", Kind.TEXT),
        ],
    )
    def test_lets_in_what_is_sound_and_gives_back_what_it_says(self, data, name, kind):
        upload = check(data, name)
        assert (upload.name, upload.kind, upload.size) == (name, kind, len(data))
        blocks = upload.content.blocks
        assert PROSE.text in (blocks[0].text if blocks[0:1] and not upload.content.tables else str(blocks))

    def test_cleans_the_name(self):
        assert check(PLAIN, "..\\..\\a\u202eb.docx").name == "ab.docx"

    def test_lets_a_document_with_a_workbook_inside_in(self):
        assert check(parts_replaced(PLAIN, {"word/embeddings/a.xlsx": xlsx_of(PROSE)})).kind is Kind.DOCX

    def test_lets_a_picture_in_as_evidence_only(self):
        assert check(PNG, "现场.png", accepted=EVIDENCE).content is None
        with pytest.raises(FormatNotRead):
            check(PNG, "现场.png")


class TestCheckUploadRefuses:
    def test_what_is_too_large(self):
        with pytest.raises(TooLarge, match=r"有50.0MB，超过30MB的上限") as refusal:
            check(bytes(50 * 1024 * 1024), "要点.pdf")
        assert refusal.value.status == 413

    @pytest.mark.parametrize("part", ["word/vbaProject.bin", "word/vbaData.xml", "xl/macrosheets/sheet1.xml"])
    def test_macros(self, part):
        with pytest.raises(HoldsMacros, match="另存为不含宏的"):
            check(parts_replaced(PLAIN, {part: b"x"}))

    def test_macros_that_only_the_list_of_types_admits(self):
        types = (
            b'<Types><Override ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/></Types>'
        )
        with pytest.raises(HoldsMacros):
            check(parts_replaced(PLAIN, {"[Content_Types].xml": types}))

    def test_a_macro_document_by_its_name(self):
        with pytest.raises(Mislabelled):
            check(PLAIN, "要点.docm")

    def test_entities_in_any_part(self):
        bomb = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><x>&b;</x>'
        with pytest.raises(HoldsDeclarations):
            check(parts_replaced(PLAIN, {"customXml/item1.xml": bomb}))

    def test_entities_in_an_encoding_that_hides_them(self):
        bomb = '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE x [<!ENTITY a "a">]><x/>'.encode("utf-16")
        with pytest.raises(HoldsDeclarations):
            check(parts_replaced(PLAIN, {"customXml/item1.xml": bomb}))

    def test_a_bomb_by_its_ratio(self):
        with pytest.raises(UnpacksTooLarge, match="解压后过大"):
            check(parts_replaced(PLAIN, {"word/media/a.bin": bytes(20_000_000)}))

    def test_a_bomb_by_its_number_of_parts(self):
        with pytest.raises(UnpacksTooLarge, match="个部分"):
            check(parts_replaced(PLAIN, {f"word/media/{count}": b"" for count in range(4_100)}))

    def test_a_bomb_whose_parts_share_their_bytes(self):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            archive.writestr("word/document.xml", b"a" * 90_000)
            first = archive.infolist()[0]
            for count in range(50):
                copy = zipfile.ZipInfo(f"word/{count}.xml")
                copy.file_size = copy.compress_size = first.file_size
                copy.CRC, copy.header_offset = first.CRC, first.header_offset
                archive.filelist.append(copy)
                archive.NameToInfo[copy.filename] = copy
        with pytest.raises(UnpacksTooLarge):
            check(out.getvalue())

    def test_a_bomb_inside_an_embedded_file(self):
        bomb = zip_of(a=bytes(20_000_000))
        with pytest.raises(UnpacksTooLarge):
            check(parts_replaced(PLAIN, {"word/embeddings/a.xlsx": bomb}))

    def test_packages_in_packages(self):
        nested = zip_of(a=zip_of(b=zip_of(c=b"x")))
        with pytest.raises(UnpacksTooLarge, match="层层嵌套"):
            check(parts_replaced(PLAIN, {"word/embeddings/a.bin": nested}))

    def test_a_file_cut_off(self):
        with pytest.raises(Damaged):
            check(PLAIN[:-300])

    def test_an_office_file_with_a_password(self):
        ole = (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
            + bytes(500)
            + "EncryptedPackage".encode("utf-16-le")
            + bytes(4)
        )
        with pytest.raises(Locked):
            check(ole)

    def test_a_zip_with_a_password(self):
        data = bytearray(PLAIN)
        at = data.index(b"PK\x01\x02")
        struct.pack_into("<H", data, at + 8, 1)
        with pytest.raises(Locked):
            check(bytes(data))

    def test_a_picture_cut_off(self):
        with pytest.raises(Damaged, match="图片"):
            check(PNG[:-12], "现场.png", accepted=EVIDENCE)

    def test_a_program_under_a_borrowed_name(self):
        with pytest.raises(FileRefused, match="程序文件"):
            check(b"MZ\x90\x00\x03" + bytes(99), "要点.docx")

    def test_with_no_remedy_that_the_place_does_not_take(self):
        with pytest.raises(FileRefused, match="程序不能上传；请另存为 pdf") as refused:
            check(b"MZ\x90\x00\x03" + bytes(99), "证件.pdf", accepted=frozenset({Kind.PDF, Kind.PICTURE}))
        assert "docx" not in refused.value.sentence

    def test_a_scan_unless_it_is_evidence(self):
        from reportlab.pdfgen.canvas import Canvas

        out = io.BytesIO()
        canvas = Canvas(out)
        canvas.rect(1, 1, 90, 90, fill=1)
        canvas.save()
        with pytest.raises(Scanned):
            check(out.getvalue(), "要点.pdf")
        assert check(out.getvalue(), "要点.pdf", accepted=EVIDENCE).content is None


class TestCheckUploadRefusesSecrecyMarks:
    @pytest.mark.parametrize(
        ("data", "name"),
        [
            (docx_of(MARK, PROSE), "要点.docx"),
            (xlsx_of(table(["机密★10年", ""], ["序号", "任务"])), "要点.xlsx"),
            (html_of(MARK, PROSE), "要点.html"),
            (pdf_of(MARK, PROSE), "要点.pdf"),
            ("机密★10年\n正文".encode("gb18030"), "要点.txt"),
        ],
    )
    def test_at_the_head_of_every_format(self, data, name):
        with pytest.raises(BearsSecrecyMark, match="标有“机密”") as refusal:
            check(data, name)
        assert "没有保存" in refusal.value.sentence

    def test_in_the_file_name_before_reading_anything(self):
        with pytest.raises(BearsSecrecyMark, match="的文件名标有“秘密”"):
            check(b"", "要点（秘密）.docx")

    @pytest.mark.parametrize("place", ["header", "footer"])
    def test_in_headers_and_footers(self, place):
        document = Document()
        document.add_paragraph("正文")
        getattr(document.sections[0], place).paragraphs[0].text = "秘 密"
        with pytest.raises(BearsSecrecyMark, match="的页" + ("眉" if place == "header" else "脚")):
            check(saved(document))

    @pytest.mark.parametrize("field", ["category", "keywords", "subject", "title"])
    def test_in_the_properties(self, field):
        document = Document()
        document.add_paragraph("正文")
        setattr(document.core_properties, field, "工作秘密")
        with pytest.raises(BearsSecrecyMark, match="的文件属性标有“工作秘密”"):
            check(saved(document))

    def test_in_the_header_of_a_sheet(self):
        book = Workbook()
        book.active["A1"] = "序号"
        book.active.oddHeader.right.text = "内部资料"
        with pytest.raises(BearsSecrecyMark, match="页眉页脚"):
            check(saved(book), "要点.xlsx")

    def test_on_a_later_page(self):
        lines = [Paragraph(f"第{count}条 正文") for count in range(60)]
        data = pdf_of(*lines, Paragraph("秘密★5年"))
        with pytest.raises(BearsSecrecyMark, match="第2页"):
            check(data, "要点.pdf")

    def test_but_not_the_words_in_a_sentence_or_far_inside(self):
        lines = [Paragraph(f"第{count}条 正文") for count in range(30)]
        assert check(docx_of(PROSE, *lines, Paragraph("秘密")), "保守国家秘密法.docx").kind is Kind.DOCX
