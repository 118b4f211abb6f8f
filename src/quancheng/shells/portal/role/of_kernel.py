"""What the public role may do in the tables of the engines."""

from quancheng.shells.portal.role.grant import EVERY, Grant

# What a row must be called by to be found at all: see quancheng.kernel.access.named. Nothing is a name of
# nothing: what was emptied (a closed account, an erased subscription) is found by no setting of blanks. Where
# a condition says `<> ''` beside it, an index holds those rows alone.
NAMED = "array_remove(string_to_array(current_setting('quancheng.named', true), ' '), '')"

TASKS = (  # the worker imports what a task's path says: these, and nothing else
    "quancheng.kernel.citizens.tasks.send_asked_code",
    "quancheng.kernel.notify.tasks.deliver.deliver",
    "quancheng.records.disclosure.tasks.begin_order",
    "quancheng.records.disclosure.tasks.detach_from_closed",
    "quancheng.records.disclosure.tasks.pass_along",
    "quancheng.records.disclosure.tasks.take_up_suggestions",
    "quancheng.records.disclosure.tasks.write_receipt_of",
    "quancheng.records.mailbox.tasks.detach_from_closed",
)
_TASKS = ", ".join(f"'{path}'" for path in TASKS)
EVENTS = (
    "citizens.account.address_changed",
    "citizens.account.closed",
    "citizens.account.name_changed",
    "citizens.account.password_set",
    "citizens.account.password_taken_away",
    "citizens.account.registered",
    "citizens.account.sign_ins_ended",
    "citizens.account.signed_in",
    "citizens.code.asked",
    "disclosure.correction.received",
    "disclosure.file.fetched",
    "disclosure.reply.opened",
    "disclosure.end_notice.opened",
    "disclosure.reply.unlocked",
    "disclosure.own_record.claimed",
    "disclosure.own_record.letter_opened",
    "disclosure.own_record.received",
    "disclosure.own_record.unlocked",
    "disclosure.own_record.withdrawn",
    "disclosure.redirection.wished",
    "disclosure.reasons.given",
    "disclosure.request.claimed",
    "disclosure.request.confirmed_again",
    "disclosure.request.submitted",
    "disclosure.request.withdrawn",
    "disclosure.suggestion.made",
    "mailbox.message.claimed",
    "mailbox.message.received",
    "notify.subscription.asked",
    "notify.subscription.confirmed",
    "notify.subscription.ended",
)
_EVENTS = ", ".join(f"'{code}'" for code in EVENTS)
_CASES = (
    "workflow = 'message' OR (workflow = 'disclosure' AND state = 'unconfirmed')"
    " OR id IN (SELECT case_id FROM disclosure_request)"
    " OR (workflow = 'own_record' AND state = 'received') OR id IN (SELECT case_id FROM disclosure_ownrecord)"
    " OR (workflow IN ('consultation', 'countersign')"
    " AND parent_id IN (SELECT case_id FROM disclosure_request))"
    " OR id IN (SELECT case_id FROM plan_commitment) OR (workflow = 'duty' AND within IN "
    "(SELECT 'plan.plan:' || ref FROM plan_plan WHERE published_on IS NOT NULL))"
)
_COUNTED = (
    "cache_key ~ '^:1:(citizens|(disclosure([.]own_record)?|mailbox)[.]wrong|portal[.]follow|ui[.]downloads)"
    "[.]'"
)
_OF_CITIZEN = "citizen_id IN (SELECT id FROM citizens_citizen)"
_EVIDENCE = (
    "withdrawn_at IS NULL AND id IN (SELECT evidence_id FROM obligations_evidencerelease)"
    " AND item_id IN (SELECT id FROM obligations_dueitem WHERE case_id IN"
    " (SELECT id FROM casework_case WHERE workflow = 'duty' AND state = 'confirmed'))"
)

GRANTS = (
    Grant(
        table="citizens_citizen",
        rows=f"number::text = ANY ({NAMED}) OR (phone_digest <> '' AND phone_digest = ANY ({NAMED}))"
        f" OR (email_digest <> '' AND email_digest = ANY ({NAMED}))",
        insert=f"number::text = ANY ({NAMED}) AND closed_at IS NULL",
        update=(
            "phone", "phone_digest", "email", "email_digest", "name", "password", "notice", "consented_at",
            "seen_at", "closed_at",
        ),
        why="the account whose drawn number the cookie tells, or whose address was typed: nobody else's",
    ),
    Grant(
        table="citizens_code",
        rows=f"number::text = ANY ({NAMED}) OR to_digest = ANY ({NAMED})",
        insert=f"to_digest = ANY ({NAMED}) AND tries = 0 AND used_at IS NULL",
        update=("tries", "used_at", "ended_at"),
        why="the code of the page at hand, or those to the address that was typed; no digits stand in it",
    ),
    Grant(
        table="citizens_signin", rows=_OF_CITIZEN, insert=f"{_OF_CITIZEN} AND ended_at IS NULL",
        update=("seen_at", "ended_at", "end_reason"),
        why="the sign-ins of the account that is named; of their cookies only keyed digests",
    ),
    Grant(
        table="audit_auditentry", reads=False,
        insert=f"code IN ({_EVENTS}) AND person_id IS NULL AND post_id IS NULL AND unit_id IS NULL",
        why="a command of the public writes its line; in nobody's name, and reads none",
    ),
    Grant(
        table="audit_audithead", update=("seq", "hash", "seal"),
        why="a line hangs on the one before: the head is locked and moved on; triggers let it go ahead only",
    ),
    Grant(table="calendar_holidaynotice", why="notices of holidays are public; the calculator counts"),
    Grant(table="calendar_noticeday", why="the days of these notices"),
    Grant(
        table="casework_case",
        rows=_CASES,
        insert="(workflow = 'message' AND state = 'received')"
        " OR (workflow = 'disclosure' AND state = 'unconfirmed')"
        " OR (workflow = 'own_record' AND state = 'received')",
        update=("state", "ended_on", "due_on", "last_on", "is_moved", "version"),
        changes="(workflow = 'disclosure' AND id IN (SELECT case_id FROM disclosure_request))"
        " OR (workflow = 'own_record' AND id IN (SELECT case_id FROM disclosure_ownrecord))",
        after="state IN ('in_hand', 'closed', 'withdrawn')",
        why="state and day of what is promised; of messages, which are counted, and of requests that nobody"
        " has confirmed: no text is in it; an applicant corrects or withdraws the request that is named",
    ),
    Grant(
        table="casework_caseline",
        rows="case_id IN (SELECT case_id FROM mailbox_message)"
        " OR (step IN ('receive', 'submit') AND note = '')"
        " OR (case_id IN (SELECT case_id FROM disclosure_request)"
        " AND step NOT IN ('return', 'call_in', 'divide', 'decide', 'propose_fee', 'drop_fee', 'attach',"
        " 'draft_ending', 'review_ending', 'return_ending'))"
        " OR (case_id IN (SELECT case_id FROM disclosure_ownrecord) AND step NOT IN ('return', 'propose'))"
        " OR case_id IN (SELECT id FROM casework_case WHERE workflow IN ('consultation', 'countersign'))"
        " OR (step IN ('promise', 'redate', 'move') AND case_id IN (SELECT case_id FROM plan_commitment))"
        " OR (step = 'confirm' AND case_id IN (SELECT case_id FROM obligations_dueitem))",
        insert="person_id IS NULL AND post_id IS NULL AND ((step IN ('receive', 'submit') AND note = '')"
        " OR (step IN ('confirm', 'correct', 'reasons_got', 'withdraw')"
        " AND case_id IN (SELECT case_id FROM disclosure_request))"
        " OR (step = 'withdraw' AND case_id IN (SELECT case_id FROM disclosure_ownrecord)))",
        why="the history of the message or request that is named, without what is said inside the"
        " administration; promised days and confirmations",
    ),
    Grant(table="django_content_type", why="Wagtail finds the type of a page by it"),
    Grant(
        table="django_tasks_database_dbtaskresult", reads=False,
        insert=f"task_path IN ({_TASKS}) AND status = 'READY'",
        why="a letter or a code goes out, a closed account is detached, an order begins once a request is"
        " withdrawn; the worker imports these paths alone",
    ),
    Grant(
        table="files_storedfile", but=("digest", "kept_by_id", "kept_at"),
        rows="id IN (SELECT file_id FROM obligations_evidence)"
        " OR id IN (SELECT given_id FROM disclosure_replyfile)",
        why="released files, and those of the reply that is opened; of the name under which one came in the"
        " page shows the ending alone",
    ),
    Grant(
        table="norms_ownvalue", but=("withdrawn_by_id", "withdrawn_reason"),
        rows="code LIKE 'disclosure.%' AND signed_by_id IS NOT NULL AND withdrawn_at IS NULL",
        why="how a government counts holds for applicants too; what nobody signed does not hold",
    ),
    Grant(
        table="norms_signature", rows="FALSE",
        why="is asked for beside the values; what a legal reader noted under a table stays inside",
    ),
    Grant(
        table="notify_delivery", only=("id",), insert="state IN ('waiting', 'sent')",
        why="a letter or a notice goes on its way; RETURNING asks for the number",
    ),
    Grant(
        table="notify_notice",
        only=("id", "kind", "once", "created_at", "to_person_id", "to_subscription_id"),
        rows="kind IN ('disclosure.arrived', 'disclosure.confirmed_again', 'disclosure.corrected',"
        " 'disclosure.explained', 'disclosure.own_record_arrived', 'mailbox.arrived')"
        " OR to_subscription_id IN (SELECT id FROM notify_subscription)",
        insert="kind IN ('disclosure.arrived', 'disclosure.confirmed_again', 'disclosure.corrected',"
        " 'disclosure.explained', 'disclosure.own_record_arrived',"
        " 'mailbox.arrived', 'notify.confirm', 'notify.known')",
        why="who was told already is not told again, and letters to one address are counted; no words read",
    ),
    Grant(
        table="notify_subscription",
        rows=f"number::text = ANY ({NAMED}) OR address_digest = ANY ({NAMED})", insert=EVERY,
        update=("frequency", "asked_at", "confirmed_at", "ended_at", "end_reason"),
        why="the one whose link was opened, or those of the address that was typed: nobody else's",
    ),
    Grant(table="notify_template", why="the words of a government's letters, which everybody gets"),
    Grant(
        table="obligations_dueitem", but=("wanted_until",),
        rows="case_id IN (SELECT id FROM casework_case WHERE workflow = 'duty')",
        why="the periods of a published plan; that a unit asks for a later day stays inside",
    ),
    Grant(
        table="obligations_evidence", but=("says", "added_by_id", "added_at"),
        rows=_EVIDENCE,
        why="what was released and speaks for a confirmed result; not the words of the desk",
    ),
    Grant(
        table="obligations_evidencerelease", only=("id", "evidence_id", "title", "state", "decided_at"),
        rows="state = 'released'",
        why="the public title; not who decided, nor what the secrecy review said",
    ),
    Grant(
        table="obligations_obligation",
        rows="about IN (SELECT 'plan.task:' || ref FROM plan_task)", why="who owes what of a published plan",
    ),
    Grant(
        table="orgs_holding",
        why="whether an openness office is at work, and who is told of a message: numbers, no names",
    ),
    Grant(table="orgs_person", only=("id", "is_active"), why="the same: is a number at work, no more"),
    Grant(table="orgs_post", why="titles of posts; to which unit a message goes"),
    Grant(table="orgs_postrole", why="which posts receive messages"),
    Grant(table="orgs_tenant", why="names of governments are public"),
    Grant(table="orgs_unit", why="names of organs are public"),
    Grant(
        table="retention_term",
        why="who follows by e-mail is told how long the address is kept",
    ),
    Grant(table="orgs_unitplace", why="in whose name an internal unit acts"),
    Grant(
        table="workbench_counted_tries", rows=_COUNTED, insert=_COUNTED,
        update=("value", "expires"), delete=True,
        why="tries are counted; the desk unpickles its own keys, so nobody outside may write those",
    ),
)  # fmt: skip
