"""How a government counts where the law is silent, as its dated norms tell it."""

from dataclasses import dataclass, field
from datetime import date

from quancheng.kernel.calendar.ledger import PauseReading
from quancheng.kernel.norms.queries import holding_on


@dataclass(frozen=True, slots=True)
class Conventions:
    """The readings of one government, each looked up once for each day."""

    tenant_id: int
    _known: dict[tuple[str, date], PauseReading] = field(default_factory=dict, compare=False, repr=False)

    def of_pause(self, norm: str, *, on: date) -> PauseReading:
        """The reading that held on the day on which a pause began; before there was a norm, the usual one."""
        if (norm, on) not in self._known:
            held = holding_on(norm, tenant_id=self.tenant_id, on=on)
            self._known[norm, on] = PauseReading(held.text) if held else PauseReading.AFTER_SENDING
        return self._known[norm, on]
