"""Everything that the house keeps of one citizen, as one file (《个人信息保护法》第四十四条、第四十五条)."""

import json
from datetime import datetime

from django.core.serializers.json import DjangoJSONEncoder

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.citizens.models import Citizen
from quancheng.kernel.citizens.queries import citizen_for, sign_ins_of
from quancheng.records.disclosure.public import own_records_as_data, own_requests_as_data
from quancheng.records.mailbox.public import own_messages_as_data
from quancheng.shells.mine.home import followed


def as_file(actor: Actor, *, now: datetime) -> bytes:
    """The account, its sign-ins, subscriptions, requests, corrections and messages. Raises NoSuchAccount."""
    citizen = citizen_for(actor)
    told = {
        "导出时间": now,
        "账号": _account(citizen),
        "登录": [
            {"设备": one.device, "登录时间": one.begun_at, "最近使用时间": one.seen_at}
            for one in sign_ins_of(citizen, now=now)
        ],
        "订阅": [
            {"内容": one.title, "频次": one.get_frequency_display(), "申请时间": one.asked_at}
            for one in followed(citizen)
        ],
        "依申请公开": list(own_requests_as_data(actor)),
        "更正本人信息": list(own_records_as_data(actor)),
        "留言": list(own_messages_as_data(actor)),
    }
    return json.dumps(told, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2).encode()


def _account(citizen: Citizen) -> dict[str, object]:
    return {
        "手机号码": citizen.phone,
        "电子邮箱": citizen.email,
        "称呼": citizen.name,
        "是否设有密码": bool(citizen.password),
        "建立时间": citizen.registered_at,
        "最近登录时间": citizen.seen_at,
        "所同意的个人信息处理告知": citizen.notice,
        "同意时间": citizen.consented_at,
    }
