"""What keeps strangers from other people's messages."""

from quancheng.kernel.text.codes import tidy_number
from quancheng.ui.lookups import Lookup

DOOR = Lookup("mailbox", "留言", tidy_number)
