"""A column whose content only the house can read."""

from typing import Any

from django.core.exceptions import FieldError
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Lookup, Transform
from django.db.models.expressions import Expression
from django.db.models.lookups import IsNull

from quancheng.kernel.crypto.port import machine


class EncryptedTextField(models.TextField[str, str]):
    """Text that is encrypted on its way into the database and opened on its way out.

    `purpose` is bound into every ciphertext; it stands in the migration and never changes, whatever the
    model or the column is called later. Nothing can be looked for in it but whether it is empty (null): for
    that keep a keyed digest in a column beside it, and search by `machine().keyed_digests(…)`. `is_large`:
    whole files stand in it; whoever goes through it takes few rows at a time.
    """

    description = "加密文本"

    def __init__(self, *args: Any, purpose: str, is_large: bool = False, **kwargs: Any) -> None:
        self.purpose = purpose
        self.is_large = is_large
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> tuple[str, str, Any, Any]:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "purpose": self.purpose}

    def from_db_value(
        self,
        value: str | None,
        expression: Expression,  # noqa: ARG002  # Django's signature
        connection: BaseDatabaseWrapper,  # noqa: ARG002
    ) -> str | None:
        return None if value is None else machine().decrypt(value, purpose=self.purpose)

    def get_db_prep_save(self, value: Any, connection: BaseDatabaseWrapper) -> Any:
        if value is None or hasattr(value, "as_sql"):
            return super().get_db_prep_save(value, connection)
        return machine().encrypt(str(value), purpose=self.purpose)

    def get_db_prep_value(self, value: Any, connection: BaseDatabaseWrapper, prepared: bool = False) -> Any:
        """Whatever is not being saved would go into the query as plain text. Raises FieldError."""
        if value is None or hasattr(value, "as_sql"):
            return super().get_db_prep_value(value, connection, prepared)
        raise self._unsearchable()

    def get_lookup(self, lookup_name: str) -> type[Lookup[Any]] | None:
        if lookup_name != "isnull":
            raise self._unsearchable()
        return IsNull

    def get_transform(self, lookup_name: str) -> type[Transform] | None:  # noqa: ARG002
        raise self._unsearchable()

    def _unsearchable(self) -> FieldError:
        return FieldError(f"{self} is encrypted: search by a keyed digest kept in a column beside it")
