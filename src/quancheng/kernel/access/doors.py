"""How somebody without an account comes to their own record: by number and query code."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.crypto import constant_time_compare

from quancheng.kernel.crypto.port import machine
from quancheng.kernel.text.codes import code_from


@dataclass(frozen=True, slots=True)
class Door:
    """The digests of one sort of record. `sort` stands in the purpose of each: it never changes."""

    sort: str

    def code_of(self, number: str) -> str:
        """The query code, from the number and the key of the house; it is stored nowhere."""
        return code_from(machine().keyed_digest(number, purpose=f"{self.sort}.code"))

    def opens(self, number: str, code: str) -> bool:
        """Whether the code belongs to the number, under any key that the house still has."""
        digests = machine().keyed_digests(number, purpose=f"{self.sort}.code")
        matches = [constant_time_compare(code_from(one), code) for one in digests]  # each, whichever fits
        return any(matches)

    def door_of(self, number: str) -> str:
        """What is kept beside a record: without the key of the house nobody gets it from the number."""
        return machine().keyed_digest(number, purpose=f"{self.sort}.door")

    def doors_of(self, number: str) -> Sequence[str]:
        """The same under every key that the house still has: so the public process names the record."""
        return list(machine().keyed_digests(number, purpose=f"{self.sort}.door"))

    def source_digest(self, source: str, *, on: date) -> str:
        """Where a record came from, as a digest that is good for one day and leads back to nobody."""
        return machine().keyed_digest(source, purpose=f"{self.sort}.source/{on.isoformat()}")


@dataclass(frozen=True, slots=True)
class Lock:
    """What opens only to whoever knows a secret beside the number. `purpose` never changes."""

    purpose: str

    def lock_for(self, number: str, secret: str) -> str:
        """What is kept beside it: nobody gets the secret from it."""
        return machine().keyed_digest(f"{number}|{secret}", purpose=self.purpose)

    def locks_for(self, number: str, secret: str) -> Sequence[str]:
        """The same under every key that the house still has; none without a secret."""
        if not secret:
            return []
        return list(machine().keyed_digests(f"{number}|{secret}", purpose=self.purpose))
