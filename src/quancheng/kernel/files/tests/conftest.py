"""What the tests of fetching share."""

import pytest


@pytest.fixture
def opened(settings) -> None:
    """The house may reach the machine that it runs on."""
    settings.SNAPSHOT_NETWORKS = ("127.0.0.0/8",)
