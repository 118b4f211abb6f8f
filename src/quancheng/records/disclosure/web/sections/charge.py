"""Who is in charge of a request, and the form by which somebody else is."""

from dataclasses import dataclass
from datetime import date, datetime

from django.forms import Form

from quancheng.kernel.basis.actor import Actor
from quancheng.records.disclosure.forms.handling import ChargeForm
from quancheng.records.disclosure.models import Request
from quancheng.records.disclosure.queries.charged import in_charge_of, may_let_go, whom_to_put_in_charge
from quancheng.ui.cases import Refused

CODE = "charge"


@dataclass(frozen=True, slots=True)
class ChargeSection:
    """Empty names where nobody is in charge; no form for those who choose nobody."""

    name: str
    since: datetime | None
    form: Form | None
    is_mine_alone: bool
    is_refused: bool


def charge_section(actor: Actor, request: Request, *, today: date, refused: Refused | None) -> ChargeSection:
    """As the page of the request shows it."""
    charge, whom = in_charge_of(request), whom_to_put_in_charge(actor, request, today=today)
    is_refused = refused is not None and refused.code == CODE
    form: Form | None = refused.form if refused and is_refused else None
    or_nobody = may_let_go(actor, request, charge)
    if form is None and (whom or or_nobody):
        offered = ChargeForm(
            initial={"instead_of": charge.person_id if charge else None}, auto_id="charge_%s"
        )
        offered.offer(whom, or_nobody=or_nobody)
        form = offered
    return ChargeSection(
        name=charge.person.name if charge else "",
        since=charge.since if charge else None,
        form=form,
        is_mine_alone=not or_nobody and [one.person_id for one in whom] == [actor.person_id],
        is_refused=is_refused,
    )
