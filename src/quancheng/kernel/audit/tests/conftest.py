"""Keys and anchors of a test live in a folder of its own."""

import pytest

from quancheng.kernel.crypto.port import machine


@pytest.fixture(autouse=True)
def own_keys(settings, tmp_path):
    settings.CRYPTO_KEYS = tmp_path / "keys"
    settings.AUDIT_ANCHORS = tmp_path / "anchors"
    machine.cache_clear()
    yield settings.CRYPTO_KEYS
    machine.cache_clear()


@pytest.fixture
def own_anchors(settings):
    return settings.AUDIT_ANCHORS
