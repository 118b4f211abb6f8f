"""Signing officials of the small city in at the desk."""

from datetime import date

from django.test import Client

from quancheng.kernel.orgs.models import Holding, Person, Post, PostRole, Unit

LONG_AGO = date(2020, 1, 1)  # a Wednesday


def signed_in(unit: Unit, account: str, role: str) -> Client:
    """A window in which an official of the unit has signed in."""
    person = Person.objects.create(account=account, name=f"演示{account}", tenant=unit.tenant)
    post = Post.objects.create(unit=unit, title=f"岗位{account}")
    PostRole.objects.create(post=post, role=role)
    Holding.objects.create(person=person, post=post, from_on=LONG_AGO)
    client = Client()
    client.force_login(person)
    return client
