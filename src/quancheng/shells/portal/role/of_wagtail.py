"""What the public role may do in the tables of the portal and of Wagtail."""

from quancheng.shells.portal.role.grant import Grant

_OF_PAGES = "page_ptr_id IN (SELECT id FROM wagtailcore_page)"

GRANTS = (
    Grant(table="portal_homepage", rows=_OF_PAGES, why="the front page"),
    Grant(table="portal_notice", rows=_OF_PAGES, why="notices that stand"),
    Grant(table="portal_noticeboard", rows=_OF_PAGES, why="the board"),
    Grant(table="wagtailcore_collection", why="in which folder a document lies; Wagtail asks"),
    Grant(table="wagtailcore_collectionviewrestriction", why="asked before a document is handed out"),
    Grant(table="wagtailcore_locale", why="Wagtail asks for the one language"),
    Grant(table="wagtailcore_modellogentry", only=("id",), why="its end tells that something changed"),
    Grant(
        table="wagtailcore_page",
        rows="live",
        why="pages that stand; Wagtail reads every column of them, the title of a draft beside it too",
    ),
    Grant(table="wagtailcore_pagelogentry", only=("id",), why="its end tells that something changed"),
    Grant(
        table="wagtailcore_pageviewrestriction",
        why="asked before a page is shown: unread, what is restricted would stand open",
    ),
    Grant(table="wagtailcore_site", why="to which front page an address belongs"),
    Grant(table="wagtaildocs_document", why="documents of the site; their folder is asked first"),
)
