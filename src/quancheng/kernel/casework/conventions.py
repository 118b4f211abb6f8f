"""How a government counts where the law is silent, as its dated norms tell it."""

from dataclasses import dataclass, field
from datetime import date

from quancheng.kernel.calendar.ledger import PauseReading
from quancheng.kernel.casework.definition import Saying
from quancheng.kernel.norms.queries import holding_on


@dataclass(frozen=True, slots=True)
class Conventions:
    """The readings of one government, each looked up once for each day."""

    tenant_id: int
    _known: dict[tuple[str, date], str] = field(default_factory=dict, compare=False, repr=False)

    def of_pause(self, norm: str, *, on: date) -> PauseReading:
        """The reading that held on the day on which a pause began; before there was a norm, the usual one."""
        return PauseReading(self._told(norm, on) or PauseReading.AFTER_SENDING)

    def hold(self, saying: Saying, *, on: date) -> bool:
        """Whether the norm said so on that day; before there was one, it did not."""
        return self._told(saying.norm, on) == saying.value

    def _told(self, norm: str, on: date) -> str:
        if (norm, on) not in self._known:
            held = holding_on(norm, tenant_id=self.tenant_id, on=on)
            self._known[norm, on] = held.text if held else ""
        return self._known[norm, on]
