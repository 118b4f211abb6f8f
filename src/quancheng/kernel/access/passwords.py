"""What a password must be like, beside Django's own rules."""

from string import ascii_lowercase, ascii_uppercase, digits

from django.core.exceptions import ValidationError

from quancheng.kernel.orgs.models import Person


class SeveralKinds:
    """Signs of several kinds: capitals, small letters, digits, others (GB/T 22239-2019 8.1.4.1)."""

    def __init__(self, least: int) -> None:
        self.least = least

    def validate(self, password: str, _user: Person | None = None) -> None:
        """Raises ValidationError."""
        if len({_kind(sign) for sign in password}) < self.least:
            raise ValidationError(self.get_help_text(), code="too_few_kinds")

    def get_help_text(self) -> str:
        return f"大写字母、小写字母、数字、其他字符（符号、汉字）四类，至少要有{self.least}类。"


def _kind(sign: str) -> str:
    kinds = {"A": ascii_uppercase, "a": ascii_lowercase, "1": digits}
    return next((kind for kind, signs in kinds.items() if sign in signs), "other")
