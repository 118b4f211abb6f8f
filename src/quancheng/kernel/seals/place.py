"""Where a seal goes on a letter: over the name of who sends it and the day (GB/T 9704-2012 7.3.5)."""

import io
import re

from pdfplumber.pdf import PDF

from quancheng.kernel.files.letterhead import Letter, in_chinese
from quancheng.kernel.seals.port import Place
from quancheng.kernel.seals.refusals import NotSealable

MILLIMETRE = 72 / 25.4
LINE = 28.95  # points from the sender to the day
ABOVE = 4 * MILLIMETRE  # the name and the day stand a little below the middle of the seal


def place_on(data: bytes, letter: Letter) -> Place:
    """The middle of the seal. Raises NotSealable when the letter has no sender and day."""
    if letter.on is None or not letter.sender:
        raise NotSealable("文件没有落款和成文日期，不能用印")
    day = re.escape(in_chinese(letter.on))
    with PDF.open(io.BytesIO(data)) as document:
        for page in reversed(document.pages):
            found = page.search(day)
            if found:
                last = found[-1]
                middle, height = (
                    (last["x0"] + last["x1"]) / 2,
                    last["top"] + (last["bottom"] - last["top"]) / 2,
                )
                return Place(page.page_number, middle / MILLIMETRE, (height - LINE / 2 - ABOVE) / MILLIMETRE)
    raise NotSealable("在文件里没有找到落款日期，不能确定盖章的位置；请联系系统管理员")
