"""The kinds of case this house knows. Each module adds its own as the site starts."""

from quancheng.kernel.casework.definition import Workflow

workflows: dict[str, Workflow] = {}


class CodeTaken(TypeError):
    """Two workflows claim one code: a fault in the code, found as the site starts."""


def register(workflow: Workflow) -> Workflow:
    """Take in a workflow. Raises CodeTaken."""
    known = workflows.setdefault(workflow.code, workflow)
    if known is not workflow:
        raise CodeTaken(f"two workflows bear the code {workflow.code!r}")
    return workflow
