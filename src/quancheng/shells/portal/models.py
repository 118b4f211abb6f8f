"""Page types: only the structure of the site. Documents, articles and requests are plain models elsewhere."""

from typing import ClassVar

from django.db import models
from wagtail.models import Page


class HomePage(Page):
    """The front page of a government's portal."""

    welcome = models.CharField("导语", max_length=200, blank=True)

    template = "portal/site/home.html"
    parent_page_types: ClassVar[list[str]] = ["wagtailcore.Page"]

    class Meta:
        verbose_name = "门户首页"
        verbose_name_plural = "门户首页"
