"""A file of a reply and a paper of an applicant, for the walk."""

import base64
from collections.abc import Mapping
from datetime import datetime

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.files.safety import check_upload
from quancheng.records.disclosure.commands.files import attach_file
from quancheng.records.disclosure.commands.papers import add_paper
from quancheng.records.disclosure.forms.papers import paper_let_in
from quancheng.records.disclosure.models import IdentityPaper, Request
from quancheng.records.disclosure.rules.files import Gives

PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


def with_files(number: str, handler: Actor, now: datetime) -> Mapping[str, object]:
    """Both stand at a request that is in the handler's hands."""
    data, version = "合同文本（演示）".encode(), Request.objects.get(number=number).case.version
    one = attach_file(
        number=number, version=version, place=1, title="合同文本（演示）", gives=Gives.WHOLE,
        upload=check_upload(data, name="合同.txt"), data=data, actor=handler, now=now,
    )  # fmt: skip
    add_paper(number=number, brought=paper_let_in(PNG, name="证件.png"), actor=handler, now=now)
    return {"request_file": one.pk, "request_paper": IdentityPaper.objects.get().pk}
