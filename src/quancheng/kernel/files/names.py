"""Names of files as people hand them in: cleaned before anything is stored or shown. Pure."""

import re
import unicodedata

LONGEST_NAME = 120  # characters; 120 Chinese characters are 360 bytes in UTF-8, so bytes are counted too
LONGEST_IN_BYTES = 240  # file systems allow 255; the rest is left to those who add a number
NAMELESS = "未命名"
RESERVED = re.compile(
    r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)", re.IGNORECASE
)  # Windows devices
FORBIDDEN = re.compile(r'[<>:"|?*\\/]')
DOTS = ".．․"  # the last two are read as a dot, too
ENDING = re.compile(r"\.([A-Za-z0-9]{1,8})$")


def safe_name(name: str) -> str:
    """The name by which a file is stored, shown and downloaded: no path, no invisible signs, not too long.

    Signs that turn the reading direction can make `…fdp.exe` look like `…exe.pdf`; they and all control
    signs are dropped, and full-width letters become plain ones in the ending.
    """
    last = re.split(r"[\\/]", name)[-1]
    visible = "".join(sign for sign in last if unicodedata.category(sign)[0] != "C")
    plain = FORBIDDEN.sub("_", unicodedata.normalize("NFC", visible))
    plain = re.sub(r"\s+", " ", plain).strip().rstrip(" .")
    stem, dot, ending = _parts(plain)
    if not stem.strip("_ ."):
        stem = NAMELESS
    if RESERVED.fullmatch(stem.split(".")[0].strip()):
        stem = f"_{stem}"
    stem = stem.lstrip(" .")
    return _shortened(stem, room=dot + ending) + dot + ending


def ending_of(name: str) -> str:
    """What stands behind the last dot, small letters, without the dot; empty when there is none."""
    found = ENDING.search(unicodedata.normalize("NFKC", name).strip())
    return found[1].lower() if found else ""


def _parts(name: str) -> tuple[str, str, str]:
    ending = ending_of(name)
    cut = max(name.rfind(dot) for dot in DOTS)
    return (name[:cut], ".", ending) if ending else (name, "", "")


def _shortened(stem: str, *, room: str) -> str:
    stem = stem[: LONGEST_NAME - len(room)]
    while len((stem + room).encode()) > LONGEST_IN_BYTES:
        stem = stem[:-1]
    return stem.rstrip(" .")
