"""What goes with a reply as files, as the letter lists it."""

from collections.abc import Sequence

from django.db.models import QuerySet

from quancheng.kernel.files.letterhead import Text
from quancheng.records.disclosure.models import ReplyFile, Request
from quancheng.records.disclosure.rules.files import Gives


def files_of(request: Request) -> QuerySet[ReplyFile]:
    """The files of a request, item by item."""
    found = ReplyFile.objects.filter(request=request, removed_at__isnull=True)
    return found.select_related("original", "redaction__product", "given").order_by("place", "pk")


def given_with(request: Request) -> list[ReplyFile]:
    """Those that the applicant gets."""
    return [one for one in files_of(request) if one.gives != Gives.NOTHING]


def annexes_of(request: Request) -> tuple[Text, ...]:
    """The list of annexes as it stands below the letter; empty where nothing goes along."""
    return tuple(
        Text(f"{'附件：' if place == 1 else ''}{place}．{one.title}{_in_words(one)}")
        for place, one in enumerate(given_with(request), start=1)
    )


def withheld_in_words(withheld: Sequence[Sequence[object]]) -> str:
    """What was covered, ground by ground: 第十五条2处."""
    return "、".join(f"{article}{count}处" for article, count, *_ in withheld)


def _in_words(one: ReplyFile) -> str:
    if one.gives != Gives.OPEN_PART or not one.withheld:
        return ""
    return f"（区分处理后；不公开内容的依据：{withheld_in_words(one.withheld)}）"
