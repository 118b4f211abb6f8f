import io
import zipfile

import pytest

from quancheng.kernel.files.kinds import Kind, kind_of
from quancheng.kernel.files.reading import FormatNotRead, Mislabelled, TooLarge, read_content
from quancheng.kernel.files.refused import FileRefused, Locked, NothingInside

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def zipped(*names):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return out.getvalue()


def stream(name):
    return OLE + name.encode("utf-16-le") + b"\x00\x00"


class TestKindOf:
    @pytest.mark.parametrize(
        ("data", "kind"),
        [
            (b"%PDF-1.7\n", Kind.PDF),
            (b"\xef\xbb\xbf\n%PDF-1.4\n", Kind.PDF),
            (zipped("[Content_Types].xml", "word/document.xml"), Kind.DOCX),
            (zipped("[Content_Types].xml", "xl/workbook.xml"), Kind.XLSX),
            (zipped("ppt/presentation.xml"), Kind.PPTX),
            (zipped("OFD.xml", "Doc_0/Document.xml"), Kind.OFD),
            (zipped("a.txt"), Kind.ARCHIVE),
            (zipped("word/document.xml")[:-30], Kind.DOCX),
            (stream("WordDocument"), Kind.OLD_WORD),
            (stream("Workbook"), Kind.OLD_EXCEL),
            (stream("EncryptedPackage"), Kind.LOCKED_OFFICE),
            (OLE, Kind.OLD_OFFICE),
            (b"{\\rtf1\\ansi", Kind.RICH_TEXT),
            (b"\x89PNG\r\n\x1a\n", Kind.PICTURE),
            (b"Rar!\x1a\x07", Kind.ARCHIVE),
            (b"MZ\x90\x00\x03", Kind.PROGRAM),
            (b"<!DOCTYPE html><p>a", Kind.HTML),
            (b"\xef\xbb\xbf<!-- saved -->\n<HTML>", Kind.HTML),
            ("<html>".encode("utf-16"), Kind.HTML),
            (b"MIME-Version: 1.0\nContent-Type: multipart/related; x", Kind.WEB_ARCHIVE),
            (b'<?xml version="1.0"?><?mso-application progid="Word.Document"?>', Kind.OFFICE_XML),
            ("序号 <p> 任务".encode(), Kind.TEXT),
        ],
    )
    def test_tells_by_content(self, data, kind):
        assert kind_of(data, name="a.txt") is kind

    def test_tells_a_page_without_a_head_by_its_name(self):
        assert kind_of("正文 <p>任务</p>".encode(), name="a.htm") is Kind.HTML

    def test_tells_nonsense_under_a_name_of_another_kind(self):
        assert kind_of(bytes(range(32)) * 9, name="a.docx") is Kind.BINARY


class TestReadContentRefuses:
    @pytest.mark.parametrize("data", [b"", b"\n \r\n", bytes(1000)])
    def test_an_empty_file(self, data):
        with pytest.raises(NothingInside, match=r"“要点.txt”是空文件"):
            read_content(data, name="要点.txt")

    def test_text_without_a_word(self):
        with pytest.raises(NothingInside, match="没有文字"):
            read_content("　　\n\t".encode(), name="要点.txt")

    @pytest.mark.parametrize("name", ["要点.docx", "要点.pdf", "要点.xlsx", "要点.exe"])
    def test_a_name_that_says_another_kind(self, name):
        with pytest.raises(Mislabelled, match="内容是纯文本，文件名却以") as refusal:
            read_content("序号 任务".encode(), name=name)
        assert "改为" in refusal.value.sentence

    @pytest.mark.parametrize(
        ("data", "remedy"),
        [
            (stream("WordDocument"), "另存为 docx"),
            (stream("Workbook"), "另存为 xlsx"),
            (zipped("a.docx"), "逐个上传"),
            (b"\x89PNG\r\n\x1a\n", "文字版"),
            (b"{\\rtf1", "另存为 docx"),
            (zipped("OFD.xml"), "另存为 docx、xlsx、pdf"),
        ],
    )
    def test_a_format_it_does_not_read_with_the_remedy(self, data, remedy):
        with pytest.raises(FormatNotRead, match=r"“要点.doc”") as refusal:
            read_content(data, name="要点.doc")
        assert remedy in refusal.value.sentence

    def test_an_office_file_that_opens_with_a_password(self):
        with pytest.raises(Locked, match="取消密码"):
            read_content(stream("EncryptedPackage"), name="要点.docx")

    def test_a_file_of_50_megabytes(self):
        with pytest.raises(TooLarge, match=r"有50.0MB，超过30MB的上限"):
            read_content(b"a" * (50 * 1024 * 1024), name="要点.txt")

    def test_with_a_code_and_a_status_of_its_own(self):
        assert {kind.code.partition(".")[0] for kind in (FileRefused, *FileRefused.__subclasses__())} == {
            "files"
        }
        assert {kind.status for kind in (FileRefused, *FileRefused.__subclasses__())} <= {413, 422, 429}

    def test_without_showing_signs_that_turn_the_name_around(self):
        with pytest.raises(FormatNotRead, match=r"“a_fdp.exe”"):
            read_content(b"{\\rtf", name="../secret/a_\u202efdp.exe")

    def test_nothing_when_the_name_has_no_ending(self):
        assert read_content("序号".encode(), name="要点").paragraphs[0].text == "序号"
