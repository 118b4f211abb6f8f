-- One question a line; the owner finds something, the role nothing.
SELECT * FROM plan_plan WHERE published_on IS NULL
SELECT * FROM plan_row WHERE plan_id > 0 AND ref LIKE 'jinan-2027-%'
SELECT * FROM plan_commitmentlist WHERE published_on IS NULL
SELECT id FROM obligations_evidence WHERE file_id IS NOT NULL AND NOT id IN (SELECT evidence_id FROM obligations_evidencerelease WHERE state = 'released')
SELECT name FROM files_storedfile WHERE name = '内部.txt'
SELECT title FROM obligations_evidencerelease WHERE state <> 'released'
SELECT title FROM wagtailcore_page WHERE NOT live
SELECT body FROM portal_notice n JOIN wagtailcore_page p ON p.id = n.page_ptr_id WHERE NOT p.live
SELECT text, name, contact FROM mailbox_message
SELECT text FROM mailbox_message WHERE number LIKE '%' OR source <> ''
SELECT text FROM mailbox_reply
SELECT number, wanted FROM disclosure_request
SELECT wanted FROM disclosure_request WHERE number LIKE '%' OR source <> ''
SELECT name, proof_number, phone FROM disclosure_applicant
SELECT proof_digest FROM disclosure_applicant WHERE request_id > 0
SELECT points, answer FROM disclosure_correction
SELECT text FROM disclosure_reply
SELECT text, number FROM disclosure_letter
SELECT title FROM disclosure_replyfile
SELECT lock, recipient FROM disclosure_onlinereceipt
SELECT s.name FROM disclosure_replyfile f JOIN files_storedfile s ON s.id = f.given_id
SELECT digest FROM norms_signature
SELECT title, issuer FROM disclosure_verifiable
SELECT yuan, how FROM disclosure_fee
SELECT citizen_id FROM disclosure_request WHERE citizen_id IS NOT NULL
SELECT number FROM disclosure_ownrecord
SELECT which, wrong FROM disclosure_ownrecordclaim
SELECT told FROM disclosure_redirection
SELECT state FROM casework_case WHERE workflow = 'disclosure' AND state <> 'unconfirmed'
SELECT state FROM casework_case WHERE workflow = 'consultation'
SELECT note FROM casework_caseline WHERE note <> '' AND step NOT IN ('promise', 'move', 'redate', 'confirm')
SELECT title FROM mailbox_publication WHERE published_at IS NULL OR withdrawn_at IS NOT NULL
SELECT address_sealed FROM notify_subscription
SELECT address_digest FROM notify_subscription
SELECT number, phone, email, name, password FROM citizens_citizen
SELECT phone_digest FROM citizens_citizen WHERE phone_digest LIKE '%' OR email_digest <> ''
SELECT id FROM citizens_citizen WHERE closed_at IS NULL
SELECT number, "to", to_digest FROM citizens_code
SELECT id FROM citizens_code WHERE used_at IS NULL AND ended_at IS NULL
SELECT token_digest FROM citizens_signin
SELECT s.id FROM citizens_signin s JOIN citizens_citizen c ON c.id = s.citizen_id
SELECT citizen_id FROM mailbox_message WHERE citizen_id IS NOT NULL
SELECT once FROM notify_notice WHERE kind NOT IN ('disclosure.arrived', 'disclosure.confirmed_again', 'disclosure.corrected', 'disclosure.explained', 'disclosure.own_record_arrived', 'mailbox.arrived')
SELECT overview FROM yearbook_report WHERE state <> 'issued'
