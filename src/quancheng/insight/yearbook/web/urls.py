"""The yearbook's addresses on the desk, behind the sign-in of the workbench, which includes them."""

from django.urls import path

from quancheng.insight.yearbook.web import desk, duties, filling

app_name = "yearbook_desk"
urlpatterns = [
    path("", desk.board, name="board"),
    path("new/", desk.start, name="start"),
    path("former/", filling.former, name="former"),
    path("days/", filling.days, name="days"),
    path("duties/", duties.duties, name="duties"),
    path("duties/<int:duty_id>/lift/", duties.lift, name="lift"),
    path("duties/<int:duty_id>/restore/", duties.restore, name="restore"),
    path("<int:report_id>/", desk.report, name="report"),
    path("<int:report_id>/cells/<int:part>/", filling.cells, name="cells"),
    path("<int:report_id>/texts/", filling.texts, name="texts"),
    path("<int:report_id>/steps/<str:code>/", desk.step, name="step"),
    path("<int:report_id>/behind/<str:key>/", desk.behind, name="behind"),
    path("<int:report_id>/report.<str:ending>", desk.paper, name="paper"),
]
