from django.apps import AppConfig


class ApprovalsConfig(AppConfig):
    name = "quancheng.kernel.approvals"
    label = "approvals"
    verbose_name = "呈批"

    def ready(self) -> None:
        from quancheng.kernel.approvals.by_words import APPROVALS
        from quancheng.kernel.approvals.events import APPROVAL_KIND
        from quancheng.kernel.approvals.kinds import KINDS
        from quancheng.kernel.approvals.linked import approvals_as_linked
        from quancheng.kernel.approvals.models import Approval
        from quancheng.kernel.approvals.workflow import APPROVAL
        from quancheng.kernel.casework import agenda
        from quancheng.kernel.casework.registry import register
        from quancheng.kernel.links import finding
        from quancheng.kernel.links import registry as links
        from quancheng.kernel.notify import registry as notices

        register(APPROVAL)
        agenda.register(APPROVAL, APPROVAL_KIND, Approval, left="呈批中的文稿", page="workbench:approvals")
        links.register(APPROVAL_KIND, says="呈批", find_many=approvals_as_linked, is_inner=True)
        finding.register(APPROVALS)
        for kind in KINDS:
            notices.register(kind)
