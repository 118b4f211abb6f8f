"""`check --deploy` under production settings, in a process of its own; run by `make check`."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from quancheng.kernel.crypto.keys import add_key

ROOT = Path(__file__).resolve().parent.parent.parent


def main() -> int:
    """Run the check for both surfaces; the worse exit code of the two."""
    with tempfile.TemporaryDirectory() as keys:
        add_key(Path(keys))
        return max(_codes({**_production(), "QUANCHENG_KEYS": keys}))


def _production() -> dict[str, str]:
    return {
        "QUANCHENG_MODE": "production",
        "QUANCHENG_SECRET_KEY": "only-to-let-the-check-run-" + "k3Yw8Zp1" * 6,
        "QUANCHENG_HOSTS": "zwgk.example.cn",
    }


def _codes(told: dict[str, str]) -> Iterator[int]:
    for surface in ("public", "desk"):
        line = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"]
        run = subprocess.run(line, cwd=ROOT, env={**os.environ, **told, "SURFACE": surface}, check=False)
        yield run.returncode


if __name__ == "__main__":
    sys.exit(main())
