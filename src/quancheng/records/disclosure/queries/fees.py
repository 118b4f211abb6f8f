"""By which tariff a government charges on a day."""

from datetime import date

from quancheng.kernel.norms.queries import holding_on
from quancheng.records.disclosure.rules.fees import Basis, Tier, shipped_tariff, tariff_from

NORM_OF = {Basis.ITEMS: "disclosure.fee_items", Basis.PAGES: "disclosure.fee_pages"}


def tariff_of(basis: Basis, *, tenant_id: int, on: date) -> tuple[Tier, ...]:
    """The tiers in force for a government on a day: its own, else what is shipped. Raises NoTariff."""
    held = holding_on(NORM_OF[basis], tenant_id=tenant_id, on=on)
    return tariff_from(held.table) if held else shipped_tariff(basis, on=on)
