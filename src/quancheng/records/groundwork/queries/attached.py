"""The papers of meetings and notices, for packages in which these leave the house. Never names of people."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.reference import row_numbers
from quancheng.kernel.links.attached import Attached, of_file
from quancheng.records.groundwork.models import Gathering
from quancheng.records.groundwork.queries.gatherings import gatherings_for, may_read_inside
from quancheng.records.groundwork.queries.minutes import minutes_of
from quancheng.records.groundwork.queries.notices import notices_for


def files_of_gatherings(actor: Actor, refs: Sequence[str]) -> Mapping[str, Sequence[Attached]]:
    """Minutes and materials of meetings whose inside the actor may read."""
    numbers = row_numbers(refs)
    found = gatherings_for(actor).filter(pk__in=numbers).prefetch_related("materials__file")
    return {str(one.pk): list(_papers(actor, one)) for one in found if may_read_inside(actor, one)}


def files_of_notices(actor: Actor, refs: Sequence[str]) -> Mapping[str, Sequence[Attached]]:
    """What went along with notices that the actor may see."""
    numbers = row_numbers(refs)
    found = notices_for(actor).filter(pk__in=numbers).prefetch_related("files__file")
    return {str(one.pk): [of_file(each.file) for each in one.files.all()] for one in found}


def _papers(actor: Actor, one: Gathering) -> Iterator[Attached]:
    if one.minutes.strip():
        yield Attached("会议纪要", f"{one.title}纪要.docx", partial(_minutes, actor, one.pk))
    yield from (of_file(each.file) for each in one.materials.all())


def _minutes(actor: Actor, gathering_id: int) -> bytes:
    return minutes_of(actor, gathering_id).data
