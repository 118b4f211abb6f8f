"""What comes and goes as a file."""

from dataclasses import dataclass

from quancheng.records.disclosure.events.base import (
    RequestEvent,
)


@dataclass(frozen=True, kw_only=True)
class PaperAdded(RequestEvent):
    code = "disclosure.paper.added"
    sentence = "为申请{request}补充身份证明文件或者授权委托书"


@dataclass(frozen=True, kw_only=True)
class PaperRead(RequestEvent):
    code = "disclosure.paper.read"
    sentence = "查看申请{request}的身份证明文件或者授权委托书"


@dataclass(frozen=True, kw_only=True)
class FileAttached(RequestEvent):
    code = "disclosure.file.attached"
    sentence = "为申请{request}第{place}项添加附件{file}，{how}，原件摘要{digest}"

    place: int
    file: int
    how: str
    digest: str


@dataclass(frozen=True, kw_only=True)
class FileChanged(RequestEvent):
    code = "disclosure.file.changed"
    sentence = "申请{request}的附件{file}改为{how}"

    file: int
    how: str


@dataclass(frozen=True, kw_only=True)
class FileRenamed(RequestEvent):
    code = "disclosure.file.renamed"
    sentence = "申请{request}的附件{file}改名"

    file: int


@dataclass(frozen=True, kw_only=True)
class FileRemoved(RequestEvent):
    code = "disclosure.file.removed"
    sentence = "移除申请{request}的附件{file}"

    file: int


@dataclass(frozen=True, kw_only=True)
class FileRedacted(RequestEvent):
    code = "disclosure.file.redacted"
    sentence = "申请{request}的附件{file}以区分处理{redaction}的公开件提供，遮盖{parts}处"

    file: int
    redaction: int
    parts: int


@dataclass(frozen=True, kw_only=True)
class FileRead(RequestEvent):
    code = "disclosure.file.read"
    sentence = "下载申请{request}的附件{file}（{what}）"

    file: int
    what: str


@dataclass(frozen=True, kw_only=True)
class ReplyOpened(RequestEvent):
    code = "disclosure.reply.opened"
    sentence = "申请人查看申请{request}的答复书（{how}）"

    how: str


@dataclass(frozen=True, kw_only=True)
class EndNoticeOpened(RequestEvent):
    code = "disclosure.end_notice.opened"
    sentence = "申请人查看申请{request}的不再处理告知书（{how}）"

    how: str


@dataclass(frozen=True, kw_only=True)
class LetterOpened(RequestEvent):
    code = "disclosure.letter.opened"
    sentence = "申请人查看申请{request}的文书{letter}（{how}）"

    letter: str
    how: str


@dataclass(frozen=True, kw_only=True)
class FileFetched(RequestEvent):
    code = "disclosure.file.fetched"
    sentence = "申请人下载申请{request}的附件{file}"

    file: int
