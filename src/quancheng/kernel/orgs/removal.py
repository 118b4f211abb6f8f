"""Taking whole governments out: the one place of the register that deletes.

Everything in a government of the demo is demo, in whichever module it stands. The rows are found by following
the foreign keys, and go in one transaction; the database checks at its end that nothing points at a gap.
"""

from collections.abc import Iterable, Iterator
from typing import TypeAlias

from django.db import connection
from django.db.models import DO_NOTHING, SET_NULL, ForeignKey, Model, QuerySet
from django.db.models.fields.reverse_related import ForeignObjectRel

from quancheng.kernel.orgs.models import Person, Tenant, Unit

Rows: TypeAlias = dict[type[Model], set[object]]
AT_ONCE = 500


class RealRecordReached(Exception):
    """A record of a real government points at something that should go; the text names its kind."""


def remove_tenants(tenants: QuerySet[Tenant], people: QuerySet[Person]) -> tuple[int, int, int]:
    """Delete governments with all that is in them, and these people; tell how many of each went.

    Raises RealRecordReached.
    """
    going = set(tenants.values_list("pk", flat=True))
    rows = reached_from({Tenant: {*going}, Person: set(people.values_list("pk", flat=True))})
    _must_spare_the_real(rows, going)
    for model, keys in rows.items():
        for some in _portions(keys):
            model._base_manager.filter(pk__in=some)._raw_delete(connection.alias)
    return tuple(len(rows.get(model, ())) for model in (Tenant, Unit, Person))  # type: ignore[return-value]


def reached_from(roots: Rows) -> Rows:
    """These rows and all that stand or fall with them. What merely mentions them forgets them (SET_NULL)."""
    found: Rows = {}
    todo = list(roots.items())
    while todo:
        model, keys = todo.pop()
        new = keys - found.setdefault(model, set())
        found[model] |= new
        if new:
            todo += [(parent, new) for parent in model._meta.parents]
            todo += [(told.related_model, _pointing(told, new)) for told in _relations(model)]
    return {model: keys for model, keys in found.items() if keys}


def _relations(model: type[Model]) -> Iterator[ForeignObjectRel]:
    for told in model._meta.get_fields(include_hidden=True):
        if isinstance(told, ForeignObjectRel) and not told.many_to_many and told.on_delete is not DO_NOTHING:
            yield told


def _pointing(told: ForeignObjectRel, keys: set[object]) -> set[object]:
    found: set[object] = set()
    for some in _portions(keys):
        rows = told.related_model._base_manager.filter(**{f"{told.field.name}__in": some})
        if told.on_delete is SET_NULL:
            rows.update(**{told.field.name: None})
        else:
            found |= set(rows.values_list("pk", flat=True))
    return found


def _must_spare_the_real(rows: Rows, going: set[int]) -> None:
    for model, keys in rows.items():
        for column in model._meta.concrete_fields:
            if isinstance(column, ForeignKey) and column.related_model is Tenant and model is not Tenant:
                for some in _portions(keys):
                    real = model._base_manager.filter(pk__in=some).exclude(**{f"{column.name}__in": going})
                    if real.exclude(**{column.name: None}).exists():
                        raise RealRecordReached(str(model._meta.verbose_name))


def _portions(keys: Iterable[object]) -> Iterator[list[object]]:
    whole = list(keys)
    return (whole[start : start + AT_ONCE] for start in range(0, len(whole), AT_ONCE))
