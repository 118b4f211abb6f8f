"""What letters stand on, as the page of all dated numbers shows it."""

from collections.abc import Iterator
from datetime import date

from quancheng.insight.scorecards.models import LetterBasis
from quancheng.insight.scorecards.queries.bases import measure_of
from quancheng.insight.scorecards.rules.letters import SHIPPED_SOURCE, Kind, Measure, measure_on
from quancheng.kernel.norms.definition import Mark
from quancheng.kernel.norms.foreign import Foreign, ForeignLine


def _bases(tenant_id: int, on: date) -> Iterator[ForeignLine]:
    confirmed = LetterBasis.objects.filter(tenant=tenant_id, confirmed_at__isnull=False)
    own = list(confirmed.order_by("from_on"))
    for kind in Kind:
        shipped = measure_on(kind, on)
        mine = [one for one in own if one.kind == kind.value]
        held = next((one for one in reversed(mine) if shipped.from_on <= one.from_on <= on), None)
        coming = next((one for one in mine if one.from_on > on), None)
        yield _line(measure_of(held) if held else shipped, held.source if held else SHIPPED_SOURCE, coming)


def _line(measure: Measure, source: str, coming: LetterBasis | None) -> ForeignLine:
    return ForeignLine(
        says=measure.kind.says, value=measure.verb, source=source, from_on=measure.from_on, law=measure.basis,
        mark=Mark(measure.mark), next_value=coming.verb if coming else "",
        next_on=coming.from_on if coming else None,
    )  # fmt: skip


DATED = Foreign(code="scorecards.bases", says="考核函件依据", page="scorecards_desk:basis", lines=_bases)
