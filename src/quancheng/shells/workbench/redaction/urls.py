"""The addresses of redactions on the desk."""

from django.urls import path
from wagtail.utils.urlpatterns import decorate_urlpatterns

from quancheng.shells.workbench.of_records import no_administrators
from quancheng.shells.workbench.redaction import covering, finishing, pages, pictures

_pages = [
    path("", pages.redactions, name="redactions"),
    path("of/<str:kind>/<str:ref>/", pages.of_record, name="redaction_of"),
    path("<int:redaction_id>/", pages.redaction, name="redaction"),
    path("<int:redaction_id>/pages/<int:page>.png", pictures.page, name="redaction_page"),
    path("<int:redaction_id>/pages/<int:page>/open.png", pictures.open_page, name="redaction_open_page"),
    path("<int:redaction_id>/boxes/", covering.box, name="redaction_box"),
    path("<int:redaction_id>/spans/", covering.span, name="redaction_span"),
    path("<int:redaction_id>/words/", covering.words, name="redaction_words"),
    path("<int:redaction_id>/numbers/", covering.numbers, name="redaction_numbers"),
    path("<int:redaction_id>/parts/<int:part_id>/ground/", covering.ground, name="redaction_ground"),
    path("<int:redaction_id>/parts/<int:part_id>/uncover/", covering.uncover, name="redaction_uncover"),
    path("<int:redaction_id>/hand-in/", finishing.hand_in, name="redaction_hand_in"),
    path("<int:redaction_id>/send-back/", finishing.send_back, name="redaction_send_back"),
    path("<int:redaction_id>/drop/", finishing.drop, name="redaction_drop"),
    path("<int:redaction_id>/finish/", finishing.finish, name="redaction_finish"),
    path("<int:redaction_id>/product/", pictures.product, name="redaction_product"),
]
urlpatterns = decorate_urlpatterns(_pages, no_administrators)
