"""A picture of a page, taken by the machine's own Chromium when it has one."""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from django.conf import settings

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
    the browser, and that one is the machine that was checked. In production no picture is taken as root:
    Chromium would show a foreign page without its sandbox.
    """
    chromium = browser()
    if chromium is None or "html" not in page.kind.lower() or (settings.IN_PRODUCTION and _is_root()):
        return None
    with tempfile.TemporaryDirectory(prefix="quancheng-picture-") as folder:
        shot = Path(folder) / "page.png"
        try:
            subprocess.run(  # noqa: S603  # the address is one argument that no shell reads; it begins with http
                [chromium, *_manners(page, folder), f"--screenshot={shot}", page.address],
                check=False,
                timeout=LONGEST,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env=_surroundings(folder),
            )
        except (OSError, subprocess.TimeoutExpired):
            return None
        return shot.read_bytes() if shot.exists() else None


def _surroundings(folder: str) -> dict[str, str]:
    """All that the browser is told; the house's secrets and proxies are not for it. LANG chooses fonts."""
    return {"HOME": folder, "PATH": os.environ.get("PATH", os.defpath), "LANG": "zh_CN.UTF-8"}


def _is_root() -> bool:
    return os.geteuid() == 0


def _manners(page: Fetched, folder: str) -> list[str]:
    pinned = f"[{page.pinned}]" if ":" in page.pinned else page.pinned
    return [
        "--headless=new",
        *(("--no-sandbox",) if _is_root() else ()),  # Chromium refuses its sandbox to root
        "--disable-gpu",
        "--disable-background-networking",
        "--disable-extensions",
        "--disable-sync",
        "--no-first-run",
        "--no-proxy-server",
        "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
        "--hide-scrollbars",
        f"--host-resolver-rules=MAP {page.host} {pinned}, MAP * ~NOTFOUND, EXCLUDE {pinned}",
        f"--user-data-dir={folder}/profile",
        f"--window-size={SIZE}",
    ]
