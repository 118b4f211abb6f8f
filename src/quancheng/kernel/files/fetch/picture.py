"""A picture of a page, taken by the machine's own Chromium when it has one."""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from quancheng.kernel.files.fetch.port import Fetched

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
LONGEST = 30  # seconds
SIZE = "1280,1600"  # of the window, in pixels


def browser() -> str | None:
    """The machine's Chromium; None when it has none."""
    return next((found for name in NAMES if (found := shutil.which(name))), None)


def picture_of(page: Fetched) -> bytes | None:
    """The page as a reader sees it, as PNG; None without a Chromium, or when it does not come.

    No other host is reached, not by a script either: every name and number but the page's own is unknown to
    the browser, and that one is the machine that was checked.
    """
    chromium = browser()
    if chromium is None or "html" not in page.kind.lower():
        return None
    with tempfile.TemporaryDirectory(prefix="quancheng-picture-") as folder:
        shot = Path(folder) / "page.png"
        try:
            subprocess.run(  # noqa: S603  # the address is one argument of the program, no shell reads it
                [chromium, *_manners(page, folder), f"--screenshot={shot}", page.address],
                check=False,
                timeout=LONGEST,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env={**os.environ, "HOME": folder},
            )
        except (OSError, subprocess.TimeoutExpired):
            return None
        return shot.read_bytes() if shot.exists() else None


def _manners(page: Fetched, folder: str) -> list[str]:
    pinned = f"[{page.pinned}]" if ":" in page.pinned else page.pinned
    return [
        "--headless=new",
        *(("--no-sandbox",) if os.geteuid() == 0 else ()),  # Chromium refuses its sandbox to root
        "--disable-gpu",
        "--disable-background-networking",
        "--disable-extensions",
        "--disable-sync",
        "--no-first-run",
        "--hide-scrollbars",
        f"--host-resolver-rules=MAP {page.host} {pinned}, MAP * ~NOTFOUND, EXCLUDE {pinned}",
        f"--user-data-dir={folder}/profile",
        f"--window-size={SIZE}",
    ]
