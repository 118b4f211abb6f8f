"""pdfium is one for the process: many officials look at pages at one moment."""

from concurrent.futures import ThreadPoolExecutor

from quancheng.kernel.files.kinds import Kind
from quancheng.kernel.redaction.paper import opened
from quancheng.kernel.redaction.tests import papers


def seen(place: int) -> tuple[str, tuple[int, int]]:
    data = papers.pdf_of(papers.lines(f"第{place}份"))
    with opened(data, kind=Kind.PDF, name="份.pdf") as paper:
        text = "".join(sign.text for sign in paper.sheet(1).signs).strip()
        return text, paper.picture(1, 40).size


class TestPagesAtOnce:
    def test_are_each_ones_own(self):
        with ThreadPoolExecutor(6) as threads:
            found = list(threads.map(seen, range(24)))
        assert [text for text, _ in found] == [f"第{place}份" for place in range(24)]
        assert {size for _, size in found} == {(331, 468)}
