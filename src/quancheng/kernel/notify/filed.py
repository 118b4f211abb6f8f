"""Gateways that write files: for a trial house, and for a relay that reads a folder."""

import json
from dataclasses import asdict
from pathlib import Path

from django.conf import settings

from quancheng.kernel.notify.ports import Message, Unreachable


class FiledPort:
    """One JSON file a message, named by its key: whoever hands the same message in again changes nothing."""

    folder = ""

    def send(self, message: Message, *, to: str) -> str:
        path = Path(settings.NOTIFY_FOLDER) / self.folder / f"{message.key}.json"
        if not path.exists():
            try:
                _write_whole(path, json.dumps({"to": to, **asdict(message)}, ensure_ascii=False, indent=1))
            except OSError as fault:
                raise Unreachable(f"{path}: {fault}") from fault
        return path.name


class FiledSms(FiledPort):
    """Short messages as files."""

    folder = "outgoing-sms"


class FiledWebhook(FiledPort):
    """Posts to the messenger as files."""

    folder = "outgoing-webhook"


def _write_whole(path: Path, text: str) -> None:
    """The file appears whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    coming = path.with_suffix(".part")
    coming.write_text(text)
    coming.replace(path)
