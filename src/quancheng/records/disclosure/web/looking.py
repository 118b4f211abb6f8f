"""Before somebody files: is it open to all already? Never a condition, and nothing is kept of it."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.utils import timezone

from quancheng.kernel.links.openly import Near
from quancheng.kernel.links.registry import Linked
from quancheng.records.disclosure.forms.asking import SubmitForm
from quancheng.records.disclosure.queries.agencies import agencies_to_ask, government_asked
from quancheng.records.disclosure.queries.akin import public_like
from quancheng.records.disclosure.rules.norms import LONGEST_LOOKED_FOR
from quancheng.ui import seals
from quancheng.ui.gate import actor_of

MOST_FOUND = 6
MOST_DIGITS = 10  # more can be the number of no agency
LOOK = "look"  # the button that looks and sends nothing


@dataclass(frozen=True, slots=True)
class Looked:
    """What somebody looked for, and what is open of it."""

    text: str
    found: tuple[Near, ...]


def looked_for(request: HttpRequest, text: str, *, about: Linked | None = None) -> Looked | None:
    """What is open already of what was typed; nothing while nothing was."""
    told, today = " ".join(text.split())[:LONGEST_LOOKED_FOR], timezone.localdate()
    if not told:
        return None
    unit = request.POST.get("unit", "")
    whose = government_asked(
        unit_id=int(unit) if unit.isdecimal() and len(unit) < MOST_DIGITS else None,
        tenant_id=about.tenant_id if about else None, on=today,
    )  # fmt: skip
    return Looked(told, public_like(actor_of(request), told, tenant_id=whose, on=today, most=MOST_FOUND))


def is_look(request: HttpRequest) -> bool:
    """Whether the form was sent to look, not to file."""
    return request.method == "POST" and LOOK in request.POST


def form_kept(request: HttpRequest) -> SubmitForm:
    """The form with all that stands in it, not judged yet; it can be filed at once."""
    now, names = timezone.now(), SubmitForm.base_fields
    kept: dict[str, object] = {name: request.POST[name] for name in names if name in request.POST}
    kept["seal"] = seals.new_seal(now - seals.TOO_FAST)
    form = SubmitForm(initial=kept)
    form.offer(agencies_to_ask(on=timezone.localdate(now)))
    return form
