"""What the shells and the insights may use of the mailbox."""

from quancheng.records.mailbox.commands.handling import classify_message, set_message_aside
from quancheng.records.mailbox.commands.publishing import draft_publication, publish_message
from quancheng.records.mailbox.commands.replies import answer_message, draft_reply
from quancheng.records.mailbox.commands.sending import send_message
from quancheng.records.mailbox.queries.citizens import OwnMessage, own_messages, own_messages_as_data
from quancheng.records.mailbox.queries.faults import faults as message_faults
from quancheng.records.mailbox.queries.judged import faults_judged, messages_judged
from quancheng.records.mailbox.queries.messages import Counts, messages_at_a_glance
from quancheng.records.mailbox.queries.senders import of_form
from quancheng.records.mailbox.rules.kinds import Kind

__all__ = [
    "Counts",
    "Kind",
    "OwnMessage",
    "answer_message",
    "classify_message",
    "draft_publication",
    "draft_reply",
    "faults_judged",
    "message_faults",
    "messages_at_a_glance",
    "messages_judged",
    "of_form",
    "own_messages",
    "own_messages_as_data",
    "publish_message",
    "send_message",
    "set_message_aside",
]
