"""What the machine tells the house: read once, from variables that begin with QUANCHENG_."""

import os
import secrets
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


class Mode(StrEnum):
    """How strict the house is. `production` refuses to start without what a real site needs."""

    TRIAL = "trial"
    PRODUCTION = "production"


class Surface(StrEnum):
    """Which address table this process serves. The public one has no address of the desk at all."""

    PUBLIC = "public"
    DESK = "desk"


@dataclass(frozen=True, slots=True)
class Environment:
    """The settings that differ from machine to machine."""

    mode: Mode
    surface: Surface
    var: Path  # the folder that the house writes to: database, uploads, keys
    database_url: str
    secret_key: str
    keys: Path | None  # the folder of the cipher keys; production must be told it
    hosts: tuple[str, ...]
    public_address: str  # where citizens reach the portal, with scheme, without a closing slash
    desk_address: str
    snapshot_networks: tuple[str, ...]  # private networks whose pages may be kept as evidence: 10.20.0.0/16
    demo_password: str  # of every demo account; production has none


def read() -> Environment:
    """Read the environment. Raises SystemExit with a sentence when production lacks what it needs."""
    mode = Mode(_told("MODE", Mode.TRIAL))
    surface = Surface(os.environ.get("SURFACE") or _told("SURFACE", Surface.PUBLIC))
    var = Path(_told("VAR", str(ROOT / "var")))
    return Environment(
        mode=mode,
        surface=surface,
        var=var,
        database_url=_told("DATABASE", f"sqlite:///{var / 'quancheng.sqlite3'}"),
        secret_key=_told("SECRET_KEY", "") or _trial_key(mode, var),
        keys=_keys(mode, var),
        hosts=tuple(_told("HOSTS", "localhost,127.0.0.1,[::1]").split(",")),
        public_address=_told("PUBLIC_ADDRESS", "http://127.0.0.1:8000"),
        desk_address=_told("DESK_ADDRESS", "http://127.0.0.1:8001"),
        snapshot_networks=tuple(one for one in _told("SNAPSHOT_NETWORKS", "").split(",") if one),
        demo_password="" if mode is Mode.PRODUCTION else _told("DEMO_PASSWORD", "quancheng-demo"),
    )


def _told(name: str, otherwise: str) -> str:
    return os.environ.get(f"QUANCHENG_{name}") or otherwise


def _keys(mode: Mode, var: Path) -> Path | None:
    """A trial house keeps its keys beside its data; a real one must say where, and `check` asks for it."""
    told = _told("KEYS", "")
    if told:
        return Path(told)
    return None if mode is Mode.PRODUCTION else var / "keys"


def _trial_key(mode: Mode, var: Path) -> str:
    """A trial house makes its own secret once and keeps it, so that sign-ins outlive a restart."""
    if mode is Mode.PRODUCTION:
        raise SystemExit("QUANCHENG_SECRET_KEY must be set in production: 50 or more random characters")
    kept = var / "secret-key"
    if not kept.exists():
        var.mkdir(parents=True, exist_ok=True)
        kept.write_text(secrets.token_urlsafe(64))
        kept.chmod(0o600)
    return kept.read_text()
