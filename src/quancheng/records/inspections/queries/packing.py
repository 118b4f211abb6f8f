"""The package of an inspection: what goes into it for the actor, file by file, and its table of contents."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from tempfile import SpooledTemporaryFile
from typing import IO

from django.db.models import QuerySet
from django.utils import timezone

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.files.keeping import digest_of
from quancheng.kernel.files.letterhead import Column, Grid, Letter, Text, as_docx, paragraphs_of
from quancheng.kernel.files.packing import Box, Names, folder_of
from quancheng.kernel.files.tables import Sheet, as_xlsx
from quancheng.kernel.links.attached import Attached, attached_to
from quancheng.kernel.obligations.models import Snapshot
from quancheng.records.inspections.models import Inspection, Material, Package
from quancheng.records.inspections.queries.gathering import Gathered, indicators_of, materials_of
from quancheng.records.inspections.queries.sheets import inspections_for
from quancheng.records.inspections.rules.points import in_figures

IN_MEMORY = 20 * 1024 * 1024  # [D] a package of usual size never touches the disk
CONTENTS = "目录"
LONGEST_RECORD = 20  # [D] signs of the record in the name of its files: their own name must still be read
HEADS = ("序号", "一级指标", "指标名称", "分值", "预计得分", "佐证材料", "文件", "SM3摘要")


Files = Mapping[RecordRef, Sequence[Attached]]


@dataclass(slots=True)
class Packed:
    """A package as it was made: its bytes, the digest of each file, and how much stayed out."""

    stream: IO[bytes]
    digests: dict[str, str] = field(default_factory=dict)
    left_out: int = 0
    manifest_digest: str = ""


def attached_files(actor: Actor, gathered: Iterable[Sequence[Gathered]]) -> Files:
    """The files that belong to the records among what was gathered: a duty's evidence, a meeting's papers."""
    pieces = (piece for several in gathered for piece in several)
    return attached_to(actor, (RecordRef.parse(each.material.ref) for each in pieces if each.linked))


def packages_for(actor: Actor, inspection: Inspection) -> QuerySet[Package]:
    """What left the house for an inspection, the latest first."""
    seen = Package.objects.filter(inspection=inspection, inspection__in=inspections_for(actor))
    return seen.select_related("made_by")


def is_known_manifest(digest: str) -> bool:
    """Whether a package with this manifest has left this house."""
    return Package.objects.filter(digest=digest).exists()


def packed(actor: Actor, inspection: Inspection, *, now: datetime) -> Packed:
    """Put the package together. What the actor may not see is counted, and never in it."""
    stream: IO[bytes] = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115  # handed to who streams it
    made = Packed(stream)
    indicators = [one for one in indicators_of(actor, inspection) if one.dropped_at is None]
    gathered = materials_of(actor, indicators)
    files = attached_files(actor, gathered.values())
    lines: list[tuple[str, ...]] = []
    box, names = Box.into(stream, at=timezone.localtime(now), digest_of=digest_of), Names()
    for number, indicator in enumerate(indicators, start=1):
        folder = folder_of(number, indicator.name, of=len(indicators))
        pieces = gathered.get(indicator.pk, [])
        seen = [one for one in pieces if one.is_seen]
        made.left_out += len(pieces) - len(seen)
        first = (str(number), indicator.group, indicator.name)
        marks = (in_figures(indicator.points), in_figures(indicator.expected))
        for piece in seen:
            for says, name, data in _files_of(inspection, piece, files):
                path = names.take(folder, name)
                box.write(path, data)
                lines.append((*first, *marks, says, path, box.digests[path]))
        if not seen:
            lines.append((*first, *marks, "（无）", "", ""))
    box.write(f"{CONTENTS}.xlsx", as_xlsx(Sheet(CONTENTS, HEADS, lines)))
    box.write(f"{CONTENTS}.docx", _contents(inspection, lines))
    made.digests, made.manifest_digest = box.digests, box.close(inspection.title)
    stream.seek(0)
    return made


def _files_of(inspection: Inspection, piece: Gathered, files: Files) -> Iterator[tuple[str, str, bytes]]:
    """What a piece becomes: its file; a page about the record and the record's own files; the address."""
    material = piece.material
    if material.file:
        with material.file.data.open("rb") as kept:
            yield material.says, material.file.name, kept.read()
    elif piece.linked:
        facts = [("记录", piece.linked.title), ("编号", material.ref), ("所在页面", piece.linked.address)]
        if piece.linked.on:
            facts.append(("日期", piece.linked.on.isoformat()))
        own = files.get(RecordRef.parse(material.ref), ())
        if own:
            facts.append(("所附文件", "；".join(each.name for each in own)))
        yield material.says, f"{material.says}.docx", _page(inspection, material, facts)
        for number, each in enumerate(own, start=1):
            named = f"{material.says[:LONGEST_RECORD]}-附{number}-{each.name}"
            yield f"{material.says}（附{number}：{each.says}）", named, each.read()
    else:
        yield (
            material.says,
            f"{material.says}.docx",
            _page(inspection, material, [("网址", material.address)]),
        )
        if look := _look_at(inspection, material.address):
            text = f"{look.address}\n{timezone.localtime(look.taken_at):%Y-%m-%d %H:%M}抓取\n\n{look.text}"
            yield f"{material.says}（网页快照）", f"{material.says}（网页快照）.txt", text.encode()


def _look_at(inspection: Inspection, address: str) -> Snapshot | None:
    """The latest look of the house at an address, if any duty of the government gave it as evidence."""
    looks = Snapshot.objects.filter(
        evidence__address=address, evidence__item__obligation__tenant_id=inspection.tenant_id
    )
    return looks.exclude(text="").first()


def _page(inspection: Inspection, material: Material, facts: Sequence[tuple[str, str]]) -> bytes:
    told = [
        *facts,
        ("提供单位", str(material.unit)),
        ("提供时间", f"{timezone.localtime(material.added_at):%Y-%m-%d}"),
    ]
    grid = Grid(
        "佐证材料说明",
        (Column("事项", 3), Column("内容", 11)),
        tuple((name, text) for name, text in told if text),
    )
    return as_docx(Letter(issuer=str(inspection.tenant), title=material.says, body=(grid,), sender=""))


def _contents(inspection: Inspection, lines: Sequence[tuple[str, ...]]) -> bytes:
    columns = (
        Column("序号", 2, is_number=True), Column("指标", 5), Column("分值", 2, is_number=True),
        Column("文件", 8), Column("SM3摘要", 7),
    )  # fmt: skip
    rows = tuple((line[0], line[2], line[3], line[6] or "（无）", line[7]) for line in lines)
    period = f"检查期：{inspection.from_on:%Y年%m月%d日}至{inspection.until_on:%Y年%m月%d日}。"
    body = (*paragraphs_of(period), Text("每份材料列明文件名和SM3摘要，可据此核对文件是否被改动。"))
    return as_docx(
        Letter(
            issuer=str(inspection.tenant),
            title=f"{inspection.title}佐证材料目录",
            body=(*body, Grid("材料目录", columns, rows)),
            sender="",
        )
    )
