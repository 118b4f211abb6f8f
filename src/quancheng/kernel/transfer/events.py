"""What happens between the two networks. What travelled never stands here: how many, in which package."""

from dataclasses import dataclass

from quancheng.kernel.audit.event import AuditEvent


@dataclass(frozen=True, kw_only=True)
class PackageSent(AuditEvent):
    code = "transfer.package.sent"
    sentence = "向{to}送出第{number}号摆渡包，共{rows}条，摘要{digest}"

    to: str
    number: int
    rows: int
    digest: str


@dataclass(frozen=True, kw_only=True)
class PackageSentAgain(PackageSent):
    code = "transfer.package.sent_again"
    sentence = "向{to}再次送出第{number}号摆渡包，共{rows}条，摘要{digest}"


@dataclass(frozen=True, kw_only=True)
class EverythingSent(PackageSent):
    code = "transfer.package.sent_anew"
    sentence = "向{to}全部重发，第{number}号摆渡包，共{rows}条，摘要{digest}"


@dataclass(frozen=True, kw_only=True)
class EverythingWanted(AuditEvent):
    code = "transfer.package.wanted_anew"
    sentence = "要求向{to}全部重发"

    to: str


@dataclass(frozen=True, kw_only=True)
class PackageTaken(AuditEvent):
    code = "transfer.package.taken"
    sentence = "导入{of}的第{number}号摆渡包，共{rows}条，写入{written}条，摘要{digest}"

    of: str
    number: int
    rows: int
    written: int
    digest: str


@dataclass(frozen=True, kw_only=True)
class PackageKnown(AuditEvent):
    code = "transfer.package.known"
    sentence = "{of}的第{number}号摆渡包又来一次，此前已导入，没有改动，摘要{digest}"

    of: str
    number: int
    digest: str


@dataclass(frozen=True, kw_only=True)
class PackageRefused(AuditEvent):
    code = "transfer.package.refused"
    sentence = "摆渡包文件{file}没有导入（{why}）"

    file: str
    why: str
