"""The scorecards' addresses on the desk, behind the sign-in of the workbench, which includes them."""

from django.urls import path

from quancheng.insight.scorecards.web import appeals, desk, letters, results, sets

app_name = "scorecards_desk"
urlpatterns = [
    path("", desk.matrix, name="matrix"),
    path("table.<str:ending>", desk.table, name="table"),
    path("units/<int:unit_id>/", desk.unit, name="unit"),
    path("units/<int:unit_id>/paper/", desk.unit_paper, name="unit_paper"),
    path("indicators/<int:indicator_id>/", desk.indicator, name="indicator"),
    path("indicators/<int:indicator_id>/marks/<int:unit_id>/", results.mark, name="mark"),
    path("marks/<int:mark_id>/confirm/", results.confirm_mark, name="confirm_mark"),
    path("marks/<int:mark_id>/file/", results.mark_file, name="mark_file"),
    path("sets/", sets.sets, name="sets"),
    path("sets/new/", sets.new, name="set_new"),
    path("sets/<int:set_id>/", sets.one, name="set"),
    path("sets/<int:set_id>/edit/", sets.edit, name="set_edit"),
    path("sets/<int:set_id>/units/", sets.units, name="set_units"),
    path("sets/<int:set_id>/sheet/", sets.sheet, name="set_sheet"),
    path("sets/<int:set_id>/upload/", sets.upload, name="set_upload"),
    path("sets/<int:set_id>/next/", sets.next_version, name="set_next"),
    path("sets/<int:set_id>/steps/<str:code>/", sets.step, name="set_step"),
    path("sets/<int:set_id>/indicators/new/", sets.new_indicator, name="indicator_new"),
    path("sets/<int:set_id>/indicators/<int:indicator_id>/", sets.edit_indicator, name="indicator_edit"),
    path(
        "sets/<int:set_id>/indicators/<int:indicator_id>/remove/",
        sets.remove_indicator,
        name="indicator_remove",
    ),
    path("results/", results.results, name="results"),
    path("results/freeze/", results.freeze, name="freeze"),
    path("results/<int:result_id>/", results.result, name="result"),
    path("results/<int:result_id>/table.<str:ending>", results.result_table, name="result_table"),
    path("results/<int:result_id>/differences/", results.differences, name="differences"),
    path("scores/<int:score_id>/", results.score, name="score"),
    path("scores/<int:score_id>/paper/", results.score_paper, name="score_paper"),
    path("scores/<int:score_id>/appeal/", appeals.new, name="appeal_new"),
    path("appeals/", appeals.appeals, name="appeals"),
    path("appeals/files/<int:file_id>/", appeals.file, name="appeal_file"),
    path("appeals/<int:appeal_id>/", appeals.appeal, name="appeal"),
    path("appeals/<int:appeal_id>/<str:code>/", appeals.step, name="appeal_step"),
    path("letters/", letters.letters, name="letters"),
    path("letters/new/", letters.new, name="letter_new"),
    path("letters/basis/", letters.basis, name="basis"),
    path("letters/<int:letter_id>/", letters.letter, name="letter"),
    path("letters/<int:letter_id>/edit/", letters.edit, name="letter_edit"),
    path("letters/<int:letter_id>/paper/", letters.paper, name="letter_paper"),
    path("letters/<int:letter_id>/steps/<str:code>/", letters.step, name="letter_step"),
]
