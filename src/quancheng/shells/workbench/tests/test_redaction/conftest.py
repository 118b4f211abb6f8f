"""The office of the engine's tests, with its people at the desk."""

from collections.abc import Callable

import pytest
from django.test import Client

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.orgs.models import Person
from quancheng.kernel.redaction.tests.conftest import (
    begun,
    city,
    drafter,
    drawer,
    files_of_the_test,
    office,
    second,
    stranger,
)

__all__ = ["begun", "city", "drafter", "drawer", "files_of_the_test", "office", "second", "stranger"]


@pytest.fixture
def at_desk() -> Callable[[Actor], Client]:
    def sit_down(actor: Actor) -> Client:
        client = Client()
        client.force_login(Person.objects.get(pk=actor.person_id))
        return client

    return sit_down
