"""`check --deploy` under production settings, in a process of its own; run by `make check`.

It passes with all that a real site needs, and says in a sentence what is missing when it has no mail server.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from quancheng.kernel.crypto.keys import add_key

ROOT = Path(__file__).resolve().parent.parent.parent
LINE = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"]


def main() -> int:
    """Run the check for both surfaces, and once without mail; the worst exit code of all."""
    with tempfile.TemporaryDirectory() as keys:
        add_key(Path(keys))
        told = {**_production(), "QUANCHENG_KEYS": keys}
        return max(*_codes(told), _is_silent_without_mail(told))


def _production() -> dict[str, str]:
    return {
        "QUANCHENG_MODE": "production",
        "QUANCHENG_SECRET_KEY": "only-to-let-the-check-run-" + "k3Yw8Zp1" * 6,
        "QUANCHENG_HOSTS": "zwgk.example.cn",
        "QUANCHENG_MAIL_HOST": "mail.example.cn",
        "QUANCHENG_MAIL_FROM": "zwgk@example.cn",
        "QUANCHENG_SECURITY_CONTACT": "mailto:anquan@example.cn",
        "QUANCHENG_SECURITY_EXPIRES": "2099-12-31",
    }


def _codes(told: dict[str, str]) -> Iterator[int]:
    for surface in ("public", "desk"):
        run = subprocess.run(LINE, cwd=ROOT, env={**os.environ, **told, "SURFACE": surface}, check=False)
        yield run.returncode


def _is_silent_without_mail(told: dict[str, str]) -> int:
    """1 when the check would let a site go out that sends no letters."""
    env = {**os.environ, **told, "SURFACE": "desk", "QUANCHENG_MAIL_HOST": ""}
    run = subprocess.run(LINE, cwd=ROOT, env=env, check=False, capture_output=True, text=True)
    if run.returncode and "QUANCHENG_MAIL_HOST" in run.stderr:
        return 0
    sys.stderr.write("check --deploy said nothing although production has no mail host\n")
    return 1


if __name__ == "__main__":
    sys.exit(main())
