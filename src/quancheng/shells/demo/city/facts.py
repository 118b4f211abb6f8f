"""Jinan's organs as facts: the units that its plan for 2024 names, its ten districts and two counties.

Only names are facts here. Nobody's day of founding is asserted, so those fields stay empty.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Organ:
    """A department: full name, the short name that documents use, and other names it goes by."""

    full_name: str
    short_name: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class District:
    """A district (区) or a county (县) of the city, with those of its departments that the demo needs."""

    slug: str
    name: str
    departments: tuple[Organ, ...] = ()


CITY = "济南市"
OFFICE = Organ("济南市人民政府办公厅", "市政府办公厅", ("市府办公厅", "市政府办公室"))
DATA_BUREAU = Organ("济南市大数据局", "市大数据局")

DEPARTMENTS = (
    OFFICE,
    Organ("济南市发展和改革委员会", "市发展改革委", ("市发改委",)),
    Organ("济南市教育局", "市教育局"),
    Organ("济南市民政局", "市民政局"),
    Organ("济南市财政局", "市财政局"),
    Organ("济南市人力资源和社会保障局", "市人力资源社会保障局", ("市人社局",)),
    Organ("济南市生态环境局", "市生态环境局"),
    Organ("济南市住房和城乡建设局", "市住房城乡建设局", ("市住建局",)),
    Organ("济南市城市管理局", "市城管局"),
    Organ("济南市交通运输局", "市交通运输局", ("市交通局",)),
    Organ("济南市水务局", "市水务局"),
    Organ("济南市农业农村局", "市农业农村局"),
    Organ("济南市商务局", "市商务局"),
    Organ("济南市文化和旅游局", "市文化和旅游局", ("市文旅局",)),
    Organ("济南市卫生健康委员会", "市卫生健康委", ("市卫健委",)),
    Organ("济南市体育局", "市体育局"),
    DATA_BUREAU,
    Organ("济南市行政审批服务局", "市行政审批服务局", ("市审批服务局",)),
    Organ("济南市民营经济局", "市民营经济局"),
    Organ("济南公共资源交易中心", "济南公共资源交易中心", ("市公共资源交易中心",)),
)

DISTRICTS = (
    District(
        "lixia",
        "历下区",
        (
            Organ("济南市历下区教育和体育局", "历下区教体局", ("区教体局",)),
            Organ("济南市历下区民政局", "历下区民政局", ("区民政局",)),
            Organ("济南市历下区住房和城乡建设局", "历下区住建局", ("区住建局",)),
        ),
    ),
    District("shizhong", "市中区"),
    District("huaiyin", "槐荫区"),
    District("tianqiao", "天桥区"),
    District("licheng", "历城区"),
    District("changqing", "长清区"),
    District("zhangqiu", "章丘区"),
    District("jiyang", "济阳区"),
    District("laiwu", "莱芜区"),
    District("gangcheng", "钢城区"),
    District("pingyin", "平阴县"),
    District("shanghe", "商河县"),
)
