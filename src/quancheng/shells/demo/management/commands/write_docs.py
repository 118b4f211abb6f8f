"""Console: write anew the pages of docs/ that are generated from the code (`make docs`)."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from quancheng.shells.demo.generated import PAGES

DOCS = Path(__file__).resolve().parents[6] / "docs"


class Command(BaseCommand):
    help = "Write anew the pages of docs/ that are generated from the code."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--into", type=Path, default=DOCS, help="the folder to write into")

    def handle(self, *args: Any, into: Path, **options: Any) -> None:
        into.mkdir(parents=True, exist_ok=True)
        for name, text in PAGES.items():
            (into / name).write_text(text(), encoding="utf-8")
            self.stdout.write(f"docs/{name}")
