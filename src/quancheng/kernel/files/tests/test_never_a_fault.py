"""Whatever bytes come in, what comes out is Content or a sentence."""

import random

import pytest

from quancheng.kernel.files.content import Content, Paragraph
from quancheng.kernel.files.reading import read_content
from quancheng.kernel.files.refused import FileRefused
from quancheng.kernel.files.safety import EVIDENCE, check_upload
from quancheng.kernel.files.tests.samples import (
    LEFT,
    UP,
    docx_of,
    html_of,
    parts_of,
    parts_replaced,
    pdf_of,
    table,
    xlsx_of,
)

GRID = table(["序号", "任务", LEFT], ["1", "甲", "乙"], ["2", UP, "丁"])
BLOCKS = (Paragraph("要点", level=1), GRID, Paragraph("注"))
TIMES = 200
SAMPLES = {
    "要点.docx": docx_of(*BLOCKS),
    "要点.xlsx": xlsx_of(*BLOCKS),
    "要点.html": html_of(*BLOCKS),
    "要点.pdf": pdf_of(*BLOCKS),
    "要点.txt": "\n".join(["要点", "\t序号", "任务"] * 9).encode("gb18030"),
}
PARTS = [
    ("要点.docx", "word/document.xml"),
    ("要点.docx", "word/styles.xml"),
    ("要点.docx", "word/numbering.xml"),
    ("要点.docx", "word/_rels/document.xml.rels"),
    ("要点.xlsx", "xl/workbook.xml"),
    ("要点.xlsx", "xl/worksheets/sheet1.xml"),
    ("要点.xlsx", "xl/styles.xml"),
    ("要点.xlsx", "xl/_rels/workbook.xml.rels"),
]


def spoiled(data, chance):
    """The bytes with one thing done to them that happens to files."""
    at = chance.randrange(len(data))
    till = min(at + chance.randint(1, 40), len(data))
    match chance.randrange(5):
        case 0:
            return data[:at]
        case 1:
            return data[:at] + bytes([chance.randrange(256)]) + data[at + 1 :]
        case 2:
            return data[:at] + data[till:]
        case 3:
            return data[:at] + data[at:till] * 3 + data[till:]
        case _:
            return data[:at] + chance.randbytes(till - at) + data[till:]


def outcome(data, name):
    """What a reader says, None when it read the file; a fault passes through and fails the test."""
    try:
        content = read_content(data, name=name)
    except FileRefused as refusal:
        return refusal.sentence
    assert isinstance(content, Content)
    assert all(len({len(row) for row in each.rows}) == 1 for each in content.tables)
    return None


class TestReadContent:
    @pytest.mark.parametrize("name", SAMPLES)
    def test_of_spoiled_bytes_is_content_or_a_sentence(self, name):
        chance = random.Random(20240108)
        outcomes = [outcome(spoiled(SAMPLES[name], chance), name) for _ in range(TIMES)]
        sentences = {each for each in outcomes if each}
        assert sentences or name == "要点.html"  # a browser, and we, read any page
        assert all(each.endswith("。") and f"“{name}”" in each for each in sentences)

    @pytest.mark.parametrize(("name", "part"), PARTS)
    def test_of_spoiled_parts_is_content_or_a_sentence(self, name, part):
        whole = parts_of(SAMPLES[name])[part]
        chance = random.Random(20240108)
        spoils = [{part: spoiled(whole, chance)} for _ in range(60)]
        assert any(outcome(parts_replaced(SAMPLES[name], each), name) for each in spoils)

    @pytest.mark.parametrize("name", SAMPLES)
    def test_of_any_bytes_under_any_name_is_content_or_a_sentence(self, name):
        chance = random.Random(7)
        lengths = (1, 2, 3, 10, 100, 5000)
        others = [data for other, data in SAMPLES.items() if other != name]
        assert all(outcome(data, name) for data in others)
        assert all(outcome(chance.randbytes(length), name) for length in lengths[3:])
        assert {type(outcome(chance.randbytes(length), name)) for length in lengths} <= {str, type(None)}


class TestCheckUpload:
    @pytest.mark.parametrize("name", SAMPLES)
    def test_of_spoiled_bytes_is_an_upload_or_a_sentence(self, name):
        chance = random.Random(20240109)
        for _ in range(40):
            data = spoiled(SAMPLES[name], chance)
            try:
                upload = check_upload(data, name=name, accepted=EVIDENCE)
            except FileRefused:
                continue
            assert (upload.name, upload.size) == (name, len(data))
