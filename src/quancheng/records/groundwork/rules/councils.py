"""When a decision that is still open is near its day. Pure."""

from quancheng.kernel.calendar.levels import Thresholds

NEAR = Thresholds(yellow=5, orange=2, red=0)  # [D] a week's work ahead, two worked days, the day itself
