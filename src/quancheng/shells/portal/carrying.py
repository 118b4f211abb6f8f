"""Notices on their way from the office's network to the public's: always all that stand there now."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.crypto.port import machine
from quancheng.kernel.transfer.kinds import Changing, Row, Side
from quancheng.shells.portal.models import Notice, NoticeBoard

# A link to a page or a file of this very house: its number means something else on the other side.
LINK_WITHIN = re.compile(r'<a\b[^>]*\blinktype="[^"]*"[^>]*>(.*?)</a>', re.DOTALL)


class NoBoard(Refusal):
    """The site of this house has not been laid out yet."""

    code = "portal.no_board"


@dataclass(frozen=True, slots=True, kw_only=True)
class CarriedNotice:
    """A notice, by its place in the addresses of the site."""

    slug: str
    title: str
    issuer: str
    issued_on: date
    body: str


def notice_signs() -> Mapping[str, str]:
    """Every notice that the public may read now, by its place in the addresses, with a digest of it."""
    return {one.slug: machine().digest(repr(one).encode()) for one in _public_notices()}


def notice_rows(slugs: Sequence[str]) -> Iterable[Row]:
    """These notices."""
    wanted = set(slugs)
    return (Row(0, one.slug, one) for one in _public_notices() if one.slug in wanted)


def _public_notices() -> Iterable[CarriedNotice]:
    return map(_carried, Notice.objects.live().public().order_by("slug", "pk"))


def _carried(one: Notice) -> CarriedNotice:
    body = LINK_WITHIN.sub(r"\1", one.body)
    return CarriedNotice(
        slug=one.slug, title=one.title, issuer=one.issuer, issued_on=one.issued_on, body=body
    )


def take_notices(rows: Sequence[CarriedNotice], gone: frozenset[str], now: datetime) -> int:  # noqa: ARG001
    """Put up what is new, change what is otherwise, take down what came once and is public no more.

    A notice that an editor put up on this side stays. Raises NoBoard.
    """
    board = NoticeBoard.objects.order_by("pk").first()
    if board is None:
        raise NoBoard("本站还没有通知公告栏；请先运行 ./manage.py lay_out_site，再导入这个包")
    here = {one.slug: one for one in Notice.objects.child_of(board)}
    changed = sum(_put_up(board, row, here.get(row.slug)) for row in rows)
    down = [here[slug] for slug in gone if slug in here and here[slug].live]
    for one in down:
        one.unpublish()
    return changed + len(down)


def _put_up(board: NoticeBoard, row: CarriedNotice, here: Notice | None) -> bool:
    told = {"title": row.title, "issuer": row.issuer, "issued_on": row.issued_on, "body": row.body}
    if here is None:
        board.add_child(instance=Notice(slug=row.slug, **told))
        return True
    if here.live and all(getattr(here, name) == value for name, value in told.items()):
        return False
    for name, value in told.items():
        setattr(here, name, value)
    here.save_revision(clean=False).publish()
    return True


NOTICES = Changing(
    code="portal.notice",
    says="通知公告",
    to=Side.OUTSIDE,
    shape=CarriedNotice,
    signs=notice_signs,
    rows=notice_rows,
    take=take_notices,
)
