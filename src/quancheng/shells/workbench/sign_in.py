"""Signing in at the desk."""

from typing import Any

from django.contrib.auth.backends import ModelBackend

DESK = "wagtailadmin.access_admin"


class DeskBackend(ModelBackend):
    """Everyone who is a Person in use may enter the desk; what they may do there, their posts decide."""

    def has_perm(self, user_obj: Any, perm: str, obj: Any = None) -> bool:
        if perm == DESK and obj is None:
            return bool(user_obj.is_active)
        return super().has_perm(user_obj, perm, obj=obj)
