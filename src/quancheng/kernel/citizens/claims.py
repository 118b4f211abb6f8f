"""Taking a record into an account that was sent without one: by whoever holds its number and code."""

from collections.abc import Sequence
from typing import Protocol

from django.db.models import Model

from quancheng.kernel.access.named import named
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.citizens.models import Citizen


class Claimable(Protocol):
    """A record that may stand in an account."""

    pk: int
    number: str
    citizen_id: int | None


class AlreadyYours(Refusal):
    """The record stands in the account already."""

    code = "citizens.already_yours"


class OfAnotherAccount(Refusal):
    """The record stands in another account, whose owner knew number and code as well."""

    code = "citizens.of_another_account"


def take_in(
    model: type[Model],
    found: Claimable,
    *,
    citizen: Citizen,
    doors: Sequence[str],
    says: str,
    **told: object,
) -> None:
    """The record is the account's from now on; `told` is written beside it.

    Raises AlreadyYours, OfAnotherAccount.
    """
    if found.citizen_id == citizen.pk:
        raise AlreadyYours(f"{says}{found.number}已经在您的账号里，不必再添加")
    with named(doors):
        claimed = model._default_manager.filter(pk=found.pk, citizen__isnull=True).update(
            citizen=citizen, **told
        )
    if not claimed:
        raise OfAnotherAccount(f"这件{says}已经在另一个账号里；请用那个账号登录，或凭编号和查询码查询")
