"""Why a paper is not laid before a leader, or not decided."""

from quancheng.kernel.basis.refusal import Refusal


class NoSuchApproval(Refusal):
    """Missing or out of sight: which of the two is not told."""

    code = "approvals.no_such_approval"
    status = 404


class NoSuchPaper(Refusal):
    """Nobody approves records of this kind."""

    code = "approvals.no_such_paper"
    status = 404


class NoSuchScan(Refusal):
    """Missing or out of sight."""

    code = "approvals.no_such_scan"
    status = 404


class NobodyAsked(Refusal):
    """The chain is empty, or a post in it cannot decide."""

    code = "approvals.nobody_asked"
    status = 422


class AskedAlready(Refusal):
    """The same paper waits for its leaders already."""

    code = "approvals.asked_already"


class NotYourTurn(Refusal):
    """The actor's post is not asked now."""

    code = "approvals.not_your_turn"
    status = 403


class OwnPaper(Refusal):
    """Who laid the paper before does not decide about it: four eyes."""

    code = "approvals.own_paper"
    status = 403


class WroteItYourself(Refusal):
    """Words of the one who decides still stand in the draft: four eyes."""

    code = "approvals.wrote_it_yourself"
    status = 403


class PaperChanged(Refusal):
    """The record reads otherwise than what was laid before: that must be laid before anew."""

    code = "approvals.paper_changed"


class NotApproved(Refusal):
    """No approval stands for the present words."""

    code = "approvals.not_approved"


class NotYours(Refusal):
    """Only the unit that laid the paper before may do this."""

    code = "approvals.not_yours"
    status = 403


class OtherVersion(Refusal):
    """The scan is of another version of the paper, or of another paper."""

    code = "approvals.other_version"
    status = 422


class ScanWaits(Refusal):
    """A scan waits for its second person already, or none does."""

    code = "approvals.scan_waits"


class SecondPersonNeeded(Refusal):
    """Who brought the scan does not confirm it: four eyes."""

    code = "approvals.second_person_needed"
    status = 403


class BadSignature(Refusal):
    """What is said to stand on the paper cannot be: a day or a signer that does not fit."""

    code = "approvals.bad_signature"
    status = 422
