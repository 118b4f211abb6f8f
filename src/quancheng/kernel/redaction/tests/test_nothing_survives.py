"""Whatever a document hides, and wherever the box is drawn: what is covered is in no part of the product."""

import io
from dataclasses import replace

import pdfplumber
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.actions import JavaScript
from pypdf.annotations import FreeText

from quancheng.kernel.files.keeping import digest_of
from quancheng.kernel.files.kinds import Kind
from quancheng.kernel.redaction import making
from quancheng.kernel.redaction.binding import bound, leaf_of, picture_in
from quancheng.kernel.redaction.making import Part, covers_of, make_pdf, needles_by_page
from quancheng.kernel.redaction.needles import needles_of
from quancheng.kernel.redaction.painting import paint
from quancheng.kernel.redaction.paper import DPI, opened, sheets_of
from quancheng.kernel.redaction.places import ON_THE_PAGE, Rect, compact, hits_in
from quancheng.kernel.redaction.proving import prove_pdf
from quancheng.kernel.redaction.refusals import StillThere, TooLargeToMake
from quancheng.kernel.redaction.tests import papers

WHOLE = ON_THE_PAGE
CODINGS = ("utf-8", "utf-16-be", "utf-16-le", "gb18030")


def sheets(data: bytes, kind: Kind = Kind.PDF):
    return sheets_of(data, digest=digest_of(data), kind=kind, name="原件")


def product_of(data: bytes, *parts: Part, kind: Kind = Kind.PDF):
    return make_pdf(data, kind=kind, name="原件", sheets=sheets(data, kind), parts=parts)


def everything_in(product: bytes) -> bytes:
    """The file and whatever it unpacks to."""
    reader = PdfReader(io.BytesIO(product))
    streams = [page["/Contents"].get_data() for page in reader.pages]
    streams += [image.data for page in reader.pages for image in page.images]
    return b"\n".join([product, *streams])


def must_not_be_in(product: bytes, words: str) -> None:
    whole = everything_in(product)
    for coding in CODINGS:
        assert words.encode(coding) not in whole
    with pdfplumber.open(io.BytesIO(product)) as seen:
        assert not any(page.chars for page in seen.pages)
        assert words not in str(seen.metadata)


class TestWhatADocumentHides:
    @pytest.mark.parametrize(("data", "words"), [(make(), words) for _, make, words in papers.HIDING],
                             ids=[says for says, _, _ in papers.HIDING])  # fmt: skip
    def test_is_gone_from_the_product(self, data, words):
        pages = sheets(data)
        assert any(compact(words) in needle for needle in needles_by_page(pages, [Part(1, WHOLE, "")])[1])
        rects = [rect for sheet in pages for hit in hits_in(sheet, words) for rect in hit.rects]
        parts = [Part(1, rect, "个人隐私") for rect in rects] or [Part(1, WHOLE, "个人隐私")]
        made = product_of(data, *parts)
        assert any(compact(words) in needle for needle in made.needles)
        must_not_be_in(made.data, words)

    def test_attachments_scripts_outlines_and_names_stay_behind(self):
        made = product_of(papers.with_attachments(), Part(1, Rect(0.8, 0.8, 0.9, 0.9), ""))
        for words in (
            papers.NAME,
            papers.NUMBER,
            papers.PHONE,
            "alert",
            "/JavaScript",
            "/Names",
            "/Outlines",
        ):
            must_not_be_in(made.data, words)

    def test_a_note_that_only_some_programs_show_stays_behind(self):
        made = product_of(papers.with_notes(), Part(1, Rect(0.8, 0.8, 0.9, 0.9), ""))
        must_not_be_in(made.data, papers.PHONE)

    def test_an_older_version_below_an_update_stays_behind(self):
        data = papers.updated()
        assert data.count(b"%%EOF") == 2
        assert papers.NAME not in "".join(sign.text for sheet in sheets(data) for sign in sheet.signs)
        made = product_of(data, Part(1, Rect(0.8, 0.8, 0.9, 0.9), ""))
        must_not_be_in(made.data, papers.NAME)
        assert made.data.count(b"%%EOF") == 1

    def test_what_is_cut_away_from_the_page_stays_behind(self):
        made = product_of(papers.cut(), Part(1, Rect(0.9, 0.9, 0.95, 0.95), ""))
        must_not_be_in(made.data, papers.NUMBER)

    def test_a_photograph_loses_its_comments(self):
        part = Part(1, Rect(0, 0, 0.6, 0.4), "个人隐私", "SECRET-NAME 4711")
        made = product_of(papers.scan(), part, kind=Kind.PICTURE)
        assert "secret-name" in made.needles
        must_not_be_in(made.data, "SECRET-NAME")

    def test_the_metadata_are_the_same_for_all(self):
        reader = PdfReader(io.BytesIO(product_of(papers.plain(), Part(1, WHOLE, "")).data))
        assert dict(reader.metadata) == {"/Title": "区分处理后文件"}
        assert reader.xmp_metadata is None


class TestALimit:
    """Each tells what to do, and nothing is made."""

    def test_of_time(self, monkeypatch):
        monkeypatch.setattr(making, "MOST_SECONDS", -1.0)
        with pytest.raises(TooLargeToMake, match="拆成几个文件"):
            product_of(papers.plain(), Part(1, WHOLE, ""))

    def test_of_the_product(self, monkeypatch):
        monkeypatch.setattr(making, "LARGEST", 1000)
        with pytest.raises(TooLargeToMake, match="拆成几个文件"):
            product_of(papers.plain(), Part(1, WHOLE, ""))


class TestAPage:
    @pytest.mark.parametrize("degrees", [0, 90, 180, 270])
    def test_is_covered_where_the_words_are_seen(self, degrees):
        data = papers.turned(degrees)
        [sheet] = sheets(data)
        [hit] = hits_in(sheet, papers.NAME)
        parts = [Part(1, rect, "") for rect in hit.rects]
        with opened(data, kind=Kind.PDF, name="原件") as paper:
            bare = paper.picture(1, DPI)
        painted = bare.copy()
        [patch] = paint(painted, covers_of(sheet, parts), dpi=DPI)
        assert bare.crop(patch.box).convert("L").getextrema()[0] < 90  # there was ink
        assert painted.crop(patch.box).getextrema() == ((0, 0),) * 3
        wide, high = painted.size[::-1] if degrees in {90, 270} else painted.size
        assert (wide, high) == pytest.approx((papers.WIDE / 72 * DPI, papers.HIGH / 72 * DPI), abs=2)

    def test_a_box_that_cuts_signs_takes_them_whole(self):
        data = papers.plain()
        sheet = sheets(data)[0]
        [hit] = hits_in(sheet, papers.NAME)
        [rect] = hit.rects
        thin = Rect(
            rect.left, (rect.top + rect.bottom) / 2 - 0.001, rect.right, (rect.top + rect.bottom) / 2 + 0.001
        )
        [cover] = covers_of(sheet, [Part(1, thin, "")])
        assert cover.rect.top <= rect.top
        assert cover.rect.bottom >= rect.bottom


PLAIN = papers.plain()


class TestAnyBox:
    @given(st.floats(0, 0.98), st.floats(0, 0.98), st.floats(0.01, 1), st.floats(0.01, 1), st.integers(1, 3))
    def test_that_touches_a_word_takes_it_out(self, left, top, wide, high, page):
        """The painted rectangle holds every sign that is looked for, whole."""
        box = Rect(left, top, min(left + wide, 1), min(top + high, 1))
        sheet = sheets(PLAIN)[page - 1]
        [cover] = covers_of(sheet, [Part(page, box, "")])
        under = [sign for sign in sheet.signs if not sign.is_blank and cover.rect.cut(sign.rect) == sign.rect]
        told = "".join(needles_by_page(sheets(PLAIN), [Part(page, box, "")]).get(page, ()))
        for sign in sheet.signs:
            middle = ((sign.rect.left + sign.rect.right) / 2, (sign.rect.top + sign.rect.bottom) / 2)
            if not sign.is_blank and box.holds(*middle):
                assert sign in under
        if len(under) == len([sign for sign in sheet.signs if not sign.is_blank]):
            assert all(needle in told for needle in needles_of(["第二页没有什么"]) if page == 2)

    @pytest.mark.parametrize("words", [papers.NAME, papers.NUMBER, papers.PHONE, "老旧小区", "同意公开"])
    def test_over_a_drawn_word_removes_it(self, words):
        rects = [
            (sheet.number, rect)
            for sheet in sheets(PLAIN)
            for hit in hits_in(sheet, words)
            for rect in hit.rects
        ]
        made = product_of(PLAIN, *(Part(page, rect, "商业秘密") for page, rect in rects))
        assert compact(words) in made.needles
        must_not_be_in(made.data, words)

    @given(st.text(st.sampled_from("欧阳小满张王李赵0123456789 Xab、，"), min_size=2, max_size=12))
    def test_makes_needles_that_stand_in_what_was_covered(self, run):
        for needle in needles_of([run]):
            assert needle in compact(run)
            assert len(needle) >= (4 if needle.isascii() else 2)


class TestTheProof:
    """It bites: each of these products was made wrongly on purpose."""

    @pytest.fixture
    def leaf(self):
        return leaf_of(Image.new("RGB", (200, 100), "white"), width=72, height=36)

    def proved(self, product: bytes, leaf, *needles: str) -> None:
        prove_pdf(product, name="区分处理后文件.pdf", leaves=[leaf], patches={}, needles={1: needles})

    def test_lets_a_clean_product_through(self, leaf):
        self.proved(bound([leaf]), leaf, "欧阳小满")

    def test_finds_words_in_the_bytes(self, leaf):
        hidden = bound([leaf]).replace(b"startxref", "%欧阳小满\nstartxref".encode())
        with pytest.raises(StillThere, match="第1页"):
            self.proved(hidden, leaf, "欧阳小满")

    def test_finds_words_in_a_packed_stream(self, leaf):
        picture = Image.frombytes("RGB", (4, 1), "欧阳小满".encode())
        told = leaf_of(picture, width=72, height=36)
        told = replace(told, is_jpeg=False)
        with pytest.raises(StillThere):
            self.proved(bound([leaf_exact(picture)]), told, "欧阳小满")

    @pytest.mark.parametrize("add", ["attachment", "metadata", "note", "script", "second version"])
    def test_finds_what_has_no_place_there(self, leaf, add):
        writer = PdfWriter(io.BytesIO(bound([leaf])), incremental=add == "second version")
        if add == "attachment":
            writer.add_attachment("x.txt", b"x")
        if add == "script":
            writer.add_open_action(JavaScript("1"))
        if add in {"metadata", "second version"}:
            writer.add_metadata({"/Author": "x"})
        if add == "note":
            writer.add_annotation(0, FreeText(text="x", rect=(1, 1, 9, 9)))
        kept = io.BytesIO()
        writer.write(kept)
        with pytest.raises(StillThere):
            self.proved(kept.getvalue(), leaf, "欧阳小满")

    def test_finds_a_box_that_was_not_painted(self):
        with opened(PLAIN, kind=Kind.PDF, name="原件") as paper:
            bare = paper.picture(1, DPI)
        sheet = sheets(PLAIN)[0]
        [hit] = hits_in(sheet, papers.NAME)
        patches = paint(bare.copy(), covers_of(sheet, [Part(1, hit.rects[0], "个人隐私")]), dpi=DPI)
        leaf = leaf_of(bare, width=sheet.width, height=sheet.height)
        with pytest.raises(StillThere, match="遮盖区域"):
            prove_pdf(bound([leaf]), name="x.pdf", leaves=[leaf], patches={1: patches}, needles={})

    def test_takes_words_of_the_format_for_what_they_are(self, leaf):
        self.proved(bound([leaf]), leaf, "devicegray", "endstream", "00000000")


def leaf_exact(picture: Image.Image):
    leaf = leaf_of(picture, width=72, height=36)
    return leaf if not leaf.is_jpeg else replace(leaf, is_jpeg=False, data=_exact(picture))


def _exact(picture: Image.Image) -> bytes:
    from quancheng.kernel.redaction.binding import _exact as exact

    return exact(picture)


class TestALeaf:
    def test_is_exact_for_print_and_packed_for_photographs(self):
        page = leaf_of(Image.new("RGB", (300, 300), "white"), width=10, height=10)
        assert (page.is_jpeg, page.is_grey) == (False, True)
        photo = Image.merge("RGB", [Image.effect_noise((300, 300), 20) for _ in "RGB"])
        assert leaf_of(photo, width=10, height=10).is_jpeg

    def test_is_unpacked_as_it_was(self):
        picture = Image.new("RGB", (30, 20), "white")
        picture.paste((200, 10, 10), (3, 3, 9, 9))
        leaf = leaf_of(picture, width=10, height=10)
        assert picture_in(leaf_exact(picture)).tobytes() == picture.tobytes()
        assert not leaf.is_grey
