"""`make bench`: every measurement in a process of its own, printed; nothing here passes or fails a build."""

import subprocess
import sys

BENCHES = (
    ("plans",),
    ("portal",),
    ("recompute", "100000"),
    ("warned", "100000"),
    ("issuing", "20000"),
    ("duties", "100000"),
    ("malformed",),
    ("together",),
    ("killed", "sqlite", "200", "1"),
    ("killed", "postgresql", "200", "1"),
)


def main() -> int:
    """Run them one after the other; the worst exit code of all."""
    codes = []
    for name, *words in BENCHES:
        sys.stdout.write(f"== {name}\n")
        sys.stdout.flush()
        codes.append(
            subprocess.run([sys.executable, "-m", f"tests.bench.{name}", *words], check=False).returncode
        )
    return max(codes)


if __name__ == "__main__":
    sys.exit(main())
