"""What keeps strangers from other people's requests."""

from quancheng.records.disclosure.rules.numbers import tidy_number
from quancheng.ui.lookups import Lookup

DOOR = Lookup("disclosure", "申请", tidy_number)
