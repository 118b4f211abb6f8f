"""A seal is used and stopped at one moment, on a database that lets both in together."""

from threading import Event, Thread

import pytest
from django.db import connection

from quancheng.kernel.seals import commands
from quancheng.kernel.seals.commands import stop_seal, use_seal
from quancheng.kernel.seals.models import Seal, Use
from quancheng.kernel.seals.tests.conftest import NOW, PAPER

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite lets one writer in at a time"),
]
A_MOMENT = 1.0  # second: longer than an update takes that waits for nobody


class TestASeal:
    def test_is_stopped_before_it_is_used_or_after(self, house, seal, keeper, head, drawer, monkeypatch):
        begun, stopped, seen = Event(), Event(), []
        put = commands.sealed

        def slowly(*told, **by_name):
            begun.set()
            seen.append(stopped.wait(A_MOMENT))
            return put(*told, **by_name)

        def stop() -> None:
            begun.wait(10)
            stop_seal(seal_id=seal.pk, version=seal.version, reason="遗失", actor=head, now=NOW)
            stopped.set()
            connection.close()

        monkeypatch.setattr(commands, "sealed", slowly)
        other = Thread(target=stop)
        other.start()
        use_seal(seal_id=seal.pk, ref=PAPER, copies=1, reason="印发", actor=keeper, now=NOW)
        other.join(10)
        assert seen == [False]  # the stop waited until the use was written down
        assert Use.objects.count() == 1
        assert Seal.objects.get().stopped_at == NOW
