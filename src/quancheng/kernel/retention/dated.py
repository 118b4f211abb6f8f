"""The terms as the page of all dated numbers shows them."""

from collections.abc import Iterator
from datetime import date

from quancheng.kernel.norms.definition import Mark
from quancheng.kernel.norms.foreign import Foreign, ForeignLine
from quancheng.kernel.retention.kinds import kinds
from quancheng.kernel.retention.queries import MAY_LOOK, book_of_terms_and_holds, term_of


def _terms(tenant_id: int, on: date) -> Iterator[ForeignLine]:
    book = book_of_terms_and_holds(on=on)
    for kind in kinds():
        held = term_of(kind, tenant_id=tenant_id if kind.whose else None, on=on, book=book)
        if held is None:
            continue
        own = sorted(book.terms_of(kind, tenant_id), key=lambda one: one.from_on)
        begun, later = [one for one in own if one.from_on <= on], [one for one in own if one.from_on > on]
        yield ForeignLine(
            says=kind.says, value=f"{held.value}{kind.measure.value}", source=held.source, law=kind.law,
            from_on=begun[-1].from_on if begun else None, mark=Mark.D if held.is_sample else None,
            next_value=f"{later[0].value}{kind.measure.value}" if later else "",
            next_on=later[0].from_on if later else None,
        )  # fmt: skip


DATED = Foreign(
    code="retention.terms", says="数据保存期限", page="workbench:retention", lines=_terms, opens_to=MAY_LOOK
)
