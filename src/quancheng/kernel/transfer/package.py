"""A package as it lies in a file: lines of JSON, the first one its manifest, the last one its seal.

    {"quancheng": "transfer", "form": 2, "number": 7, "of": "inside", "to": "outside", …}   manifest
    {"kind": "mailbox.message", "key": "…", "after": 12, "says": {…}}                        a record each
    hmac-sm3:<key id>:<hex>                                                                  over all before

A gate between networks (网闸) can read it; what is personal is sealed field by field (SM4-GCM). Pure.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from pydantic import TypeAdapter, ValidationError

from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.crypto.port import CryptoMachine, UnknownKey, Unreadable
from quancheng.kernel.transfer.kinds import Kind, Row, Side

FORM = 2
SEAL = "transfer.package"
LARGEST = 128 * 1024 * 1024  # bytes: what is read into memory at once


class PackageDamaged(Refusal):
    """Cut off, changed on the way, or written by somebody without the key."""

    code = "transfer.damaged"


class NoPackage(Refusal):
    """A file, but no package."""

    code = "transfer.no_package"


class OtherForm(Refusal):
    """The package was written by an older or a newer house than can be understood."""

    code = "transfer.other_form"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What the manifest says of one kind: how many records, and the SM3 digest of their lines.

    `gone`: the keys that stand no more. `only`: all keys that stand, when everything is sent anew.
    """

    kind: str
    rows: int
    digest: str
    gone: tuple[str, ...] = ()
    only: tuple[str, ...] | None = None

    @property
    def count(self) -> int:
        return self.rows + len(self.gone)


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """Which package it is, from where to where, when it was made, what it holds.

    `taken`: up to which package of the other direction its house has them. `anew`: it begins afresh, and
    stands for whatever was lost before it.
    """

    quancheng: str = "transfer"
    form: int = FORM
    pair: str
    of: Side
    to: Side
    number: int
    at: datetime
    version: str
    taken: int = 0
    anew: bool = False
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True)
class Package:
    """A package that was read: who wrote it holds the key, and nothing of it was changed."""

    manifest: Manifest
    digest: str
    key_id: str  # by which it was sealed
    lines: Mapping[str, tuple[Mapping[str, Any], ...]]  # by kind

    def rows_of(self, kind: Kind, machine: CryptoMachine) -> tuple[Row, ...]:
        """The records of a kind, opened. Raises PackageDamaged."""
        return tuple(_opened(line, kind, machine) for line in self.lines.get(kind.code, ()))


_MANIFEST = TypeAdapter(Manifest)


@dataclass(slots=True)
class Filled:
    """One kind on its way into a package: its lines, the keys that are gone, or all that stand."""

    kind: Kind
    keys: list[str] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    gone: tuple[str, ...] = ()
    only: tuple[str, ...] | None = None
    size: int = 0

    @property
    def says_something(self) -> bool:
        return bool(self.lines or self.gone) or self.only is not None

    def add(self, row: Row, machine: CryptoMachine) -> None:
        """Write one record down, what is personal sealed."""
        line = _line(row, self.kind, machine)
        self.keys.append(row.key)
        self.lines.append(line)
        self.size += len(line)


def written(manifest: Manifest, filled: Sequence[Filled], machine: CryptoMachine) -> str:
    """The package as the text of its file."""
    parts = [
        Part(
            kind=one.kind.code,
            rows=len(one.lines),
            digest=machine.digest("".join(one.lines).encode()),
            gone=one.gone,
            only=one.only,
        )
        for one in filled
    ]
    head = _MANIFEST.dump_json(replace(manifest, parts=tuple(parts))).decode() + "\n"
    body = head + "".join(line for one in filled for line in one.lines)
    return f"{body}{machine.keyed_digest(body, purpose=SEAL)}\n"


def read(data: bytes, name: str, machine: CryptoMachine) -> Package:
    """Read a package through: its form, its seal, then each part. Nothing is believed before the seal.

    Raises NoPackage, OtherForm, PackageDamaged, UnknownKey.
    """
    try:
        text = data.decode()
    except UnicodeDecodeError:
        raise _not_one(name) from None
    _must_be_of_this_form(text.partition("\n")[0], name)
    body, seal = _apart(text, name)
    try:
        is_whole = machine.is_digest_of(seal, body, purpose=SEAL)
    except Unreadable:
        is_whole = False
    except UnknownKey as gone:
        raise PackageDamaged(
            f"{name} 的封印用的是本站没有的密钥 {gone.facts.get('key_id')}：密钥没有两边同步，或封印被改动；"
            "请核对两边的摆渡密钥目录，没有导入任何内容"
        ) from gone
    if not is_whole:
        raise _damaged(name, "封印校验不通过")
    return _taken_apart(body, name, machine.digest(data), seal.split(":")[1], machine)


def claimed_side(data: bytes) -> str:
    """From which side it says it comes: by that the ring is chosen, and nothing else is believed."""
    try:
        told = json.loads(data.split(b"\n", 1)[0])
    except ValueError:
        return ""
    return str(told.get("of", "")) if isinstance(told, dict) else ""


def key_of(text: str) -> str:
    """By which key a package of ours was sealed."""
    return text.rstrip("\n").rpartition("\n")[2].split(":")[1]


def _taken_apart(body: str, name: str, digest: str, key_id: str, machine: CryptoMachine) -> Package:
    head, *lines = body.splitlines(keepends=True)
    try:
        manifest = _MANIFEST.validate_json(head)
        told = tuple(json.loads(line) for line in lines)
    except (ValidationError, ValueError) as fault:
        raise _damaged(name, "清单或记录读不懂") from fault
    rows = tuple(zip(lines, told, strict=True))
    found = {part.kind: [row for row in rows if row[1].get("kind") == part.kind] for part in manifest.parts}
    for part in manifest.parts:
        own = "".join(line for line, _ in found[part.kind])
        if len(found[part.kind]) != part.rows or machine.digest(own.encode()) != part.digest:
            raise _damaged(name, f"“{part.kind}”与清单不符")
    if sum(part.rows for part in manifest.parts) != len(lines):
        raise _damaged(name, "有清单之外的记录")
    by_kind = {kind: tuple(row for _, row in own) for kind, own in found.items()}
    return Package(manifest, digest, key_id, by_kind)


def _must_be_of_this_form(head: str, name: str) -> None:
    """Asked before the seal: an older or newer house may seal otherwise. Raises NoPackage, OtherForm."""
    try:
        told = json.loads(head)
    except ValueError:
        raise _not_one(name) from None
    if not isinstance(told, dict) or told.get("quancheng") != "transfer":
        raise _not_one(name)
    form = told.get("form")
    if form == FORM and not isinstance(form, bool):
        return
    if isinstance(form, int) and not isinstance(form, bool) and form < FORM:
        raise OtherForm(f"{name} 是旧格式（{form}）；请先升级对方系统，再重新导出这个包")
    raise OtherForm(f"{name} 的格式（{form}）比本站新；请先升级本站再导入")


def _apart(text: str, name: str) -> tuple[str, str]:
    """Everything before the seal, and the seal; the file ends with its line. Raises PackageDamaged."""
    lines = text.split("\n")
    if len(lines) < 3 or lines[-1] != "" or not lines[-2]:
        raise _damaged(name, "文件不完整")
    return "\n".join(lines[:-2]) + "\n", lines[-2]


def _line(row: Row, kind: Kind, machine: CryptoMachine) -> str:
    says = TypeAdapter(kind.shape).dump_python(row.says, mode="json")
    sealed = {name: machine.encrypt(says[name], purpose=_purpose(kind, name)) for name in kind.sealed}
    told = {"kind": kind.code, "key": row.key, "after": row.after, "says": {**says, **sealed}}
    return json.dumps(told, ensure_ascii=True, sort_keys=True) + "\n"


def _opened(line: Mapping[str, Any], kind: Kind, machine: CryptoMachine) -> Row:
    try:
        says = dict(line["says"])
        for name in kind.sealed:
            says[name] = machine.decrypt(says[name], purpose=_purpose(kind, name))
        shape: TypeAdapter[Any] = TypeAdapter(kind.shape)
        return Row(int(line["after"]), str(line["key"]), shape.validate_python(says))
    except (KeyError, TypeError, ValueError, AttributeError) as fault:
        raise OtherForm(
            f"{kind.says}中有读不懂的记录：两边版本不一致；请把两边升级到同一版本，再重新导出这个包"
        ) from fault


def _purpose(kind: Kind, name: str) -> str:
    return f"{SEAL}/{kind.code}/{name}"


def _not_one(name: str) -> NoPackage:
    return NoPackage(f"{name} 不是泉诚的摆渡包；请核对文件，没有导入任何内容")


def _damaged(name: str, what: str) -> PackageDamaged:
    return PackageDamaged(f"{name} 不完整或被改动过：{what}；没有导入任何内容，请从对方重新取这个包")
