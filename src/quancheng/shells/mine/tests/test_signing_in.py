"""The door of citizens: an address, a code, and they are in."""

from quancheng.shells.mine.tests.conftest import (
    HOME,
    MAIL,
    PHONE,
    ask,
    digits,
    short_messages,
)


class TestSignIn:
    def test_by_the_code_that_came(self, client, drain, tmp_path):
        asked = ask(client)
        drain()
        [sent] = short_messages(tmp_path)
        assert sent["to"] == PHONE
        assert PHONE not in asked["Location"]
        came = client.post(asked["Location"], {"digits": sent["facts"]["code"]})
        assert came["Location"] == HOME
        shown = client.get(HOME)
        assert "138****0001" in shown.text
        assert PHONE not in shown.text

    def test_by_mail(self, client, drain, mailoutbox):
        asked = ask(client, MAIL)
        drain()
        assert digits() in mailoutbox[0].body
        assert client.post(asked["Location"], {"digits": digits()}).status_code == 302
        assert client.get(HOME).status_code == 200
