"""Page types: only the structure of the site. Documents, articles and requests are plain models elsewhere."""

from typing import ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from wagtail.admin.panels import FieldPanel, Panel
from wagtail.fields import RichTextField
from wagtail.models import Page

from quancheng.shells.portal import front

NO_PREVIEW: list[tuple[str, str]] = []  # the desk has no address of the portal to draw it with
NOTHING_PRIVATE: list[str] = []  # what stands on the portal is for everybody; the editor offers nothing else


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
    preview_modes: ClassVar[list[tuple[str, str]]] = NO_PREVIEW
    private_page_options: ClassVar[list[str]] = NOTHING_PRIVATE
    subpage_types: ClassVar[list[str]] = ["portal.NoticeBoard"]

    class Meta:
        verbose_name = "门户首页"
        verbose_name_plural = "门户首页"

    def get_context(self, request: HttpRequest, *args: object, **kwargs: object) -> dict[str, object]:
        notices = Notice.objects.live().public().descendant_of(self)
        return {**super().get_context(request, *args, **kwargs), **front.front_page(request, notices)}


class NoticeBoard(Page):
    """The column 通知公告: the place in the site tree under which notices hang."""

    template = "portal/site/notices.html"
    parent_page_types: ClassVar[list[str]] = ["portal.HomePage"]
    preview_modes: ClassVar[list[tuple[str, str]]] = NO_PREVIEW
    private_page_options: ClassVar[list[str]] = NOTHING_PRIVATE
    subpage_types: ClassVar[list[str]] = ["portal.Notice"]
    max_count_per_parent = 1

    class Meta:
        verbose_name = "通知公告栏"
        verbose_name_plural = "通知公告栏"


class Notice(Page):
    """A notice to the public: who says it, on which day, and what."""

    issuer = models.CharField("发布机构", max_length=60)
    issued_on = models.DateField("发布日期", default=timezone.localdate)
    body = RichTextField("正文")

    content_panels: ClassVar[list[Panel]] = [
        *Page.content_panels,
        FieldPanel("issuer"),
        FieldPanel("issued_on"),
        FieldPanel("body"),
    ]
    template = "portal/site/notice.html"
    parent_page_types: ClassVar[list[str]] = ["portal.NoticeBoard"]
    preview_modes: ClassVar[list[tuple[str, str]]] = NO_PREVIEW
    private_page_options: ClassVar[list[str]] = NOTHING_PRIVATE
    subpage_types: ClassVar[list[str]] = []

    class Meta:
        verbose_name = "通知"
        verbose_name_plural = "通知"
