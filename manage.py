#!/usr/bin/env python
"""The door to every console. Runs itself with `.venv` when that exists, and puts `src` on the path."""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"


def main() -> None:
    python = VENV / "bin" / "python"
    if python.exists() and Path(sys.prefix) != VENV and Path(sys.prefix) != VENV.resolve():
        os.execv(python, [str(python), str(ROOT / "manage.py"), *sys.argv[1:]])
    sys.path[:0] = [str(ROOT), str(ROOT / "src")]
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
