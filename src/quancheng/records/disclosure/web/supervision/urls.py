"""The addresses of supervision, below those of requests."""

from django.urls import path

from quancheng.records.disclosure.web.supervision import bulletins, conference, demands, screen

urlpatterns = [
    path("", screen.screen, name="supervision"),
    path("list.csv", screen.as_file, {"form": "csv"}, name="supervision_csv"),
    path("list.xlsx", screen.as_file, {"form": "xlsx"}, name="supervision_xlsx"),
    path("units.csv", screen.figures_as_file, {"form": "csv"}, name="supervision_units_csv"),
    path("units.xlsx", screen.figures_as_file, {"form": "xlsx"}, name="supervision_units_xlsx"),
    path("joint/", conference.joints, name="joints"),
    path("joint/<int:joint_id>/", conference.joint, name="joint"),
    path("joint/<int:joint_id>/steps/<slug:code>/", conference.step, name="joint_step"),
    path("joint/new/<slug:number>/", conference.call, name="joint_call"),
    path("demands/", demands.demands, name="demands"),
    path("demands/<int:demand_id>/", demands.demand, name="demand"),
    path("demands/<int:demand_id>/steps/<slug:code>/", demands.step, name="demand_step"),
    path("demands/new/<slug:number>/", demands.hand_on, name="demand_hand_on"),
    path("bulletins/", bulletins.bulletins, name="bulletins"),
    path("bulletins/<int:bulletin_id>/", bulletins.bulletin, name="bulletin"),
    path("bulletins/<int:bulletin_id>/edit/", bulletins.edit, name="bulletin_edit"),
    path("bulletins/<int:bulletin_id>/withdraw/", bulletins.withdraw, name="bulletin_withdraw"),
    path("bulletins/<int:bulletin_id>/paper/", bulletins.paper, name="bulletin_paper"),
    path("bulletins/<int:bulletin_id>/steps/<slug:code>/", bulletins.step, name="bulletin_step"),
]
