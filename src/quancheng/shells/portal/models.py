"""Page types: only the structure of the site. Documents, articles and requests are plain models elsewhere."""

from typing import ClassVar

from django.db import models
from wagtail.admin.panels import FieldPanel, Panel
from wagtail.models import Page


class HomePage(Page):
    """The front page of a government's portal."""

    government = models.CharField("政府名称", max_length=60, blank=True)
    host = models.CharField("主办单位", max_length=60, blank=True)
    welcome = models.CharField("导语", max_length=200, blank=True)

    content_panels: ClassVar[list[Panel]] = [
        *Page.content_panels,
        FieldPanel("government"),
        FieldPanel("host"),
        FieldPanel("welcome"),
    ]

    template = "portal/site/home.html"
    parent_page_types: ClassVar[list[str]] = ["wagtailcore.Page"]

    class Meta:
        verbose_name = "门户首页"
        verbose_name_plural = "门户首页"
