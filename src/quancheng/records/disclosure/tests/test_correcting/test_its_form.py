"""The form of a correction sent twice is known by a digest, by which no claim is found (decision 027)."""

from dataclasses import replace
from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection

from quancheng.records.disclosure.commands.intake import SentAlready
from quancheng.records.disclosure.models import OwnRecord, OwnRecordClaim
from quancheng.records.disclosure.queries.own_records import form_of
from quancheng.records.disclosure.rules.applicants import Proof
from quancheng.records.disclosure.tests.conftest import WHO
from quancheng.records.disclosure.tests.test_correcting.conftest import send

pytestmark = pytest.mark.django_db


class TestWhatIsKeptOfItsForm:
    def test_is_a_digest_that_leads_nobody_to_the_form(self, clerk):
        one = send(once="form-of-before")
        assert "form-of-before" not in OwnRecord.objects.get().once
        assert send(once="form-of-before") == one
        assert OwnRecord.objects.get().once == form_of("form-of-before")

    def test_opens_nothing_to_another_paper(self, clerk):
        send(once="form-of-before")
        with pytest.raises(SentAlready):
            send(once="form-of-before", who=replace(WHO, proof=Proof.PASSPORT, proof_number="E00000000"))

    def test_was_converted_with_all_that_stood(self, clerk):
        one = send(once="form-of-before")
        OwnRecord.objects.update(once="form-of-before")
        lock = OwnRecordClaim.objects.get().lock
        OwnRecordClaim.objects.update(lock="")
        name = "quancheng.records.disclosure.migrations.0014_cleared_apart_and_forms_by_digest"
        import_module(name).name_by_secrets(apps, connection.schema_editor())
        assert OwnRecordClaim.objects.get().lock == lock
        assert send(once="form-of-before") == one
        assert OwnRecord.objects.count() == 1
