"""The tables in which the public role may do nothing, each group with the reason."""

from collections.abc import Mapping

_SIGN_IN = (
    "account_emailaddress", "account_emailconfirmation", "auth_group", "auth_group_permissions",
    "auth_permission", "axes_accessattempt", "axes_accessattemptexpiration", "axes_accessfailurelog",
    "axes_accesslog", "mfa_authenticator", "orgs_adminseat", "orgs_person_groups",
    "orgs_person_user_permissions", "socialaccount_socialaccount", "socialaccount_socialapp",
    "socialaccount_socialtoken",
)  # fmt: skip
_SESSIONS = ("django_session", "usersessions_usersession")
_DESK = (
    "approvals_approval", "approvals_paperwriter", "approvals_scan", "approvals_stage", "approvals_wording",
    "archiving_handedrecord", "archiving_handover", "audit_periodicjob", "casework_charge",
    "casework_numberseries",
    "disclosure_acknowledgement", "disclosure_conference", "disclosure_conferenceunit",
    "disclosure_consultation", "disclosure_demand", "disclosure_endnotice", "disclosure_item",
    "disclosure_jointmember", "disclosure_jointwork", "disclosure_madeopen",
    "disclosure_outcome", "disclosure_redo", "disclosure_reevaluation", "disclosure_requestbulletin",
    "disclosure_requestbulletin_addressees", "disclosure_samewish", "disclosure_searchrecord",
    "disclosure_withheldpart",
    "groundwork_agendaitem", "groundwork_attendance",
    "groundwork_checkin", "groundwork_council", "groundwork_councilmember", "groundwork_gathering",
    "groundwork_material", "groundwork_resolution", "links_link", "notify_digestrun", "notify_news",
    "notify_quiethours",
    "groundwork_collection", "groundwork_filling",
    "groundwork_layout", "groundwork_notice", "groundwork_noticefile", "groundwork_recipient",
    "inspections_indicator", "inspections_inspection",
    "inspections_material", "inspections_package", "inspections_setaside", "inspections_sheetdraft",
    "inspections_task",
    "mailbox_replyway",
    "obligations_snapshot", "orgs_unitname", "plan_answerfile", "plan_bulletin", "plan_bulletin_addressees",
    "plan_bulletintext", "plan_carryover", "plan_draft", "plan_filledtable", "plan_likenessrule",
    "plan_milestonereport", "plan_milestoneshare", "plan_order", "plan_orderanswer", "plan_orderpoint",
    "plan_rowcontinues", "plan_rowsetaside", "plan_rowtakenup", "plan_supervisionrule", "plan_taskunit",
    "plan_warnedcase", "plan_warnedduty", "plan_warningrule", "redaction_box", "redaction_proof",
    "redaction_redaction", "redaction_span", "remedies_complaint", "remedies_measure", "remedies_paper",
    "remedies_proceeding",
    "remedies_proof", "remedies_stay", "retention_hold", "seals_seal",
    "seals_sealedscan", "seals_use", "transfer_carried", "transfer_twin", "transfer_way",
    "workbench_siterelease", "yearbook_innerday", "yearbook_member",
)  # fmt: skip
_SCORES = (
    "scorecards_addressee", "scorecards_appeal", "scorecards_appealfile", "scorecards_correction",
    "scorecards_indicator", "scorecards_letter", "scorecards_letterbasis", "scorecards_mark",
    "scorecards_point", "scorecards_result", "scorecards_score", "scorecards_scoredunit",
    "scorecards_scoreset", "scorecards_talk", "scorecards_talknote",
)  # fmt: skip
_EDITORS = (
    "modelsearch_indexentry", "taggit_tag", "taggit_taggeditem", "wagtailadmin_admin",
    "wagtailadmin_editingsession", "wagtailadmin_formstate", "wagtailcore_apitoken",
    "wagtailcore_collectionviewrestriction_groups", "wagtailcore_comment", "wagtailcore_commentreply",
    "wagtailcore_groupapprovaltask", "wagtailcore_groupapprovaltask_groups",
    "wagtailcore_groupcollectionpermission", "wagtailcore_grouppagepermission",
    "wagtailcore_groupsitepermission", "wagtailcore_pagesubscription",
    "wagtailcore_pageviewrestriction_groups", "wagtailcore_referenceindex", "wagtailcore_revision",
    "wagtailcore_task", "wagtailcore_taskstate", "wagtailcore_uploadedfile", "wagtailcore_workflow",
    "wagtailcore_workflowcontenttype", "wagtailcore_workflowpage", "wagtailcore_workflowstate",
    "wagtailcore_workflowtask", "wagtailimages_image", "wagtailimages_rendition", "wagtailusers_userprofile",
)  # fmt: skip

CLOSED: Mapping[str, str] = {
    **dict.fromkeys(_SIGN_IN, "nobody signs in here"),
    **dict.fromkeys(_SESSIONS, "sessions of the desk; sign-ins of citizens have a table of their own"),
    **dict.fromkeys(_DESK, "drafts, supervision and settings of the desk"),
    **dict.fromkeys(_SCORES, "assessment inside the administration; nothing of it is published here"),
    **dict.fromkeys(_EDITORS, "revisions, drafts and tools of the editors"),
    "django_migrations": "the owner's",
}
