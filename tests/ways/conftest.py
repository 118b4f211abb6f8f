"""A city and who works there, as the module of requests builds them."""

from quancheng.records.disclosure.tests.conftest import city, clerk, head, legal, office, reviewer

__all__ = ["city", "clerk", "head", "legal", "office", "reviewer"]
