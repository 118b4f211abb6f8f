"""What the machine tells of its mail server, and what `check --deploy` says when it tells nothing."""

import pytest

from config import environment
from config.environment import MailTls
from quancheng.kernel.notify.checks import mail_leaves_the_house

HOST = {"QUANCHENG_MAIL_HOST": "mail.example.cn", "QUANCHENG_MAIL_FROM": "zwgk@example.cn"}


@pytest.fixture
def told(monkeypatch):
    """Tell the house something about its mail, and nothing else about it."""

    def tell(**words: str) -> environment.Mail:
        for name in ("HOST", "FROM", "TLS", "PORT", "USER", "PASSWORD_FILE"):
            monkeypatch.delenv(f"QUANCHENG_MAIL_{name}", raising=False)
        for name, word in words.items():
            monkeypatch.setenv(name, word)
        return environment.read().mail

    return tell


class TestTheEnvironment:
    @pytest.mark.parametrize(("tls", "port"), [("", 587), ("starttls", 587), ("implicit", 465), ("none", 25)])
    def test_knows_the_port_of_each_way(self, told, tls, port):
        mail = told(**HOST, QUANCHENG_MAIL_TLS=tls)
        assert (mail.host, mail.port, mail.sender) == ("mail.example.cn", port, "zwgk@example.cn")

    def test_reads_the_password_from_its_file(self, told, tmp_path):
        (tmp_path / "secret").write_text("泉水 72\n")
        mail = told(**HOST, QUANCHENG_MAIL_USER="zwgk", QUANCHENG_MAIL_PASSWORD_FILE=str(tmp_path / "secret"))
        assert (mail.user, mail.password) == ("zwgk", "泉水 72")

    def test_has_no_server_when_nothing_is_told(self, told):
        assert (told().host, told().tls) == ("", MailTls.STARTTLS)

    @pytest.mark.parametrize(
        ("name", "word"),
        [
            ("QUANCHENG_MAIL_TLS", "maybe"),
            ("QUANCHENG_MAIL_PORT", "smtp"),
            ("QUANCHENG_MAIL_PASSWORD_FILE", "/nowhere/at/all"),
        ],
    )
    def test_says_what_it_cannot_use(self, told, name, word):
        with pytest.raises(SystemExit) as refused:
            told(**HOST, **{name: word})
        assert name in str(refused.value)


class TestTheCheck:
    @pytest.fixture(autouse=True)
    def real(self, settings):
        settings.EMAIL_HOST, settings.DEFAULT_FROM_EMAIL = "mail.example.cn", "zwgk@example.cn"
        settings.EMAIL_USE_TLS, settings.EMAIL_USE_SSL, settings.EMAIL_HOST_PASSWORD = True, False, "x"

    def said(self) -> list[str]:
        return [fault.msg for fault in mail_leaves_the_house()]

    def test_is_content_with_a_server_and_a_sender(self):
        assert self.said() == []

    def test_names_the_setting_when_there_is_no_server(self, settings):
        settings.EMAIL_HOST = ""
        assert len(self.said()) == 1
        assert "QUANCHENG_MAIL_HOST" in self.said()[0]

    def test_asks_for_a_sender(self, settings):
        settings.DEFAULT_FROM_EMAIL = "noreply@localhost"
        assert "QUANCHENG_MAIL_FROM" in self.said()[0]

    def test_lets_no_password_go_in_the_clear(self, settings):
        settings.EMAIL_USE_TLS = False
        assert "明文" in self.said()[0]
