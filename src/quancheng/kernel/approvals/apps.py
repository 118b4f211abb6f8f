from django.apps import AppConfig


class ApprovalsConfig(AppConfig):
    name = "quancheng.kernel.approvals"
    label = "approvals"
    verbose_name = "呈批"

    def ready(self) -> None:
        from quancheng.kernel.approvals.events import APPROVAL_KIND
        from quancheng.kernel.approvals.kinds import KINDS
        from quancheng.kernel.approvals.linked import approvals_as_linked
        from quancheng.kernel.approvals.models import Approval
        from quancheng.kernel.approvals.queries import open_approvals_of_unit
        from quancheng.kernel.approvals.workflow import APPROVAL
        from quancheng.kernel.casework import agenda
        from quancheng.kernel.casework.registry import register
        from quancheng.kernel.links import registry as links
        from quancheng.kernel.notify import registry as notices
        from quancheng.kernel.orgs.handover import watch_units

        register(APPROVAL)
        agenda.register(APPROVAL, APPROVAL_KIND, Approval)
        links.register(APPROVAL_KIND, says="呈批", find_many=approvals_as_linked, is_inner=True)
        watch_units("呈批中的文稿", open_approvals_of_unit, page="workbench:approvals")
        for kind in KINDS:
            notices.register(kind)
