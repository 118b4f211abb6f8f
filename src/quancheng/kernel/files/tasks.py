"""What the worker does with files whose record was erased."""

from django_tasks import task

from quancheng.kernel.audit.queries import entry_for_task, facts_in
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.files.commands import erase_files


@task()
def let_files_go(seq: int) -> None:
    """After records were erased: the files that they named go too, where nothing else names them."""
    entry = entry_for_task(seq)
    named = facts_in(entry).get("files")
    keys = tuple(int(str(one)) for one in named) if isinstance(named, tuple | list) else ()
    if keys:
        erase_files(keys=keys, actor=Actor.clockwork(entry.tenant_id), now=entry.at)
