"""Test and server share a connection in memory: that they cannot wait for each other for ever."""

import pytest
from django.db import connection

from tests.journeys.one_at_a_time import TURN


@pytest.mark.skipif(connection.vendor != "sqlite", reason="elsewhere each thread has a connection of its own")
def test_a_function_of_django_is_called_while_its_thread_has_its_turn(shared_database):
    has_turn = []
    connection.connection.create_function("whose_turn", 0, lambda: has_turn.append(TURN._is_owned()) or 1)
    with connection.cursor() as cursor:
        cursor.execute("SELECT whose_turn() UNION ALL SELECT whose_turn() UNION ALL SELECT whose_turn()")
        cursor.fetchmany(1)
        cursor.fetchone()
        cursor.fetchall()
        cursor.execute("SELECT whose_turn()")
        assert list(cursor) == [(1,)]
    assert has_turn == [True] * 4
