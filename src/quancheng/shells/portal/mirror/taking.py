"""What the portal shows, taken in outside. Called inside the one command that takes a package in."""

import base64
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management.color import no_style
from django.db import IntegrityError, connection, models, transaction
from django.db.models import Field, Model

from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.orgs.models import Tenant
from quancheng.kernel.transfer.kinds import Changing, Side
from quancheng.kernel.transfer.queries import came_in
from quancheng.kernel.transfer.standins import AT_WORK, stand_in
from quancheng.shells.portal.mirror.carried import FILES, Shown, shown_rows, shown_signs, tables_of
from quancheng.shells.portal.mirror.seen import (
    AT_A_TIME,
    columns_of,
    fields_of,
    is_person,
    model_of,
    target_of,
)
from quancheng.shells.portal.mirror.tables import OF_MOVES, SHIFT, SHIFTED, TABLES, number_outside

SHOWN = "portal.shown"
ORDER = [travels.table for travels in TABLES]
Filler = Callable[[Mapping[str, Any], datetime], object]


class OfItsOwn(Refusal):
    """Something stands here that was not sent and takes the place of what was."""

    code = "portal.of_its_own"


class OtherColumns(Refusal):
    """The houses do not run the same version."""

    code = "portal.other_columns"


def _at(column: str) -> Filler:
    return lambda facts, _: facts[column]


def _who(part: str) -> Filler:
    return lambda _facts, _now: stand_in(part)


# What the database asks for and nobody outside reads: it does not travel, so it is made up here.
FILL: Mapping[tuple[str, str], Filler] = {
    ("orgs_holding", "person_id"): _who(AT_WORK),
    ("plan_edition", "draft_id"): lambda facts, now: _draft("plan_draft", facts, now),
    ("plan_commitmentdraft", "tenant_id"): lambda _facts, _now: _first_tenant(),
    ("plan_commitmentdraft", "source_id"): lambda _facts, now: _empty_file(now),
    ("plan_commitmentdraft", "state"): lambda _facts, _now: "published",
    ("plan_commitmentdraft", "confirmed_by_id"): _who("confirmed_by"),
    ("plan_publishedmove", "line_id"): lambda facts, _: _line(facts),
    ("files_storedfile", "digest"): lambda facts, _: f"carried-{facts['id']}",
    ("obligations_evidencerelease", "proposed_at"): _at("decided_at"),
    ("obligations_evidencerelease", "decided_by_id"): _who("decided_by"),
    ("mailbox_publication", "drafted_at"): _at("published_at"),
    ("mailbox_publication", "published_by_id"): _who("published_by"),
    ("yearbook_report", "drafted_at"): _at("issued_at"),
    ("yearbook_report", "submitted_by_id"): _who("submitted_by"),
    ("yearbook_report", "issued_by_id"): _who("issued_by"),
}


def take_shown(rows: Sequence[Shown], gone: frozenset[str], now: datetime) -> int:
    """Put up what is new or otherwise, take down what is shown no more; by table, children first.

    Raises OfItsOwn, OtherColumns.
    """
    leaving = tables_of([*gone, *(f"{row.table}:{row.number}" for row in rows)])
    if strange := {row.table for row in rows} - set(ORDER):
        raise OtherColumns(f"包里有本站没有的表{'、'.join(sorted(strange))}；请先升级本站再导入")
    try:
        with transaction.atomic():
            if not came_in(SHOWN):
                _clear()
            _take_down(leaving, tables_of(gone).get(FILES, []))
            for table in ORDER:
                _put_up(table, [row for row in rows if row.table == table], now)
            connection.check_constraints()
    except IntegrityError as fault:
        raise OfItsOwn(
            "本站已有自己登记的机构、要点等内容，与内网送来的相冲突；外网站点的这些内容只由内网送来，"
            f"请用新建的空库（只运行 lay_out_site）再导入（{fault}）"
        ) from fault
    return len(rows) + len(gone)


def _clear() -> None:
    """The first package: what stands here of these tables was not sent, and goes."""
    for table in reversed(ORDER):
        if table not in SHIFTED:
            model_of(table)._default_manager.all()._raw_delete(connection.alias)


def _take_down(leaving: Mapping[str, Sequence[int]], files: Sequence[int]) -> None:
    paths = model_of(FILES)._default_manager.filter(pk__in=files).values_list("data", flat=True)
    for path in paths:
        transaction.on_commit(partial(default_storage.delete, path))
    _delete("casework_caseline", [OF_MOVES + number for number in leaving.get("plan_publishedmove", ())])
    for table in reversed(ORDER):
        _delete(table, [number_outside(table, number) for number in leaving.get(table, ())])


def _delete(table: str, numbers: Sequence[int]) -> None:
    for start in range(0, len(numbers), AT_A_TIME):
        some = model_of(table)._default_manager.filter(pk__in=numbers[start : start + AT_A_TIME])
        some._raw_delete(connection.alias)


def _put_up(table: str, rows: Sequence[Shown], now: datetime) -> None:
    if not rows:
        return
    expected = set(columns_of(table))
    for row in rows:
        if row.facts.keys() != expected:
            raise OtherColumns(
                f"包里“{table}”的内容与本站版本不一致（{'、'.join(sorted(row.facts.keys() ^ expected))}）；"
                "请把两边升级到同一版本，再请对方用 --anew 全部重发"
            )
        if table == FILES:
            _keep_bytes(row)
    model = model_of(table)
    model._default_manager.bulk_create((_made(model, table, row, now) for row in rows), batch_size=AT_A_TIME)
    if table not in SHIFTED:
        _go_on_counting(model)


def _made(model: type[Model], table: str, row: Shown, now: datetime) -> Model:
    told = {field.attname: _value(table, column, field, row.facts, now) for column, field in _fields(table)}
    return model(**told)


def _fields(table: str) -> Sequence[tuple[str, "Field[Any, Any]"]]:
    return list(fields_of(table).items())


def _value(
    table: str, column: str, field: "Field[Any, Any]", facts: Mapping[str, Any], now: datetime
) -> object:
    fill = FILL.get((table, column))
    if fill is not None:
        return fill(facts, now)
    if is_person(field):
        wanted = facts.get(column) is not None or not field.null
        return stand_in(field.name) if wanted else None
    if column not in facts:
        return _nothing(field, now)
    value = facts[column]
    if value is not None and (field.primary_key or (target := target_of(field))):
        return number_outside(table if field.primary_key else target, int(value))
    return field.to_python(value)


def _nothing(field: "Field[Any, Any]", now: datetime) -> object:
    if field.null or field.has_default():
        return field.get_default()
    return now if isinstance(field, models.DateTimeField) else field.get_default()


def _go_on_counting(model: type[Model]) -> None:
    """Numbers were given from elsewhere: the database goes on after the highest."""
    for statement in connection.ops.sequence_reset_sql(no_style(), [model]):
        with connection.cursor() as cursor:
            cursor.execute(statement)


def _keep_bytes(row: Shown) -> None:
    path = str(row.facts["data"])
    if not default_storage.exists(path):
        default_storage.save(path, ContentFile(base64.b64decode(row.content)))


def _first_tenant() -> int:
    return int(Tenant.objects.order_by("pk").values_list("pk", flat=True)[0])


def _draft(table: str, facts: Mapping[str, Any], now: datetime) -> int:
    """An edition was made from a draft, which stays inside: an empty one stands for it."""
    model = model_of(table)
    return int(
        model._default_manager.create(
            tenant_id=_first_tenant(), source_id=_empty_file(now), state="confirmed",
            brought_by_id=stand_in("brought_by"), brought_at=now, version=facts["id"],
        ).pk
    )  # fmt: skip


def _line(facts: Mapping[str, Any]) -> int:
    """The line by which a day was moved stays inside, its reason too: an empty one stands for it."""
    duty = model_of("obligations_dueitem")._default_manager.filter(pk=facts["duty_id"])
    case_id = duty.values_list("case_id", flat=True)[0]
    line = model_of("casework_caseline")._default_manager.create(
        pk=OF_MOVES + facts["id"], case_id=case_id, step="inside", state="inside", on=facts["after_on"],
        at=facts["published_at"], unit_id=facts["unit_id"],
    )  # fmt: skip
    return int(line.pk)


def _empty_file(now: datetime) -> int:
    """The file of a draft stays inside: an empty one stands for it."""
    kept, _ = model_of(FILES)._default_manager.get_or_create(
        tenant_id=_first_tenant(), digest="inside", name="内网文件",
        defaults={"id": SHIFT, "kind": "text", "size": 0, "data": "", "kept_at": now},
    )  # fmt: skip
    return int(kept.pk)


MIRROR = Changing(
    code=SHOWN,
    says="门户公开的内容",
    to=Side.OUTSIDE,
    shape=Shown,
    signs=shown_signs,
    rows=shown_rows,
    take=take_shown,
)
