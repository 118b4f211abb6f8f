"""`check --deploy` under production settings, in a process of its own; run by `make check`."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent


def main() -> int:
    """Run the check for both surfaces; the worse exit code of the two."""
    told = {
        "QUANCHENG_MODE": "production",
        "QUANCHENG_SECRET_KEY": "only-to-let-the-check-run-" + "k3Yw8Zp1" * 6,
        "QUANCHENG_HOSTS": "zwgk.example.cn",
    }
    codes = []
    for surface in ("public", "desk"):
        line = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"]
        run = subprocess.run(line, cwd=ROOT, env={**os.environ, **told, "SURFACE": surface}, check=False)
        codes.append(run.returncode)
    return max(codes)


if __name__ == "__main__":
    sys.exit(main())
