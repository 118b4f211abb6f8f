"""The module's addresses on the desk, behind the sign-in of the workbench, which includes them."""

from django.urls import path

from quancheng.records.groundwork.web import attendance, councils, gatherings, overview
from quancheng.records.groundwork.web.notice_urls import notice_pages

app_name = "groundwork_desk"
of_gatherings = [
    path("gatherings/", gatherings.listed, name="gatherings"),
    path("gatherings/new/", gatherings.new, name="gathering_new"),
    path("gatherings/year/", overview.year, name="year"),
    path("gatherings/year.csv", overview.year_as_csv, name="year_csv"),
    path("gatherings/year.xlsx", overview.year_as_xlsx, name="year_xlsx"),
    path("gatherings/year/urge/", overview.urge, name="urge"),
    path("gatherings/sign-in/", attendance.sign_in, name="sign_in"),
    path("gatherings/materials/<int:material_id>/", gatherings.download, name="material"),
    path("gatherings/<int:gathering_id>/", gatherings.gathering, name="gathering"),
    path("gatherings/<int:gathering_id>/edit/", gatherings.edit, name="gathering_edit"),
    path("gatherings/<int:gathering_id>/minutes.docx", gatherings.minutes_as_docx, name="minutes"),
    path("gatherings/<int:gathering_id>/material/", gatherings.material, name="bring_material"),
    path("gatherings/<int:gathering_id>/attendance/", attendance.add, name="attendance_add"),
    path(
        "gatherings/<int:gathering_id>/attendance/<int:attendance_id>/strike/",
        attendance.strike,
        name="attendance_strike",
    ),
    path("gatherings/<int:gathering_id>/attendance/sheet/", attendance.read_sheet, name="attendance_sheet"),
    path("gatherings/<int:gathering_id>/attendance/blank.xlsx", attendance.blank, name="attendance_blank"),
    path("gatherings/<int:gathering_id>/attendance/list.xlsx", attendance.export, name="attendance_export"),
    path("gatherings/<int:gathering_id>/check-in/", attendance.check_in, name="check_in"),
    path("gatherings/<int:gathering_id>/wall/", attendance.wall, name="wall"),
    path("gatherings/<int:gathering_id>/wall/code.svg", attendance.code_as_svg, name="wall_code"),
    path("gatherings/<int:gathering_id>/steps/<slug:code>/", gatherings.step, name="gathering_step"),
    path("councils/", councils.listed, name="councils"),
    path("councils/new/", councils.new, name="council_new"),
    path("councils/<int:council_id>/", councils.council, name="council"),
    path("councils/<int:council_id>/<slug:act>/", councils.change, name="council_change"),
    path("decisions/", councils.decisions, name="decisions"),
    path("decisions/<int:decision_id>/settle/", councils.settle, name="decision_settle"),
]
urlpatterns = [*of_gatherings, *notice_pages]
