"""The people of the model city: invented, all of them, and marked 演示."""

from itertools import count

SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张"
GIVEN = ("清泉", "涌波", "润泽", "沐源", "映湖", "听溪", "望岳", "倚柳", "观荷", "知澜", "若冰")


class Cast:
    """Hands out one invented name after the other, always in the same order."""

    def __init__(self) -> None:
        self._next = count()

    def name(self) -> str:
        """The next name: a surname and the waters of the city of springs."""
        turn = next(self._next)
        return f"演示·{SURNAMES[turn % len(SURNAMES)]}{GIVEN[turn % len(GIVEN)]}"
