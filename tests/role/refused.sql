-- One statement a line; the role must not be allowed any of them.
-- the desk: people, passwords, sessions, second factors, counts of the door
SELECT password FROM orgs_person
SELECT name, email FROM orgs_person
SELECT * FROM orgs_person
SELECT * FROM django_session
SELECT * FROM usersessions_usersession
SELECT * FROM mfa_authenticator
SELECT * FROM axes_accessattempt
SELECT * FROM socialaccount_socialtoken
SELECT * FROM orgs_adminseat
-- drafts, revisions, supervision
SELECT * FROM plan_draft
SELECT rows FROM plan_commitmentdraft
SELECT * FROM wagtailcore_revision
SELECT * FROM plan_order
SELECT * FROM plan_bulletin
SELECT * FROM plan_bulletintext
SELECT * FROM plan_warnedduty
SELECT * FROM plan_filledtable
SELECT * FROM obligations_snapshot
-- what the desk keeps to itself of what is shown
SELECT wanted_until FROM obligations_dueitem
SELECT wanted_until FROM plan_commitment
SELECT says FROM obligations_evidence
SELECT opinion FROM obligations_evidencerelease
SELECT message_id FROM mailbox_publication
SELECT withdrawn_reason FROM mailbox_publication
-- accounts of citizens: of none that is not named, and nothing that no command writes
INSERT INTO citizens_citizen (number, phone, phone_digest, email, email_digest, name, password, notice, consented_at, registered_at, seen_at) VALUES (gen_random_uuid(), 'x', 'x', '', '', '', '', '', now(), now(), now())
INSERT INTO citizens_signin (citizen_id, token_digest, device, begun_at, seen_at, end_reason) VALUES (1, 'x', 'x', now(), now(), '')
INSERT INTO citizens_code (number, purpose, way, "to", to_digest, asked_at, until, tries) VALUES (gen_random_uuid(), 'sign_in', 'phone', 'x', 'x', now(), now(), 0)
UPDATE citizens_signin SET token_digest = 'x'
UPDATE citizens_signin SET citizen_id = 1
UPDATE citizens_code SET "to" = 'x'
UPDATE citizens_code SET until = now()
UPDATE citizens_citizen SET number = gen_random_uuid()
DELETE FROM citizens_citizen
DELETE FROM citizens_signin
DELETE FROM citizens_code
UPDATE mailbox_message SET number = 'x'
INSERT INTO audit_auditentry VALUES (999999, now(), 'citizens.account.closed', 'x', 'citizen', 1, NULL, NULL, NULL, '', '', '{}', 'x', 'x')
-- the audit and the outbox
SELECT * FROM audit_auditentry
SELECT facts FROM audit_auditentry
SELECT * FROM django_tasks_database_dbtaskresult
SELECT body FROM notify_notice
SELECT to_sealed, subject, facts FROM notify_notice
SELECT receipt FROM notify_delivery
-- changing what is published, or anything of the desk
UPDATE plan_plan SET title = 'x'
UPDATE plan_row SET requirement = 'x'
DELETE FROM plan_row
DELETE FROM mailbox_publication
UPDATE mailbox_publication SET answer = 'x'
UPDATE mailbox_message SET text = 'x'
DELETE FROM mailbox_message
UPDATE wagtailcore_page SET live = true
UPDATE obligations_evidencerelease SET state = 'released'
UPDATE casework_case SET unit_id = 1
UPDATE casework_case SET workflow = 'message'
UPDATE notify_subscription SET address_sealed = 'x'
DELETE FROM notify_subscription
UPDATE audit_auditentry SET code = 'x'
DELETE FROM audit_auditentry
DELETE FROM audit_audithead
TRUNCATE audit_auditentry
TRUNCATE plan_plan CASCADE
INSERT INTO plan_plan (tenant_id, ref, year, title, version) SELECT id, 'x', 2026, 'x', 0 FROM orgs_tenant
INSERT INTO orgs_person (account, name, password) VALUES ('x', 'x', 'x')
INSERT INTO orgs_adminseat (role, person_id, tenant_id) VALUES ('system', 1, 1)
INSERT INTO django_session VALUES ('x', 'x', now())
INSERT INTO mailbox_reply (message_id, unit_id, text, drafted_by_id, drafted_at) VALUES (1, 1, 'x', 1, now())
-- requests: who asks, what was asked back, whom the agency consulted, what it is about to answer
SELECT * FROM disclosure_consultation
SELECT * FROM disclosure_item
SELECT * FROM disclosure_letter
SELECT * FROM disclosure_explanation
SELECT why, voucher FROM disclosure_fee
SELECT * FROM disclosure_reply
SELECT drafted_by_id FROM disclosure_reply
SELECT proof FROM disclosure_reply
SELECT original_id FROM disclosure_replyfile
SELECT data FROM disclosure_identitypaper
SELECT id FROM disclosure_identitypaper
INSERT INTO disclosure_identitypaper (id, request_id, name, kind, size, data, came_at) VALUES (gen_random_uuid(), 1, 'x', 'pdf', 1, 'x', now())
UPDATE disclosure_onlinereceipt SET lock = 'x'
UPDATE disclosure_replyfile SET given_id = 1
UPDATE disclosure_reply SET text = 'x'
UPDATE disclosure_request SET online_on = now()
INSERT INTO norms_ownvalue (tenant_id, code, from_on, value, source, mark, entered_by_id, entered_at, withdrawn_reason) VALUES (1, 'disclosure.most_a_day', now(), '999', 'x', 'D', 1, now(), '')
SELECT * FROM disclosure_madeopen
SELECT * FROM disclosure_samewish
SELECT * FROM disclosure_reevaluation
UPDATE disclosure_ownrecord SET letter = 'x'
UPDATE disclosure_ownrecordclaim SET wrong = 'x'
DELETE FROM disclosure_ownrecordevidence
UPDATE disclosure_redirection SET told = 'x'
UPDATE disclosure_suggestion SET answer = 'x'
UPDATE norms_ownvalue SET value = '1'
UPDATE disclosure_request SET wanted = 'x'
UPDATE disclosure_request SET number = 'x'
DELETE FROM disclosure_request
UPDATE disclosure_applicant SET name = 'x'
DELETE FROM disclosure_applicant
UPDATE disclosure_correction SET points = 'x'
INSERT INTO disclosure_correction (request_id, points, days, asked_by_id, asked_at, answer) VALUES (1, 'x', 10, 1, now(), '')
INSERT INTO disclosure_applicant (request_id, sort, name, proof, proof_number, proof_digest, representative, contact_person, phone, phone_digest, email, address) VALUES (1, 'person', 'x', 'other', 'x', '', '', '', '', '', '', '')
INSERT INTO casework_case (workflow, state, tenant_id, unit_id, about, within, opened_on, is_moved, version) SELECT 'disclosure', 'answered', tenant_id, id, '', '', now(), false, 0 FROM orgs_unit LIMIT 1
INSERT INTO casework_caseline (case_id, step, state, "on", at, days, note, unit_id) SELECT id, 'withdraw', 'closed', now(), now(), 0, 'x', unit_id FROM casework_case WHERE workflow = 'disclosure' LIMIT 1
INSERT INTO audit_auditentry VALUES (999999, now(), 'disclosure.answer.extended', 'x', 'citizen', 1, NULL, NULL, NULL, '', '', '{}', 'x', 'x')
-- rows that no command of the public writes
INSERT INTO casework_case (workflow, state, tenant_id, unit_id, about, within, opened_on, is_moved, version) SELECT 'duty', 'confirmed', tenant_id, id, '', '', now(), false, 0 FROM orgs_unit LIMIT 1
INSERT INTO audit_auditentry VALUES (999999, now(), 'plan.published', 'x', 'official', 1, 1, 1, 1, '', '', '{}', 'x', 'x')
INSERT INTO audit_auditentry VALUES (999999, now(), 'mailbox.message.received', 'x', 'official', 1, 1, 1, 1, '', '', '{}', 'x', 'x')
INSERT INTO django_tasks_database_dbtaskresult (id, status, args_kwargs, priority, task_path, queue_name, backend_name, run_after, enqueued_at, exception_class_path, traceback, worker_ids) VALUES (gen_random_uuid(), 'READY', '{}', 0, 'os.system', 'default', 'default', now(), now(), '', '', '[]')
INSERT INTO notify_notice (tenant_id, to_correspondent, to_sealed, kind, policy, wording, facts, subject, body, about, once, created_at) SELECT id, true, 'x', 'mailbox.answered', 'reply', '', '{}', 'x', 'x', '', '', now() FROM orgs_tenant LIMIT 1
INSERT INTO workbench_counted_tries VALUES (':2:wagtail_site_root_paths', 'a pickle', now())
-- the fence itself
ALTER TABLE plan_plan DISABLE ROW LEVEL SECURITY
ALTER TABLE plan_plan NO FORCE ROW LEVEL SECURITY
CREATE POLICY mine ON plan_plan USING (true)
ALTER POLICY public_reads ON plan_plan USING (true)
DROP POLICY public_reads ON plan_plan
DROP TABLE plan_plan
DROP TRIGGER audit_line_update ON audit_auditentry
ALTER TABLE audit_auditentry DISABLE TRIGGER ALL
SET session_replication_role = replica
SET ROLE {owner}
SET SESSION AUTHORIZATION {owner}
ALTER ROLE {role} BYPASSRLS
ALTER ROLE {role} SUPERUSER
GRANT SELECT ON orgs_person TO {role}
GRANT {owner} TO {role}
CREATE ROLE another
CREATE TABLE mine (x int)
CREATE TEMPORARY TABLE mine (x int)
CREATE FUNCTION mine() RETURNS int LANGUAGE sql SECURITY DEFINER AS 'SELECT 1'
CREATE SCHEMA mine
COPY plan_plan TO PROGRAM 'cat'
COPY (SELECT 1) TO '/tmp/quancheng-role'
SELECT pg_read_file('/etc/passwd')
SELECT passwd FROM pg_shadow
-- annual reports: who made them and how
SELECT drafted_by_id FROM yearbook_report
SELECT sources, hand FROM yearbook_report
SELECT * FROM yearbook_innerday
SELECT * FROM yearbook_member
UPDATE yearbook_report SET overview = ''
