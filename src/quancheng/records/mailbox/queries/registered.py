"""What the house is told of messages: how they are named, found, listed, approved and kept."""

from quancheng.kernel.approvals import papers
from quancheng.kernel.casework import agenda
from quancheng.kernel.links import openly
from quancheng.kernel.links import registry as links
from quancheng.kernel.norms import foreign
from quancheng.kernel.retention import kinds as retention
from quancheng.records.mailbox.events import MESSAGE_KIND, PUBLISHED_KIND, REPLY_KIND
from quancheng.records.mailbox.models import Message
from quancheng.records.mailbox.queries import by_words, linked
from quancheng.records.mailbox.queries.approving import PAPERS
from quancheng.records.mailbox.queries.dated import DATED
from quancheng.records.mailbox.queries.openly import PUBLICATIONS
from quancheng.records.mailbox.queries.retained import SENDERS
from quancheng.records.mailbox.workflow import MESSAGE


def tell_the_house() -> None:
    """Once, when the house starts."""
    agenda.register(
        MESSAGE, MESSAGE_KIND, Message, ref="number", left="未办结的留言", page="mailbox_desk:messages"
    )
    links.register(MESSAGE_KIND, says="群众留言", find_many=linked.messages_as_linked)
    links.register(REPLY_KIND, says="留言答复", find_many=linked.replies_as_linked, is_inner=True)
    links.register(PUBLISHED_KIND, says="留言选登", find_many=linked.publications_as_linked)
    by_words.tell_the_finder()
    openly.register(PUBLICATIONS)
    retention.register(SENDERS)
    for dated in DATED:
        foreign.register(dated)
    for paper in PAPERS:
        papers.register(paper)
