"""The numbers of requests as they hold for a government on a day."""

from datetime import date

from quancheng.kernel.calendar.levels import Thresholds
from quancheng.kernel.norms.queries import holding_on, norm_on
from quancheng.kernel.orgs.models import Unit
from quancheng.records.disclosure.rules.neighbours import contact_of


def thresholds_for(tenant_id: int, *, on: date) -> Thresholds:
    """At how many working days left the lights change."""
    yellow, orange, red = (
        norm_on(f"disclosure.{light}_left", tenant_id=tenant_id, on=on).number
        for light in ("yellow", "orange", "red")
    )
    return Thresholds(yellow=yellow, orange=orange, red=red)


def confirmation_days(tenant_id: int, *, on: date) -> int:
    """Within how many working days the agency confirms with the applicant."""
    return norm_on("disclosure.confirmation_alarm", tenant_id=tenant_id, on=on).number


def most_signs(tenant_id: int, *, on: date) -> tuple[int, int]:
    """How many signs the name of an applicant and the words of what is wanted may have."""
    name = norm_on("disclosure.name_most", tenant_id=tenant_id, on=on).number
    return name, norm_on("disclosure.text_most", tenant_id=tenant_id, on=on).number


def is_received_when_told(tenant_id: int, *, on: date) -> bool:
    """Whether what is told by mouth is received the moment it is written down, or once it is signed."""
    return norm_on("disclosure.oral_receipt", tenant_id=tenant_id, on=on).text == "transcribed"


def may_extend_after_restart(tenant_id: int, *, on: date) -> bool:
    """Whether a period that began anew may be made longer though the one before it was."""
    norm = norm_on("disclosure.extension_after_restart", tenant_id=tenant_id, on=on)
    return norm.text == "once_more"


def is_silent_from_sending(tenant_id: int, *, on: date) -> bool:
    """Whether the pause for a silent party ends fifteen working days after sending, not after its receipt."""
    return norm_on("disclosure.silent_pause_ends", tenant_id=tenant_id, on=on).text == "sent"


def is_review_first_against_silence(tenant_id: int, *, on: date) -> bool:
    """Whether who got no answer applies for reconsideration before they sue (《行政复议法》第二十三条)."""
    return norm_on("disclosure.silence_first", tenant_id=tenant_id, on=on).text == "review"


def correction_days(tenant_id: int, *, on: date) -> tuple[int, int]:
    """The working days for a correction: those proposed, and the most."""
    usual = norm_on("disclosure.correction_days", tenant_id=tenant_id, on=on).number
    most = norm_on("disclosure.correction_most", tenant_id=tenant_id, on=on).number
    return min(usual, most), most


def own_record_days(tenant_id: int, *, on: date) -> int:
    """The working days in which own records are to be put right: a target, no law."""
    return norm_on("disclosure.own_record_days", tenant_id=tenant_id, on=on).number


def made_open_days(tenant_id: int, *, on: date) -> int:
    """The working days in which what was decided to be public is published."""
    return norm_on("disclosure.made_open_days", tenant_id=tenant_id, on=on).number


def same_wish(tenant_id: int, *, on: date) -> int:
    """From how many applicants on the same wish is brought to the agency's notice."""
    return norm_on("disclosure.same_wish", tenant_id=tenant_id, on=on).number


def withheld_again(tenant_id: int, *, on: date) -> int:
    """After how many months a refusal is looked at again."""
    return norm_on("disclosure.withheld_again", tenant_id=tenant_id, on=on).number


def fee_service_days(tenant_id: int, *, on: date) -> int:
    """After how many working days the agency is reminded of a fee notice that was not served."""
    return norm_on("disclosure.fee_service_alarm", tenant_id=tenant_id, on=on).number


def end_notice_days(tenant_id: int, *, on: date) -> int:
    """After how many working days the agency is reminded of a request that ended without its letter 24."""
    return norm_on("disclosure.end_notice_alarm", tenant_id=tenant_id, on=on).number


def must_be_by_two(tenant_id: int, *, on: date) -> bool:
    """Whether who reviews a reply may not issue it; who wrote it may do neither in any case."""
    return norm_on("disclosure.issuing_hands", tenant_id=tenant_id, on=on).text == "two"


def must_be_cleared_apart(tenant_id: int, *, on: date) -> bool:
    """Whether who looks a reply through for secrets may neither review nor issue it (Art. 17)."""
    return norm_on("disclosure.clearing_hands", tenant_id=tenant_id, on=on).text == "apart"


def contact_of_unit(unit: Unit, *, on: date) -> str:
    """How to reach the openness office of a unit; empty where its government has not entered it."""
    listed = holding_on("disclosure.contacts", tenant_id=unit.tenant_id, on=on)
    return contact_of(unit.code, listed.table) if listed else ""
