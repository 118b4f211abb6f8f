"""The six sheets of the register, as data: export, template, import and check all read these."""

from quancheng.kernel.orgs.models import NameKind, UnitKind
from quancheng.kernel.orgs.register.rows import (
    Column,
    HoldingRow,
    Kind,
    NameRow,
    PersonRow,
    PlaceRow,
    PostRow,
    Sheet,
    UnitRow,
)
from quancheng.kernel.orgs.roles import ROLE_SAID

UNIT_KINDS = {str(kind.label): kind.value for kind in UnitKind}
NAME_KINDS = {str(kind.label): kind.value for kind in NameKind}
ROLES = {said: role.value for said, role in ROLE_SAID.items()}

UNKNOWN_START = "不详可空"
LASTS = "仍在用则空"

UNITS = Sheet(
    "单位",
    UnitRow,
    ("code",),
    (
        Column("单位编码", "code", required=True, hint="本政府内唯一，登记后不变", longest=30),
        Column("类别", "kind", Kind.CHOICE, required=True, choices=UNIT_KINDS),
        Column("全称", "name", required=True, hint="现行全称；更名请在“名称”表登记"),
        Column("简称", "short_name", hint="页面上显示的简称", longest=60),
        Column("设立日期", "opened_on", Kind.DATE, hint=UNKNOWN_START),
        Column("撤销日期", "closed_on", Kind.DATE, hint=LASTS),
        Column("并入单位编码", "merged_into", hint="并入其他单位时填写，须有撤销日期", longest=30),
    ),
)
NAMES = Sheet(
    "名称",
    NameRow,
    ("unit", "kind", "name", "from_on"),
    (
        Column("单位编码", "unit", required=True, longest=30),
        Column("类别", "kind", Kind.CHOICE, required=True, choices=NAME_KINDS),
        Column("名称", "name", required=True, hint="计划文件中可能出现的写法都可登记为别名"),
        Column("启用日期", "from_on", Kind.DATE, hint=UNKNOWN_START),
        Column("停用日期", "until_on", Kind.DATE, hint=LASTS),
    ),
)
PLACES = Sheet(
    "隶属",
    PlaceRow,
    ("unit", "from_on"),
    (
        Column("单位编码", "unit", required=True, longest=30),
        Column("上级单位编码", "parent", required=True, longest=30),
        Column("自", "from_on", Kind.DATE, hint=UNKNOWN_START),
        Column("至", "until_on", Kind.DATE, hint=LASTS),
    ),
)
POSTS = Sheet(
    "岗位",
    PostRow,
    ("unit", "title", "opened_on"),
    (
        Column("单位编码", "unit", required=True, longest=30),
        Column("岗位名称", "title", required=True, longest=60),
        Column("角色", "roles", Kind.CHOICES, required=True, choices=ROLES, hint="多个角色用顿号分开"),
        Column("设岗日期", "opened_on", Kind.DATE, hint=UNKNOWN_START),
        Column("撤岗日期", "closed_on", Kind.DATE, hint=LASTS),
    ),
)
PEOPLE = Sheet(
    "人员",
    PersonRow,
    ("account",),
    (
        Column("账号", "account", required=True, hint="登录用，全系统唯一，登记后不变", longest=60),
        Column("姓名", "name", required=True, longest=60),
        Column("电子邮箱", "email", longest=254),
        Column("在用", "is_active", Kind.YES, hint="是或否；空为是"),
    ),
)
HOLDINGS = Sheet(
    "任职",
    HoldingRow,
    ("account", "unit", "post", "from_on"),
    (
        Column("账号", "account", required=True, longest=60),
        Column("单位编码", "unit", required=True, longest=30),
        Column("岗位名称", "post", required=True, longest=60),
        Column("到岗日期", "from_on", Kind.DATE, required=True),
        Column("离岗日期", "until_on", Kind.DATE, hint="在岗则空；代理必填"),
        Column("代理谁（账号）", "stands_in_for", hint="AB岗代理时填被代理人的账号", longest=60),
    ),
)
SHEETS = (UNITS, NAMES, PLACES, POSTS, PEOPLE, HOLDINGS)
