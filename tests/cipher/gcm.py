"""SM4-GCM, HMAC-SM3 and HKDF over gmalg's SM4 block and SM3: nothing here is shared with the house.

GCM after NIST SP 800-38D, HMAC after RFC 2104, HKDF after RFC 5869.
"""

from gmalg import SM3, SM4

BLOCK, TAG, HALF = 16, 16, 64  # bytes; HALF is the block of SM3
POLYNOMIAL = 0xE1 << 120


class Tampered(Exception):
    """The tag is not the one of this text."""


def seal(key: bytes, nonce: bytes, bound: bytes, plain: bytes) -> bytes:
    """The ciphertext with its tag behind it."""
    data = _counted(SM4(key), nonce, plain)
    return data + _tag(SM4(key), nonce, bound, data)


def unseal(key: bytes, nonce: bytes, bound: bytes, sealed: bytes) -> bytes:
    """Raises Tampered."""
    data, tag = sealed[:-TAG], sealed[-TAG:]
    if _tag(SM4(key), nonce, bound, data) != tag:
        raise Tampered
    return _counted(SM4(key), nonce, data)


def mac(key: bytes, text: bytes) -> bytes:
    """HMAC-SM3."""
    padded = (key if len(key) <= HALF else sm3(key)).ljust(HALF, b"\0")
    inner = sm3(bytes(one ^ 0x36 for one in padded) + text)
    return sm3(bytes(one ^ 0x5C for one in padded) + inner)


def derived(secret: bytes, use: str, length: int) -> bytes:
    """HKDF over SM3, without salt."""
    drawn, told, last = mac(b"\0" * 32, secret), b"", b""
    for number in range(1, -(-length // 32) + 1):
        last = mac(drawn, last + f"quancheng/{use}".encode() + bytes([number]))
        told += last
    return told[:length]


def sm3(text: bytes) -> bytes:
    reckoning = SM3()
    reckoning.update(text)
    return reckoning.value()


def _counted(cipher: SM4, nonce: bytes, text: bytes) -> bytes:
    """Counter mode from 2 on: 1 is for the tag."""
    told = bytearray()
    for place in range(0, len(text), BLOCK):
        mask = cipher.encrypt(nonce + (place // BLOCK + 2).to_bytes(4, "big"))
        told += bytes(one ^ other for one, other in zip(text[place : place + BLOCK], mask, strict=False))
    return bytes(told)


def _tag(cipher: SM4, nonce: bytes, bound: bytes, data: bytes) -> bytes:
    subkey = int.from_bytes(cipher.encrypt(bytes(BLOCK)), "big")
    lengths = (len(bound) * 8).to_bytes(8, "big") + (len(data) * 8).to_bytes(8, "big")
    told = 0
    for part in (*_blocks(bound), *_blocks(data), lengths):
        told = _times(told ^ int.from_bytes(part, "big"), subkey)
    mask = int.from_bytes(cipher.encrypt(nonce + (1).to_bytes(4, "big")), "big")
    return (told ^ mask).to_bytes(TAG, "big")


def _blocks(text: bytes) -> list[bytes]:
    return [text[place : place + BLOCK].ljust(BLOCK, b"\0") for place in range(0, len(text), BLOCK)]


def _times(one: int, other: int) -> int:
    """The product in the field of GCM, whose bits count from the left."""
    told = 0
    for bit in range(127, -1, -1):
        if one >> bit & 1:
            told ^= other
        other = other >> 1 ^ (POLYNOMIAL if other & 1 else 0)
    return told
