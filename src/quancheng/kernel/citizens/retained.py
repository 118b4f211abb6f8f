"""What is kept of citizens, and for how long."""

from datetime import datetime

from django.db.models import QuerySet

from quancheng.kernel.citizens.models import Citizen, Code, SignIn
from quancheng.kernel.retention.kinds import Fate, Kind, Measure, Sample

TOLD = "个人信息处理告知向公众承诺的期限；暂定"


def _codes(_now: datetime) -> QuerySet[Code]:
    return Code.objects.all()


def _sign_ins(_now: datetime) -> QuerySet[SignIn]:
    return SignIn.objects.all()


def _open_accounts(_now: datetime) -> QuerySet[Citizen]:
    return Citizen.objects.filter(closed_at__isnull=True)


CODES = Kind(
    code="citizens.code",
    says="公众登录验证码",
    keeps="收信的手机号码或邮箱（加密）；验证码本身不保存",
    fate=Fate.ERASE,
    law="《个人信息保护法》第十九条",
    rows=_codes,
    since="asked_at",
    from_when="申请验证码",
    sample=Sample(2, TOLD),
)
SIGN_INS = Kind(
    code="citizens.sign_in",
    says="公众登录记录",
    keeps="设备类型和时间；令牌只有摘要",
    fate=Fate.ERASE,
    law="《个人信息保护法》第十九条",
    rows=_sign_ins,
    since="seen_at",
    from_when="最近一次使用",
    sample=Sample(30, TOLD),
)
IDLE_ACCOUNTS = Kind(
    code="citizens.idle",
    says="长期不登录的公众账号",
    keeps="手机号码、邮箱、称呼、密码摘要（均加密）；留言等政府记录留下",
    fate=Fate.ERASE,
    law="《个人信息保护法》第十九条",
    rows=_open_accounts,
    since="seen_at",
    from_when="最近一次登录",
    measure=Measure.MONTHS,
    sample=Sample(24, TOLD),
    empties={
        "phone": "", "phone_digest": "", "email": "", "email_digest": "", "name": "", "password": "",
    },
    marks="closed_at",
)  # fmt: skip
KEPT = (CODES, SIGN_INS, IDLE_ACCOUNTS)
