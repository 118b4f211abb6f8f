"""What the consoles say about a backup, a restore and a drill."""

from collections.abc import Iterator

from django.utils import timezone

from quancheng.shells.keeping.backup import Taken
from quancheng.shells.keeping.manifest import Manifest
from quancheng.shells.keeping.restore import Restored

SHOWN = 20


def told_backup(taken: Taken) -> Iterator[str]:
    """What was taken."""
    manifest = taken.manifest
    yield f"已备份到 {taken.path}（{_size(taken.path.stat().st_size)}）：{_held(manifest)}。"
    for old in taken.given_up:
        yield f"已删除较早的备份 {old.name}。"


def told_keys(taken: Taken) -> str:
    """What was taken of the keys."""
    return (
        f"密钥{len(taken.manifest.keys)}把和系统密钥在 {taken.path}。得到这个文件的人能读全部个人信息："
        "请存放在与数据备份不同的介质上，专人保管。"
    )


def told_restore(restored: Restored) -> Iterator[str]:
    """What was compared, and each difference."""
    manifest, inspection = restored.manifest, restored.inspection
    yield f"备份取自{timezone.localtime(manifest.at):%Y年%m月%d日 %H:%M}（版本{manifest.version}）。"
    yield f"已核对{_held(manifest)}：表按行数和内容，文件按大小和摘要。"
    yield from _told_of_the_rest(restored)
    for sentence in restored.differences[:SHOWN]:
        yield f"不一致：{sentence}。"
    if len(restored.differences) > SHOWN:
        yield f"……共{len(restored.differences)}处不一致。"
    if not restored.differences and not inspection.pending:
        yield "全部一致。"


def told_secret(restored: Restored) -> Iterator[str]:
    """Where the keys went, when they were restored too."""
    if restored.secret:
        yield (
            f"密钥已恢复；系统密钥在 {restored.secret}，正式环境请写入 QUANCHENG_SECRET_KEY 后删除这个文件。"
        )


def _told_of_the_rest(restored: Restored) -> Iterator[str]:
    inspection = restored.inspection
    if inspection.pending:
        yield (
            f"备份比本站旧，还有{len(inspection.pending)}个数据库迁移没有运行，审计链和密文还没有核对；"
            "请运行 ./manage.py migrate，再运行 ./manage.py verify_audit。"
        )
        return
    yield "数据库迁移齐全。"
    if not restored.with_keys:
        yield "没有密钥：个人信息读不出来，审计链的封印和锚也没有核对。请找到密钥备份。"
        return
    if inspection.audit:
        yield inspection.audit
    if inspection.sealed:
        yield f"加密字段{inspection.sealed}个，各试一条，打开{inspection.opened}个。"
    else:
        yield "库里还没有加密的内容可以试开。"


def _held(manifest: Manifest) -> str:
    assert manifest.stock is not None
    files = [line for line in manifest.files if line.name != manifest.database_file]
    return (
        f"表{len(manifest.stock.tables)}张、{manifest.stock.rows:,}行，文件{len(files)}个"
        f"（{_size(sum(line.size for line in files))}），审计链到第{manifest.stock.audit_seq}行"
    )


def _size(size: int) -> str:
    return f"{size / 1_000_000:.1f} MB" if size >= 100_000 else f"{size / 1000:.1f} kB"
