import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quancheng.kernel.files.content import Paragraph
from quancheng.kernel.files.readers.encoding import COMMON, EncodingUnknown, NotText, decode
from quancheng.kernel.files.reading import read_content

SIMPLE = "2024年政务公开工作要点\n\t一、推动重点领域主动公开\n\n\t各区县政府、市政府各部门（单位）\n"
TRADITIONAL = (
    "112年度政府資訊公開工作要點\n\t一、推動重點領域主動公開\n\n\t各區縣政府、市政府各部門（單位）\n"
)
LETTERS = "".join(sorted(sign for sign in COMMON if sign not in "０１２３４５６７８９"))


def lines(data):
    return [block.text for block in read_content(data, name="要点.txt").paragraphs]


class TestReadText:
    @pytest.mark.parametrize(
        "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "gb18030", "gbk", "gb2312"]
    )
    def test_in_every_usual_encoding_of_the_mainland(self, encoding):
        assert lines(SIMPLE.encode(encoding)) == SIMPLE.splitlines()

    @pytest.mark.parametrize("encoding", ["utf-8", "cp950", "big5hkscs", "gb18030", "utf-16"])
    def test_in_traditional_characters(self, encoding):
        assert lines(TRADITIONAL.encode(encoding)) == TRADITIONAL.splitlines()

    @pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
    def test_in_utf_16_without_its_mark(self, encoding):
        assert lines(SIMPLE.encode(encoding)) == SIMPLE.splitlines()

    def test_in_utf_16_of_the_other_order(self):
        assert lines(codecs.BOM_UTF16_BE + SIMPLE.encode("utf-16-be")) == SIMPLE.splitlines()

    @pytest.mark.parametrize("end", ["\r\n", "\r", "\u2028", "\n"])
    def test_whatever_ends_its_lines(self, end):
        assert lines(SIMPLE.replace("\n", end).encode()) == SIMPLE.splitlines()

    def test_keeping_tabs_blank_lines_and_places(self):
        assert read_content("\t序号\n\n　　任务 ".encode(), name="a.txt").blocks == (
            Paragraph("\t序号", place="第1行"),
            Paragraph("", place="第2行"),
            Paragraph("　　任务 ", place="第3行"),
        )

    def test_whose_characters_only_gb18030_knows(self):
        assert lines("𠀀㐀䶮市人民政府".encode("gb18030")) == ["𠀀㐀䶮市人民政府"]

    def test_dropping_marks_nobody_sees(self):
        assert lines("责任单位\ufeff：市政府\x1a".encode()) == ["责任单位：市政府"]

    @given(st.text(LETTERS, min_size=2, max_size=60), st.sampled_from(["gb18030", "utf-8", "utf-16"]))
    def test_never_in_wrong_characters(self, text, encoding):
        try:
            data = text.encode(encoding)
        except UnicodeEncodeError:
            return
        assert decode(data, name="a.txt") == text


class TestReadTextRefuses:
    def test_a_text_cut_inside_a_character_naming_the_line(self):
        with pytest.raises(EncodingUnknown, match=r"“要点.txt”第2行"):
            read_content("责任单位\n市政府".encode()[:-1], name="要点.txt")

    def test_one_wrong_byte_in_a_long_text(self):
        data = bytearray((SIMPLE * 20).encode())
        data[40] = 0xFF
        with pytest.raises(EncodingUnknown, match="第2行"):
            read_content(bytes(data), name="要点.txt")

    def test_an_encoding_of_elsewhere(self):
        with pytest.raises(EncodingUnknown):
            read_content(("これはひらがなとカタカナです" * 9).encode("shift_jis"), name="a.txt")

    @pytest.mark.parametrize("data", [b"\x00\x01\x02\x03abc", b"abc\x00" * 50, bytes(range(32)) * 9])
    def test_bytes_that_are_no_text(self, data):
        with pytest.raises(NotText, match=r"“a.txt”"):
            read_content(data, name="a.txt")
