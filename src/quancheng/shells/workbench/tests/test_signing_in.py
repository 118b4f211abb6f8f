"""The door of the desk: what is refused is told in our words."""

import pytest
from django.test import Client
from django.urls import reverse

from quancheng.shells.workbench.tests.test_orgs import government, seat, unit_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("desk_surface")]


def sign_in(**told: str) -> str:
    return Client().post(reverse("account_login"), told).content.decode()


class TestSigningIn:
    def test_tells_neither_account_nor_password_apart(self):
        seat(unit_of(government("c"), "9", "演示市财政局"), "经办", "clerk")
        for account in ("clerk", "nobody"):
            page = sign_in(login=account, password="不对的密码")
            assert "账号或密码不正确，请核对后重试；忘记密码，请联系安全管理员重新发放。" in page

    def test_names_what_is_missing(self):
        page = sign_in(login="", password="")
        assert "账号：这一项必须填写。" in page
        assert "密码：这一项必须填写。" in page
        assert "Password" not in page
