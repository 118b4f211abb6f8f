"""The addresses of the desk's own pages. All of them stand behind the sign-in."""

from django.conf import settings
from django.urls import include, path
from wagtail.admin.auth import require_admin_access
from wagtail.utils.urlpatterns import decorate_urlpatterns

from quancheng.shells.workbench import account, inbox, overview, overview_tables, pages, site_tree, transfer
from quancheng.shells.workbench.agenda import handover as handing_over
from quancheng.shells.workbench.agenda import pages as agenda
from quancheng.shells.workbench.audit.pages import audit, take_out
from quancheng.shells.workbench.handbook import pages as handbook
from quancheng.shells.workbench.of_records import no_administrators
from quancheng.shells.workbench.search import pages as search

app_name = "workbench"
urlpatterns = [
    path("", pages.front_door, name="front_door"),
    path("overview/", overview.overview, name="overview"),
    path("overview/<slug:name>.<slug:ending>", overview_tables.table, name="overview_table"),
    path("my-work/", pages.my_work, name="my_work"),
    path("inbox/", inbox.inbox, name="inbox"),
    path("inbox/read/", inbox.read, name="inbox_read"),
    path("agenda/", no_administrators(agenda.agenda), name="agenda"),
    path("agenda/month/", no_administrators(agenda.month), name="agenda_month"),
    path("handover/", no_administrators(handing_over.handover), name="handover"),
    path("agenda/due.ics", no_administrators(agenda.file), name="agenda_file"),
    path("approvals/", include("quancheng.shells.workbench.approvals.urls")),
    path("search/", search.found, name="search"),
    path("redaction/", include("quancheng.shells.workbench.redaction.urls")),
    path("seals/", include("quancheng.shells.workbench.seals.urls")),
    path("pages/", site_tree.site_tree, name="site_tree"),
    path("site/", include("quancheng.shells.workbench.site.urls")),
    path("orgs/", include("quancheng.shells.workbench.orgs.urls")),
    path("audit/", audit, name="audit"),
    path("audit/file/", take_out, name="audit_file"),
    path("retention/", include("quancheng.shells.workbench.retention.urls")),
    path("norms/", include("quancheng.shells.workbench.norms.urls")),
    path("transfer/", transfer.transfer, name="transfer"),
    path("transfer/everything/", transfer.send_everything, name="transfer_everything"),
    path("calendar/", include("quancheng.shells.workbench.calendar.urls")),
    path("act-as/", pages.act_as, name="act_as"),
    path("account/", account.account, name="account"),
    path("help/", handbook.contents, name="help"),
    path("help/<slug:code>/", handbook.chapter, name="help_chapter"),
]
if settings.IN_TRIAL:
    urlpatterns += [path("pattern-book/", pages.pattern_book, name="pattern_book")]

urlpatterns = decorate_urlpatterns(urlpatterns, require_admin_access)
