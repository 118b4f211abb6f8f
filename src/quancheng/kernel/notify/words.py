"""Which words a notice is told in: those the government set last, else the shipped ones."""

from datetime import date

from quancheng.kernel.notify.models import Template
from quancheng.kernel.notify.registry import NoticeKind
from quancheng.kernel.notify.wording import Wording, in_force


def wording_of(kind: NoticeKind, *, tenant_id: int, on: date) -> Wording:
    """The words in force on a day. One query."""
    rows = Template.objects.filter(tenant=tenant_id, kind=kind.code, from_on__lte=on)
    own = in_force((row.as_wording() for row in rows), on)
    shipped = in_force(kind.wordings, on) or kind.wordings[0]
    return own or shipped
