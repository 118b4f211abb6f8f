import io
import zipfile

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from quancheng.kernel.files.content import Cell, Paragraph, Table
from quancheng.kernel.files.kinds import Kind
from quancheng.kernel.files.reading import read_content
from quancheng.kernel.files.tests.samples import docx_of
from quancheng.kernel.redaction import plain
from quancheng.kernel.redaction.places import compact
from quancheng.kernel.redaction.plain import (
    Stretch,
    found_in,
    make_text,
    opened_up,
    repeats_in,
    sentence_for,
    text_of,
)
from quancheng.kernel.redaction.refusals import StillThere

ARTICLE = "《政府信息公开条例》第十五条"
NAME = "欧阳小满"


def stretches(text: str, *words: str) -> list[Stretch]:
    return [Stretch(start, end, ARTICLE) for each in words for start, end in found_in(text, each)]


class TestAText:
    def test_tells_the_ground_in_the_place_of_the_words(self):
        data = f"申请人{NAME}，住某路。\n同意。".encode()
        made = make_text(
            data, kind=Kind.TEXT, name="说明.txt", stretches=stretches(text_of(data, name="说明.txt"), NAME)
        )
        assert made.data.decode() == f"申请人【此处依据{ARTICLE}不予公开】，住某路。\n同意。"
        assert made.name == "区分处理后文件.txt"

    def test_makes_one_sentence_of_stretches_that_touch(self):
        text = "甲乙丙丁"
        told = [Stretch(0, 2, ARTICLE), Stretch(1, 3, ARTICLE)]
        assert opened_up(text, told) == f"{sentence_for(ARTICLE)}丁"
        assert opened_up(text, [Stretch(0, 1, ARTICLE), Stretch(1, 3, "第十六条")]).count("【") == 2

    def test_tells_where_the_words_stand_openly(self):
        text = f"甲：{NAME}\n乙：无\n丙：{NAME}"
        [first, _] = stretches(text, NAME)
        assert [(one.words, one.where) for one in repeats_in(text, [first])] == [(NAME, "第3行")]
        assert repeats_in(text, stretches(text, NAME)) == ()

    def test_with_words_of_the_sentence_itself_is_made(self):
        data = "此处不予公开的内容，依据另行说明".encode()
        text = text_of(data, name="说明.txt")
        made = make_text(data, kind=Kind.TEXT, name="说明.txt", stretches=stretches(text, "不予公开"))
        assert made.data.decode().startswith("此处【此处依据")

    @given(
        st.text("欧阳小满甲乙丙，。 \n12ab", min_size=1, max_size=40),
        st.lists(st.tuples(st.integers(0, 39), st.integers(1, 40)), max_size=5),
    )
    def test_keeps_exactly_what_is_not_withheld(self, text, places):
        told = [Stretch(start, end, ARTICLE) for start, end in places if start < end <= len(text)]
        kept = [sign for at, sign in enumerate(text) if not any(one.start <= at < one.end for one in told)]
        assert opened_up(text, told).replace(sentence_for(ARTICLE), "") == "".join(kept)


class TestADocx:
    @pytest.fixture
    def original(self) -> bytes:
        grid = Table(((Cell("姓名"), Cell("电话")), (Cell(NAME), Cell("13800138000"))))
        data = docx_of(Paragraph("情况说明"), Paragraph(f"申请人{NAME}提出申请。"), grid)
        document = docx.Document(io.BytesIO(data))
        document.core_properties.author = NAME
        document.core_properties.comments = NAME
        document.sections[0].header.paragraphs[0].text = NAME
        kept = io.BytesIO()
        document.save(kept)
        return kept.getvalue()

    def made(self, original, *words):
        text = text_of(original, name="说明.docx")
        return make_text(original, kind=Kind.DOCX, name="说明.docx", stretches=stretches(text, *words))

    def test_becomes_a_new_one_without_the_words(self, original):
        made = self.made(original, NAME, "13800138000")
        shown = "\n".join(block.text for block in read_content(made.data, name=made.name).paragraphs)
        assert f"申请人【此处依据{ARTICLE}不予公开】提出申请。" in shown
        with zipfile.ZipFile(io.BytesIO(made.data)) as package:
            whole = b"".join(package.read(part) for part in package.namelist())
            assert not any("thumbnail" in part for part in package.namelist())
        for words in (NAME, "13800138000"):
            assert words.encode() not in whole
            assert compact(words) in made.needles

    def test_has_properties_that_are_the_same_for_all(self, original):
        about = docx.Document(io.BytesIO(self.made(original, NAME).data)).core_properties
        assert (about.title, about.author, about.last_modified_by, about.comments) == (
            "区分处理后文件", "", "", "",
        )  # fmt: skip
        assert about.created.year == 2000

    def test_is_made_though_words_of_its_format_are_withheld(self):
        data = docx_of(Paragraph("字体用Times New Roman，见document"))
        assert self.made(data, "Times New Roman", "document").data

    @pytest.mark.parametrize("fault", ["left in", "thumbnail", "properties"])
    def test_is_refused_when_anything_is_left(self, original, monkeypatch, fault):
        right = plain._as_docx

        def wrong(text: str) -> bytes:
            if not text:
                return right(text)
            if fault == "left in":
                return right(text + NAME)
            kept = io.BytesIO(right(text))
            with zipfile.ZipFile(kept, "a") as package:
                package.writestr("docProps/thumbnail.jpeg" if fault == "thumbnail" else "custom.xml", NAME)
            return kept.getvalue()

        monkeypatch.setattr(plain, "_as_docx", wrong)
        with pytest.raises(StillThere):
            self.made(original, NAME)
