"""The package for the archive: a folder for each record, the handover list, digests of everything.

归档移交清单.xlsx · 归档移交清单.docx     what is handed over, to be signed by both sides
清单.json                         every file with its SM3 digest; its own digest stands for the package
SM3摘要.txt                       the same for people, a line for each file
0001-济政公开督办〔2026〕3号…/     the papers of one record
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Model
from django.utils import timezone

from quancheng.kernel.archiving.holdings import Holding
from quancheng.kernel.files.keeping import digest_of
from quancheng.kernel.files.letterhead import Column, Grid, Letter, Text, as_docx
from quancheng.kernel.files.packing import Box, Names, folder_of
from quancheng.kernel.files.tables import Sheet, as_xlsx

LIST = "归档移交清单"
DIGESTS = "SM3摘要.txt"
HEADS = ("序号", "题名", "编号", "起算日期", "目录", "文件数")
WHERE = "接收单位（盖章）：　　　　　　　　接收人（签字）：　　　　　　　　接收日期：　　　年　　月　　日"


@dataclass(frozen=True, slots=True)
class Packed:
    """One record as it lies in the package."""

    row: int
    ref: str
    title: str
    since: date
    folder: str
    files: int


@dataclass(frozen=True, slots=True)
class Package:
    """A package as it was made."""

    data: bytes
    digest: str
    records: tuple[Packed, ...]


def packed(
    holding: Holding, rows: Sequence[tuple[Model, str, date]], *, label: str, keeper: str, now: datetime
) -> Package:
    """Put records, each with its reference and the day from which its time counts, into one package."""
    stream = io.BytesIO()
    box, names, records = Box.into(stream, at=timezone.localtime(now), digest_of=digest_of), Names(), []
    for number, (row, ref, since) in enumerate(rows, start=1):
        title = _title(holding, row)
        folder, count = folder_of(number, title, of=max(len(rows), 1000)), 0
        for paper in holding.papers_of(row):
            box.write(names.take(folder, paper.name), paper.data)
            count += 1
        records.append(Packed(row.pk, ref, title, since, folder, count))
    lines = [
        (str(place), one.title, one.ref, one.since.isoformat(), one.folder, str(one.files))
        for place, one in enumerate(records, start=1)
    ]
    box.write(f"{LIST}.xlsx", as_xlsx(Sheet(LIST, HEADS, lines)))
    box.write(f"{LIST}.docx", _list(holding, lines, label=label, keeper=keeper, on=timezone.localdate(now)))
    box.write(
        DIGESTS, "".join(f"{digest}  {path}\n" for path, digest in sorted(box.digests.items())).encode()
    )
    digest = box.close(label)
    return Package(stream.getvalue(), digest, tuple(records))


def _title(holding: Holding, row: Model) -> str:
    assert holding.kind.title_of is not None  # `register` has seen to it
    return holding.kind.title_of(row)[:300]


def _list(holding: Holding, lines: Sequence[tuple[str, ...]], *, label: str, keeper: str, on: date) -> bytes:
    columns = (
        Column("序号", 2, is_number=True), Column("题名", 8), Column("起算日期", 3, is_number=True),
        Column("目录", 6), Column("文件数", 2, is_number=True),
    )  # fmt: skip
    rows = tuple((one[0], one[1], one[3], one[4], one[5]) for one in lines)
    files = sum(int(one[5]) for one in lines)
    body = (
        Text(f"现移交{holding.kind.says}{len(lines)}件，文件{files}个。每个文件的SM3摘要见“{DIGESTS}”。"),
        Grid(LIST, columns, rows),
        Text(WHERE),
    )
    return as_docx(
        Letter(
            issuer=keeper,
            number=label,
            title=f"{holding.kind.says}{LIST}",
            body=body,
            sender=keeper,
            on=on,
        )
    )
