"""Parts of the machine that some tests need: a test without its part is skipped and says so.

In the whole proof (`.ci/run` sets QUANCHENG_REQUIRE_PARTS) nothing is skipped for want of a part: it fails.
"""

import os
from typing import NoReturn

import pytest

REQUIRED = "QUANCHENG_REQUIRE_PARTS"


def absent(why: str) -> NoReturn:
    """Skip the test that needs the part, or fail it where all parts are required."""
    if os.environ.get(REQUIRED):
        pytest.fail(why, pytrace=False)
    pytest.skip(why)
