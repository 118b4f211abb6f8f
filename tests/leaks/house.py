"""The house of secrets: built once, walked once, looked at by many tests."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.db.models import F, Value
from django.db.models.functions import Concat
from django.test import TestCase, override_settings

from quancheng.kernel.notify.ports import port_of
from quancheng.kernel.notify.sending import deliver_due
from quancheng.kernel.orgs.models import Person
from tests.leaks import asked, kept, supervised
from tests.leaks.cast import Cast, gathered
from tests.leaks.samples import Things

NOW = datetime(2026, 3, 2, 9, tzinfo=ZoneInfo("Asia/Shanghai"))  # Monday


@contextmanager
def standing(folder: Path) -> Iterator[None]:
    """A database in one transaction, a clock that stands, files of its own; afterwards nothing is left."""
    before = gc.get_threshold()
    gc.set_threshold(100_000, 50, 100)  # thousands of requests in one test: to tidy up seldom is faster
    with pytest.MonkeyPatch.context() as fixed, override_settings(MEDIA_ROOT=folder, NOTIFY_FOLDER=folder):
        fixed.setattr("django.utils.timezone.now", lambda: NOW)
        port_of.cache_clear()
        TestCase.setUpClass()
        try:
            yield
        finally:
            TestCase.tearDownClass()
            port_of.cache_clear()
            gc.set_threshold(*before)


def built() -> tuple[Cast, Things]:
    """Everything through the commands that people use."""
    cast = gathered(NOW)
    things = dict(asked.requests(cast, NOW))
    number = str(things["request"][0])
    things |= supervised.worked_out(cast, str(things["request"][-1]), NOW)
    things |= supervised.bulletins_written(cast, NOW)
    things |= supervised.brought_against(cast, things["request"], NOW)
    things |= supervised.complained(cast, number, NOW)
    things |= kept.own_record(cast, NOW)
    things |= kept.yearbook(cast, NOW)
    Person.objects.update(email=Concat(F("account"), Value("@example.cn")))  # so that notices go out by mail
    while deliver_due(now=NOW):
        pass
    return cast, things
