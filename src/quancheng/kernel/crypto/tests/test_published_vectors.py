"""The examples that the standards print: GB/T 32905 (SM3), GB/T 32907 (SM4), RFC 8998 (SM4-GCM)."""

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import SM4
from cryptography.hazmat.primitives.ciphers.modes import ECB, GCM

from quancheng.kernel.crypto.port import machine

SM4_KEY = bytes.fromhex("0123456789abcdeffedcba9876543210")


class TestSm3:
    @pytest.mark.parametrize(
        ("message", "digest"),
        [
            (b"abc", "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"),
            (b"abcd" * 16, "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732"),
        ],
    )
    def test_digests_the_examples_of_annex_a(self, message, digest):
        assert machine().digest(message) == digest


class TestSm4:
    def test_encrypts_the_example_of_annex_a_1(self):
        encryptor = Cipher(SM4(SM4_KEY), ECB()).encryptor()
        assert encryptor.update(SM4_KEY).hex() == "681edf34d206965e86b3e94f536e4246"

    def test_encrypts_a_million_times_over(self):
        """Annex A.2: one million rounds over the same block; half a second here."""
        encryptor = Cipher(SM4(SM4_KEY), ECB()).encryptor()
        block = SM4_KEY
        for _ in range(1_000_000):
            block = encryptor.update(block)
        assert block.hex() == "595298c7c6fd271f0402f804c33d3f66"

    def test_seals_the_gcm_example_of_rfc_8998(self):
        plain = bytes.fromhex(
            "aaaaaaaaaaaaaaaabbbbbbbbbbbbbbbbccccccccccccccccdddddddddddddddd"
            "eeeeeeeeeeeeeeeeffffffffffffffffeeeeeeeeeeeeeeeeaaaaaaaaaaaaaaaa"
        )
        encryptor = Cipher(SM4(SM4_KEY), GCM(bytes.fromhex("00001234567800000000abcd"))).encryptor()
        encryptor.authenticate_additional_data(bytes.fromhex("feedfacedeadbeeffeedfacedeadbeefabaddad2"))
        sealed = encryptor.update(plain) + encryptor.finalize()
        assert sealed.hex() == (
            "17f399f08c67d5ee19d0dc9969c4bb7d5fd46fd3756489069157b282bb200735"
            "d82710ca5c22f0ccfa7cbf93d496ac15a56834cbcf98c397b4024a2691233b8d"
        )
        assert encryptor.tag.hex() == "83de3541e4c2b58177e065a9bf7b62ec"
