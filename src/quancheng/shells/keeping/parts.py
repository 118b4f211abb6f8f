"""What a backup holds beside the database, folder by folder. A new part of the house gets its line here."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Part:
    """A folder below the house's own; in the archive its files stand under the same name."""

    name: str
    says: str


# An anchor names a line that was already committed: copied first, it never runs ahead of the database.
ANCHORS = Part("anchors", "审计锚")
# A file lies on the disk before its row is committed: copied last, no row of the copy lacks its file.
MEDIA = Part("media", "文件")

BEFORE_THE_DATABASE = (ANCHORS,)
# The search index, once there is one, stands here beside the files.
AFTER_THE_DATABASE = (MEDIA,)
PARTS = BEFORE_THE_DATABASE + AFTER_THE_DATABASE
