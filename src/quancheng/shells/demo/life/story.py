"""What becomes of each duty of the model city. Pure: the same duty has the same fate every time."""

from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

CITY_TIME = ZoneInfo("Asia/Shanghai")
BROUGHT = date(2024, 3, 18)  # Monday
CONFIRMED = date(2024, 3, 19)
ISSUED = date(2024, 3, 20)
PUBLISHED = date(2024, 3, 21)
SIGNED = date(2024, 3, 25)  # Monday
PROVEN = date(2024, 12, 30)  # Monday
STOOD_BY = date(2024, 12, 31)
LOOKED_INTO = date(2025, 1, 7)  # Tuesday
SUMMED_UP = date(2025, 1, 8)
REASONS = (
    "机构职能调整，公开目录需要重新编制（演示）",
    "配套办法尚未印发，解读材料须待印发后公开（演示）",
    "信息系统升级，公开专栏暂不能更新（演示）",
)
DOUBT = "佐证网址只有栏目首页，看不到所报内容（演示）"
BACK = "佐证与要求不一致，请补充本期公开的页面（演示）"
NOTE = "已按要求公开（演示）"
SAYS = "公开页面（演示）"
TITLES = ("专栏页面（演示）", "信息公开栏目（演示）", "政策解读页面（演示）", "公示公告（演示）")
LOOKED_THROUGH = "已逐项核对，不含不宜公开的内容（演示）"


class Fate(StrEnum):
    """What becomes of a duty."""

    DONE = "done"
    REPORTED = "reported"
    RETURNED = "returned"
    DOUBTED = "doubted"
    SOON = "soon"  # was moved to a day that is near
    LATER = "later"  # was moved to a day that is far
    WISHES = "wishes"  # waits for a later day
    SIGNED = "signed"
    UNTOUCHED = "untouched"


_RARE = {
    7: Fate.REPORTED,
    11: Fate.LATER,
    19: Fate.RETURNED,
    23: Fate.SOON,
    29: Fate.LATER,
    31: Fate.DOUBTED,
    37: Fate.SIGNED,
    41: Fate.LATER,
    43: Fate.UNTOUCHED,
    47: Fate.WISHES,
    53: Fate.REPORTED,
    59: Fate.SIGNED,
}
_ROUND = 61  # a prime: no unit and no row always meets the same fate


def fate_of(number: int) -> Fate:
    """The fate of the duty of this number in the order of the plan: four of five are done."""
    return _RARE.get(number % _ROUND, Fate.DONE)


def reported_on(until_on: date, number: int) -> date:
    """Some time before the last day, not everybody on the same."""
    return until_on - timedelta(days=10 + number % 9)


def last_confirmed(until_on: date) -> date:
    """When the heads have confirmed what was reported for a period."""
    return until_on - timedelta(days=6)


def asked_on(until_on: date) -> date:
    return until_on - timedelta(days=20)


def decided_on(until_on: date) -> date:
    return until_on - timedelta(days=16)


def moved_to(fate: Fate, number: int, *, today: date) -> date:
    """The later day, as seen from the day on which the city moves in."""
    far = 3 + number % 6 if fate is Fate.SOON else 30 + number % 60
    return today + timedelta(days=far)


def reason(number: int) -> str:
    return REASONS[number % len(REASONS)]


def address(number: int) -> str:
    """An invented address: the domain is reserved for examples."""
    return f"https://www.example.cn/zwgk/2024/{number:04}.html"


def at(day: date) -> datetime:
    """Office hours of that day."""
    return datetime.combine(day, time(10), CITY_TIME)
