"""`python -m tests.bench.killed [sqlite|postgresql] [WRITES] [SEED]`."""

import sys
import tempfile
from contextlib import nullcontext
from pathlib import Path

from tests.bench.killed.cluster import cluster
from tests.bench.killed.house import House, free_port
from tests.bench.killed.run import Run, report

WRITES, SEED = 200, 1


def main() -> int:
    """Start, write, kill, count. The exit code is 1 when anything is lost, doubled or half written."""
    database, writes, seed = (*sys.argv[1:], *("sqlite", str(WRITES), str(SEED))[len(sys.argv) - 1 :])
    with tempfile.TemporaryDirectory(prefix="quancheng-killed.") as folder:
        place = Path(folder) / "database"
        place.mkdir()
        place.parent.chmod(0o755)
        server = cluster(place, free_port()) if database == "postgresql" else nullcontext()
        with server as running:
            var = Path(folder) / "var"
            var.mkdir()
            run = Run(House(var, running), writes=int(writes), seed=int(seed))
            run.house.manage("migrate", "-v", "0")
            return report(run, run.whole(), database)


if __name__ == "__main__":
    sys.exit(main())
