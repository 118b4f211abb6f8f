"""Fixtures of the walk through everything that could leak."""

from quancheng.records.disclosure.tests.conftest import city  # noqa: F401  # governments and their units
