"""The pages of `docs/` that are written from the code, each by one function without arguments."""

from collections.abc import Callable

from quancheng.shells.demo.generated import audit_page, permissions_page, plan_page, workflows_page

PAGES: dict[str, Callable[[], str]] = {
    "audit.md": audit_page.text,
    "permissions.md": permissions_page.text,
    "plan.md": plan_page.text,
    "workflows.md": workflows_page.text,
}
