"""What the public role may do in the tables of the record modules."""

from quancheng.shells.portal.role.grant import Grant, those_of
from quancheng.shells.portal.role.of_kernel import NAMED

_OF_PLANS = "plan_id IN (SELECT id FROM plan_plan)"
_OF_ROWS = "row_id IN (SELECT id FROM plan_row)"
_OF_CITIZEN = "citizen_id IN (SELECT id FROM citizens_citizen)"
_OF_REQUEST = "request_id IN (SELECT id FROM disclosure_request)"
_OF_LOCK = f"lock <> '' AND lock = ANY ({NAMED}) AND {_OF_REQUEST}"
_AS_FILED = f"{_OF_CITIZEN} AND claimed_at IS NULL"  # of the account that sent it, not of one that took it in
_OF_FILED = those_of("disclosure_request", "request_id", where=_AS_FILED)
_OF_RECEIPT = "request_id IN (SELECT request_id FROM disclosure_onlinereceipt WHERE reply_id IS NOT NULL)"
_OF_OWN = "own_record_id IN (SELECT id FROM disclosure_ownrecord)"
_OF_OWN_LOCK = f"lock <> '' AND lock = ANY ({NAMED}) AND {_OF_OWN}"
_OF_OWN_CLAIM = those_of(
    "disclosure_ownrecordclaim", "own_record_id", key="own_record_id", where=_OF_OWN_LOCK
)
_OF_OWN_FILED = those_of("disclosure_ownrecord", "own_record_id", where=_AS_FILED)
_OF_OWN_ACCOUNT = f"{_OF_OWN_FILED} OR ({_OF_OWN_LOCK})"
_OF_LISTS = "list_id IN (SELECT id FROM plan_commitmentlist)"

GRANTS = (
    Grant(
        table="disclosure_accountkey", rows=_OF_CITIZEN, insert=_OF_CITIZEN, update=("lock", "given_at"),
        why="what the account that is named was given for the signs of a paper; a digest that is made up"
        " opens nothing",
    ),
    Grant(
        table="disclosure_applicant", rows=_OF_LOCK, insert=f"{_OF_LOCK} AND erased_at IS NULL",
        why="who asks, by a keyed digest that stands beside no request: named for the form that is sent again"
        " and for the account that takes its data along; not to whoever holds number and code",
    ),
    Grant(
        table="disclosure_correction", rows=_OF_REQUEST, update=("answer", "answered_at"),
        changes="answered_at IS NULL",
        why="what the applicant is asked, and their answer to it, once, of the request that is named",
    ),
    Grant(
        table="disclosure_explanation", only=("id", "request_id", "points", "until", "answered_on"),
        rows=_OF_REQUEST, update=("answer", "answered_on"), changes="answered_on IS NULL",
        why="what the applicant of the request that is named is to explain, and their answer, once, unread",
    ),
    Grant(
        table="disclosure_fee", only=("id", "request_id", "basis", "yuan", "working", "how"),
        rows=f"issued_at IS NOT NULL AND {_OF_REQUEST}",
        why="what the applicant of the request that is named is to pay, how, and how that was counted",
    ),
    Grant(
        table="disclosure_identitypaper", reads=False, insert=_OF_REQUEST,
        why="the proof of identity comes with the request that is named; nobody outside reads one",
    ),
    Grant(
        table="disclosure_letter",
        only=("id", "request_id", "sort", "text", "remedy", "issuer", "number", "made_at", "served_on"),
        rows="id IN (SELECT letter_id FROM disclosure_onlinereceipt)"
        " OR id IN (SELECT letter_id FROM disclosure_onlineletter)",
        why="letter 24 and those on the way that were served on the internet, to who sees that they wait; no"
        " other letter, nothing of who wrote it or to whom",
    ),
    Grant(
        table="disclosure_onlineletter",
        rows=f"(lock = ANY ({NAMED}) AND {_OF_REQUEST}) OR {_OF_FILED}", update=("opened_at",),
        changes="opened_at IS NULL",
        why="that a letter on the way waits, to whom the reply would open",
    ),
    Grant(
        table="disclosure_onlinereceipt",
        rows=f"(lock = ANY ({NAMED}) AND {_OF_REQUEST}) OR {_OF_FILED}", update=("opened_at",),
        changes="opened_at IS NULL",
        why="that a reply or letter 24 waits, to who holds number, code and last signs of the paper, or to"
        " the account that filed the request; one that took it in names the digest that the signs gave it",
    ),
    Grant(
        table="disclosure_reply",
        only=(
            "id", "request_id", "text", "remedy", "issuer", "number", "issued_at", "served_on", "way",
        ),
        rows="id IN (SELECT reply_id FROM disclosure_onlinereceipt)",
        why="the reply served on the internet, to who sees its receipt; nothing of those who wrote it",
    ),
    Grant(
        table="disclosure_replyfile", only=("id", "request_id", "place", "title", "withheld", "given_id"),
        rows=f"removed_at IS NULL AND given_id IS NOT NULL AND {_OF_RECEIPT}",
        why="the files of that reply under their public titles; the originals are not told",
    ),
    Grant(
        table="disclosure_ownrecord",
        rows=f"door = ANY ({NAMED}) OR once = ANY ({NAMED})"
        f" OR (source <> '' AND source = ANY ({NAMED})) OR {_OF_CITIZEN}",
        insert="channel = 'internet' AND registered_by_id IS NULL AND letter = '' AND claimed_at IS NULL"
        f" AND (citizen_id IS NULL OR {_OF_CITIZEN})",
        update=("citizen_id", "claimed_at"), changes="citizen_id IS NULL",
        after=f"claimed_at IS NOT NULL AND {_OF_CITIZEN}",
        why="the case that is named by the digest of its number, or by its form, those of the account that"
        " is named; how many from one source; taken into an account as a request is",
    ),
    Grant(
        table="disclosure_ownrecordclaim", rows=_OF_OWN_ACCOUNT,
        insert=f"{_OF_OWN_LOCK} AND erased_at IS NULL",
        why="who says what, by a keyed digest of the number and the signs of the paper that stands beside no"
        " case: to the form that brings it, to an account that gave the signs; and to the account that filed"
        " it; not to whoever holds number and code, nor to who reads the case",
    ),
    Grant(
        table="disclosure_ownrecordevidence", only=("id", "own_record_id", "place"),
        rows=_OF_OWN_CLAIM, insert=_OF_OWN_CLAIM,
        why="the files that speak for it come with the claim that is named; nobody reads them here",
    ),
    Grant(
        table="disclosure_redirection", rows=_OF_REQUEST, update=("wished_at", "wished_how", "channel"),
        changes="wished_at IS NULL",
        why="which agency is the right one, and that the applicant wants it asked, once",
    ),
    Grant(
        table="disclosure_suggestion", rows=_OF_REQUEST, insert=f"{_OF_REQUEST} AND answered_at IS NULL",
        why="what the applicant of the request that is named suggested, and was told",
    ),
    Grant(
        table="disclosure_request",
        rows=f"door = ANY ({NAMED}) OR once = ANY ({NAMED})"
        f" OR (source <> '' AND source = ANY ({NAMED})) OR {_OF_CITIZEN}",
        insert=f"channel = 'internet' AND registered_by_id IS NULL AND claimed_at IS NULL"
        f" AND (citizen_id IS NULL OR {_OF_CITIZEN})",
        update=("citizen_id", "claimed_at"), changes="citizen_id IS NULL",
        after=f"claimed_at IS NOT NULL AND {_OF_CITIZEN}",
        why="the request that is named by the keyed digest of its number, or by its form, those of the"
        " account that is named, how many came from one source today; none can be given to another account,"
        " none that was taken in passes for one that the account filed",
    ),
    Grant(
        table="disclosure_verifiable", rows=f"door = ANY ({NAMED})",
        why="that the letter named by its number and its code together is genuine; it leads to nobody",
    ),
    Grant(table="mailbox_limit", why="by when each kind is answered is public"),
    Grant(
        table="mailbox_message",
        rows=f"door = ANY ({NAMED}) OR once = ANY ({NAMED})"
        f" OR (source <> '' AND source = ANY ({NAMED})) OR {_OF_CITIZEN}",
        insert=f"kind = '' AND (citizen_id IS NULL OR {_OF_CITIZEN})",
        update=("citizen_id",), after=f"citizen_id IS NULL OR {_OF_CITIZEN}",
        why="the message that is named by the keyed digest of its number, or by its form, those of the"
        " account that is named, how many came from one source today; no message can be given to another"
        " account",
    ),
    Grant(
        table="mailbox_publication",
        but=("message_id", "drafted_by_id", "drafted_at", "published_by_id", "withdrawn_reason"),
        rows="published_at IS NOT NULL AND withdrawn_at IS NULL",
        why="what everybody may read; nothing leads back to the sender",
    ),
    Grant(
        table="mailbox_reply",
        rows="sent_at IS NOT NULL AND message_id IN (SELECT id FROM mailbox_message)",
        why="the sent answers to the message that is named",
    ),
    Grant(
        table="plan_commitment", but=("wanted_until",), rows=_OF_LISTS,
        why="the promises of a published list; that a unit asks for a later day stays inside",
    ),
    Grant(
        table="plan_commitmentdraft", only=("id", "reason"), rows="state = 'published'",
        why="why a published list was amended; of the draft itself nothing",
    ),
    Grant(
        table="plan_commitmentedition", rows=_OF_LISTS,
        why="the editions of a published list",
    ),
    Grant(table="plan_commitmentlist", rows="published_on IS NOT NULL", why="published lists"),
    Grant(
        table="plan_commitmentnote",
        rows="confirmed_at IS NOT NULL AND withdrawn_at IS NULL"
        " AND commitment_id IN (SELECT id FROM plan_commitment)",
        why="progress by which the head of a unit stands",
    ),
    Grant(
        table="plan_edition", rows=_OF_PLANS,
        why="the editions of a published plan",
    ),
    Grant(table="plan_plan", rows="published_on IS NOT NULL", why="published plans"),
    Grant(
        table="plan_publishedmove", but=("published_by_id", "taken_back_by_id"),
        rows="taken_back_at IS NULL AND duty_id IN (SELECT id FROM obligations_dueitem)",
        why="what the office has told of moved days",
    ),
    Grant(table="plan_row", rows=_OF_PLANS, why="the rows of a published plan"),
    Grant(table="plan_rowunit", rows=_OF_ROWS, why="the units that these rows name"),
    Grant(
        table="plan_rowunit_members", rows="rowunit_id IN (SELECT id FROM plan_rowunit)",
        why="the units for which these names stand",
    ),
    Grant(table="plan_rowversion", rows=_OF_ROWS, why="what these rows said in each edition"),
    Grant(table="plan_task", rows=_OF_ROWS, why="the parts of these rows"),
    Grant(
        table="yearbook_report",
        but=(
            "apart", "hand", "sources", "file_id", "drafted_by_id", "drafted_at", "submitted_by_id",
            "submitted_at", "sent_back_for", "issued_by_id", "withdrawn_by_id", "withdrawn_at",
            "withdrawn_for",
        ),
        rows="state = 'issued'",
        why="issued annual reports; nothing of who made them and how",
    ),
)  # fmt: skip
