"""What the readers and the gate of uploads have in common when they refuse a file."""

from quancheng.kernel.basis.refusal import Refusal


class FileRefused(Refusal):
    """This file cannot be taken as it is; the sentence names the file, the place in it and the remedy."""

    code = "files.refused"
    status = 422


class Damaged(FileRefused):
    """The file is broken, cut off, or not built as its format demands."""

    code = "files.damaged"


class Locked(FileRefused):
    """The file opens with a password only."""

    code = "files.locked"


class NothingInside(FileRefused):
    """The file is sound but holds neither text nor a table."""

    code = "files.nothing_inside"


class TooMuch(FileRefused):
    """The file holds more than one reading may take: entries, pages, cells, levels."""

    code = "files.too_much"
    status = 413
