"""An event's fields as typed JSON, and back. Pure.

Text, whole numbers, booleans and nothing stand as they are, tuples as lists; everything else says its type:

    {"date": "2024-03-01"}   {"instant": "2024-03-01T01:02:03.000004Z"}   {"decimal": "12.50"}
    {"record": "plan.row:jinan-2024-17"}   {"digest": "hmac-sm3:k5f0c…:9a1e…"}

Numbers with a floating point are refused: two machines do not write them alike.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TypeAlias

from quancheng.kernel.basis.reference import RecordRef

Json: TypeAlias = "str | int | bool | list[Json] | dict[str, Json] | None"


@dataclass(frozen=True, slots=True)
class Digest:
    """What a line keeps of a personal field."""

    keyed: str


Scalar: TypeAlias = "str | int | bool | date | datetime | Decimal | RecordRef | Digest"
Fact: TypeAlias = "Scalar | tuple[Fact, ...] | None"


def written(value: object) -> Json:
    """A fact as typed JSON. Raises TypeError for what has no exact text."""
    match value:
        case None | bool():
            return value
        case str():
            return str(value)  # a StrEnum is kept as its text
        case int():
            return int(value)
        case tuple() | list():
            return [written(part) for part in value]
        case set() | frozenset():
            return [written(part) for part in sorted(value)]
        case _:
            return _tagged(value)


def _tagged(value: object) -> Json:
    match value:
        case datetime():
            return {"instant": instant(value)}
        case date():
            return {"date": value.isoformat()}
        case Decimal() if value.is_finite():
            return {"decimal": str(value)}
        case RecordRef():
            return {"record": str(value)}
        case Digest():
            return {"digest": value.keyed}
    raise TypeError(f"an audit line cannot keep a {type(value).__name__}: {value!r}")


def read(json: Json) -> Fact:
    """The fact behind its typed JSON. Raises ValueError."""
    match json:
        case list():
            return tuple(read(part) for part in json)
        case {"instant": str(text)}:
            return datetime.fromisoformat(text)
        case {"date": str(text)}:
            return date.fromisoformat(text)
        case {"decimal": str(text)}:
            return Decimal(text)
        case {"record": str(text)}:
            return RecordRef.parse(text)
        case {"digest": str(text)}:
            return Digest(text)
        case dict():
            raise ValueError(f"not a fact: {json!r}")
    return json


def read_all(facts: Mapping[str, Json]) -> dict[str, Fact]:
    """Every fact of a line, by the name of its field."""
    return {name: read(json) for name, json in facts.items()}


def instant(at: datetime) -> str:
    """An instant in UTC to the microsecond, always in 27 characters. Raises TypeError without a zone."""
    if at.tzinfo is None:
        raise TypeError(f"an instant needs its time zone: {at!r}")
    return at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def plain(value: object) -> str:
    """The text of a personal field, as it goes into its digest."""
    json = written(value)
    return json if isinstance(json, str) else repr(json)
