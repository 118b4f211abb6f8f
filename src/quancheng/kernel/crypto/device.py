"""The adapter to a certified cipher machine (密码机): its keys never come into the house."""

from dataclasses import dataclass

from cryptography.hazmat.primitives import constant_time
from cryptography.hazmat.primitives.hashes import SM3, Hash

from quancheng.kernel.crypto.line import UNTOUCHED, Line, MachineRefuses, bytes_in
from quancheng.kernel.crypto.port import UnknownKey
from quancheng.kernel.crypto.texts import (
    NONCE_BYTES,
    TAG_BYTES,
    Keyed,
    Sealed,
    bound_to,
    key_named_in,
    tampered,
    use_of,
)


@dataclass(frozen=True, slots=True)
class HeldKeys:
    """The ids of the keys in a machine, and the one that seals."""

    current: str
    all: tuple[str, ...]


class DeviceMachine:
    """Seals, opens and digests through the line. Which keys there are is asked once, and for unknown ones."""

    def __init__(self, line: Line) -> None:
        self._line = line
        self._keys: HeldKeys | None = None

    def encrypt(self, text: str, *, purpose: str) -> str:
        key_id = self._held().current
        told = self._ask(
            "seal", key_id, use_of("encrypt", purpose), bound=bound_to(key_id, purpose), data=text.encode()
        )
        nonce, body = bytes_in(told, "nonce"), bytes_in(told, "data")
        if len(nonce) != NONCE_BYTES or len(body) < TAG_BYTES:
            raise MachineRefuses(f"密码机给出的密文不完整，{UNTOUCHED}；请系统管理员检查密码机")
        return str(Sealed(key_id, nonce, body[:-TAG_BYTES], body[-TAG_BYTES:]))

    def decrypt(self, sealed: str, *, purpose: str) -> str:
        parts = Sealed.parse(sealed)
        told = self._ask(
            "open", parts.key_id, use_of("encrypt", purpose), bound=bound_to(parts.key_id, purpose),
            nonce=parts.nonce, data=parts.data + parts.tag,
        )  # fmt: skip
        return bytes_in(told, "data").decode()

    def is_current(self, sealed: str) -> bool:
        return key_named_in(sealed) == self._held().current

    def holds(self, key_id: str) -> bool:
        return key_id in self._held().all or key_id in self._held_now().all

    def digest(self, content: bytes) -> str:
        """No key is in it: it is computed here."""
        reckoning = Hash(SM3())
        reckoning.update(content)
        return reckoning.finalize().hex()

    def keyed_digest(self, text: str, *, purpose: str) -> str:
        return self._keyed(text, purpose, self._held().current)

    def keyed_digests(self, text: str, *, purpose: str) -> tuple[str, ...]:
        held = self._held()
        older = sorted(set(held.all) - {held.current})
        return tuple(self._keyed(text, purpose, key_id) for key_id in (held.current, *older))

    def is_digest_of(self, keyed: str, text: str, *, purpose: str) -> bool:
        told = Keyed.parse(keyed)
        return constant_time.bytes_eq(self._keyed(text, purpose, told.key_id).encode(), keyed.encode())

    def _keyed(self, text: str, purpose: str, key_id: str) -> str:
        told = self._ask("mac", key_id, use_of("digest", purpose), data=text.encode())
        return str(Keyed(key_id, bytes_in(told, "data").hex()))

    def _ask(self, do: str, key_id: str, use: str, **told: bytes) -> dict[str, object]:
        """Raises UnknownKey, Unreadable, MachineAway, MachineSlow, MachineRefuses."""
        answer = self._line.ask(do, key=key_id, use=use, **told)
        match answer.get("no"):
            case None:
                return answer
            case "unknown_key":
                self._keys = None
                raise UnknownKey(
                    f"密码机里没有编号为 {key_id} 的密钥，这段内容暂时读不出来，{UNTOUCHED}；"
                    "请管理员在密码机里恢复这把密钥，不要新建",
                    key_id=key_id,
                )
            case "tampered":
                raise tampered()
            case reason:
                raise MachineRefuses(f"密码机拒绝执行（{reason}），{UNTOUCHED}；请系统管理员检查密码机")

    def _held(self) -> HeldKeys:
        return self._keys or self._held_now()

    def _held_now(self) -> HeldKeys:
        answer = self._line.ask("keys")
        current, keys = answer.get("current"), answer.get("keys")
        if not isinstance(keys, list) or current not in keys:
            raise MachineRefuses(
                f"密码机里没有可用的现行密钥，{UNTOUCHED}；请系统管理员在密码机里恢复或启用密钥"
            )
        self._keys = HeldKeys(str(current), tuple(str(one) for one in keys))
        return self._keys
