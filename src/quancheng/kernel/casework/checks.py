"""A workflow that cannot work stops the site from starting."""

from collections.abc import Iterator
from typing import Any

from django.core.checks import CheckMessage, Error, register

from quancheng.kernel.casework.definition import Workflow
from quancheng.kernel.casework.registry import workflows
from quancheng.kernel.casework.soundness import faults


@register()
def workflows_are_sound(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:  # noqa: ARG001  # Django's call
    """Every registered workflow, with the sub-cases for which its clocks pause."""
    return [Error(fault, id="casework.E001") for kind in workflows.values() for fault in _faults(kind)]


def _faults(kind: Workflow) -> Iterator[str]:
    yield from faults(kind)
    for clock in kind.clocks:
        for sub in (*clock.pauses_for, *clock.pauses_where):
            if workflows.get(sub.code) is not sub:
                yield f"{kind.code}: clock {clock.code!r} pauses for {sub.code!r}, which nobody registered"
