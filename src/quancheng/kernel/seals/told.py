"""What the settings tell about seals: by what sealing is done, where the keys lie, whom to trust."""

from dataclasses import dataclass
from pathlib import Path

WET = "wet"  # paper and ink: the default
KEY = "key"  # keys in a folder
OWN = (WET, KEY)


@dataclass(frozen=True, slots=True)
class SealSettings:
    """`machine` is wet, key, or the dotted path of an adapter for a certified seal server (签章服务器)."""

    machine: str = WET
    keys: Path | None = None  # one folder for each seal in it
    roots: Path | None = None  # the certificates that are trusted, as files
    server: str = ""  # the address that the adapter of a server is told
