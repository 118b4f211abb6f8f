"""The 59 rows of the real plan, as each format would bring them."""

import json
import re
from pathlib import Path

import pytest

from quancheng.kernel.files.content import Paragraph
from quancheng.kernel.files.reading import read_content
from quancheng.kernel.files.safety import check_upload
from quancheng.kernel.files.tests.samples import UP, docx_of, html_of, pdf_of, table, texts, xlsx_of

ROOT = Path(__file__).resolve().parents[5]
INPUTS = ROOT.parent / "shared" / "inputs"
HEADER = ["序号", "工作任务", "分项", "具体要求", "责任单位", "完成时限"]

pytestmark = [
    pytest.mark.real_input,
    pytest.mark.skipif(not INPUTS.is_dir(), reason="the real documents do not stand beside the checkout"),
]


@pytest.fixture(scope="module")
def grid():
    """The table with its chapters, sections and deadlines merged downwards, as it is printed."""
    rows = [HEADER]
    before = ("", "", "")
    for row in json.loads((INPUTS / "plan-jinan-2024.gold.json").read_text())["rows"]:
        merged = (row["section"], row["subsection"], row["deadline"]["text"])
        shown = [UP if new == old else new for new, old in zip(merged, before, strict=True)]
        units = "、".join(unit["name"] for unit in row["units"])
        rows.append([row["no"], shown[0], shown[1], row["requirement"], units, shown[2]])
        before = merged
    return table(*rows)


@pytest.mark.parametrize(("write", "name"), [(docx_of, "a.docx"), (xlsx_of, "a.xlsx"), (html_of, "a.html")])
def test_reads_back_as_the_same_grid(grid, write, name):
    data = write(Paragraph("附件"), grid)
    content = read_content(data, name=name)
    rows = content.tables[0].rows
    if name == "a.xlsx":
        assert rows[0][0].text == "附件"
        rows = rows[1:]
    assert rows == grid.rows
    assert content.doubts == ()


def test_reads_back_from_pdf_with_no_word_lost(grid):
    data = pdf_of(Paragraph("附件"), grid, widths=[30, 60, 70, 200, 90, 50])
    content = read_content(data, name="a.pdf")
    pages = [texts(each) for each in content.tables]
    assert len(pages) > 5
    assert [re.sub(r"\s", "", cell or "") for cell in pages[0][0]] == HEADER
    rows = [row for page in pages for row in page[1:]]
    assert [row[0] for row in rows if row[0]] == [str(number) for number in range(1, 60)]
    assert [block.text for block in content.paragraphs] == ["附件"]
    for column in (1, 2, 3, 4):
        read = "".join(re.sub(r"\s", "", row[column] or "") for row in rows)
        assert read == "".join(re.sub(r"\s", "", row[column] or "") for row in texts(grid)[1:])


@pytest.mark.parametrize("path", sorted(INPUTS.glob("**/plan*/*.txt")), ids=lambda path: path.stem)
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_texts_read_the_same_in_every_encoding(path, encoding):
    text = path.read_text(encoding="utf-8")
    upload = check_upload(text.encode(encoding), name=f"{path.stem}.txt")
    assert [block.text for block in upload.content.paragraphs] == text.removesuffix("\n").split("\n")
