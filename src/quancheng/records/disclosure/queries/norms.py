"""The numbers of requests as they hold for a government on a day."""

from collections.abc import Mapping
from datetime import date

from quancheng.kernel.calendar.levels import Thresholds
from quancheng.kernel.norms.queries import holding_on, norm_on
from quancheng.kernel.orgs.models import Unit
from quancheng.records.disclosure.rules.annual_rows import annual_rows_from
from quancheng.records.disclosure.rules.fees import AfterPaying, Month
from quancheng.records.disclosure.rules.letters import Rest
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


def must_both_confirm(tenant_id: int, *, on: date) -> bool:
    """Whether an applicant who sent it confirms once more after the agency has (Art. 31(3))."""
    return norm_on("disclosure.web_confirmation", tenant_id=tenant_id, on=on).text == "both"


def is_received_when_registered(tenant_id: int, *, on: date) -> bool:
    """Whether a letter whose sender cannot be reached is received as it is registered (Art. 31(2))."""
    return norm_on("disclosure.mail_unreachable", tenant_id=tenant_id, on=on).text == "registered"


def may_extend_after_restart(tenant_id: int, *, on: date) -> bool:
    """Whether a period that began anew may be made longer though the one before it was."""
    norm = norm_on("disclosure.extension_after_restart", tenant_id=tenant_id, on=on)
    return norm.text == "once_more"


def rest_read(tenant_id: int, *, on: date) -> Rest:
    """Where the rest for a consultation begins and ends, for one that begins on a day (Art. 33(3))."""
    heard = norm_on("disclosure.pause_ends", tenant_id=tenant_id, on=on).text
    return Rest(heard=heard, silent=norm_on("disclosure.silent_pause_ends", tenant_id=tenant_id, on=on).text)


def is_silent_from_sending(tenant_id: int, *, on: date) -> bool:
    """Whether the pause for a silent party ends fifteen working days after sending, not after its receipt."""
    return norm_on("disclosure.silent_pause_ends", tenant_id=tenant_id, on=on).text == "sent"


def is_paused_for_reasons(tenant_id: int, *, on: date) -> bool:
    """Whether the time in which reasons are awaited is left out of the period to answer (Art. 35)."""
    return norm_on("disclosure.reasons_pause", tenant_id=tenant_id, on=on).text == "pauses"


def organ_days(tenant_id: int, *, on: date) -> int:
    """The working days in which another organ that is asked (Art. 11) is to answer: no law, a setting."""
    return norm_on("disclosure.organ_days", tenant_id=tenant_id, on=on).number


def is_paused_inside(tenant_id: int, *, on: date) -> bool:
    """Whether the time that the agency's own departments take is left out of the period (Art. 33)."""
    return norm_on("disclosure.own_departments", tenant_id=tenant_id, on=on).text == "pauses"


def is_served_when_sent(tenant_id: int, *, on: date) -> bool:
    """Whether what is served by e-mail is served on the day it was sent, not on the day it arrived."""
    return norm_on("disclosure.electronic_service", tenant_id=tenant_id, on=on).text == "sent"


def is_review_first_against_silence(tenant_id: int, *, on: date) -> bool:
    """Whether who got no answer applies for reconsideration before they sue (《行政复议法》第二十三条)."""
    return norm_on("disclosure.silence_first", tenant_id=tenant_id, on=on).text == "review"


def correction_days(tenant_id: int, *, on: date) -> tuple[int, int]:
    """The working days for a correction: those proposed, and the most."""
    usual = norm_on("disclosure.correction_days", tenant_id=tenant_id, on=on).number
    most = norm_on("disclosure.correction_most", tenant_id=tenant_id, on=on).number
    return min(usual, most), most


def correction_alarm_days(tenant_id: int, *, on: date) -> tuple[int, int]:
    """After how many working days the agency is reminded: of a correction notice that was not served, and of
    a correction whose period is over.
    """
    unserved = norm_on("disclosure.correction_service_alarm", tenant_id=tenant_id, on=on).number
    return unserved, norm_on("disclosure.correction_over_alarm", tenant_id=tenant_id, on=on).number


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


def fee_month(tenant_id: int, *, on: date) -> Month:
    """By which of their days the requests of one applicant are counted together for the fee."""
    return Month(norm_on("disclosure.fee_month", tenant_id=tenant_id, on=on).text)


def after_paying(tenant_id: int, *, on: date) -> AfterPaying:
    """What becomes of the period to answer once a fee is paid whose notice is issued on a day."""
    if norm_on("disclosure.fee_restarts", tenant_id=tenant_id, on=on).text == "restarts":
        return AfterPaying.RESTARTS
    waiting = norm_on("disclosure.fee_wait", tenant_id=tenant_id, on=on).text
    return AfterPaying.GOES_ON if waiting == "stops" else AfterPaying.COUNTS


def is_petition_timed(tenant_id: int, *, on: date) -> bool:
    """Whether telling that a petition is no request has the days of an answer (Art. 39), or none."""
    return norm_on("disclosure.petition_days", tenant_id=tenant_id, on=on).text == "answer"


def end_notice_days(tenant_id: int, *, on: date) -> int:
    """After how many working days the agency is reminded of a request that ended without its letter 24."""
    return norm_on("disclosure.end_notice_alarm", tenant_id=tenant_id, on=on).number


def must_be_by_two(tenant_id: int, *, on: date) -> bool:
    """Whether who reviews a reply may not issue it; who wrote it may do neither in any case."""
    return norm_on("disclosure.issuing_hands", tenant_id=tenant_id, on=on).text == "two"


def must_be_cleared_apart(tenant_id: int, *, on: date) -> bool:
    """Whether who looks a reply through for secrets may neither review nor issue it (Art. 17)."""
    return norm_on("disclosure.clearing_hands", tenant_id=tenant_id, on=on).text == "apart"


def annual_rows(tenant_id: int, *, on: date) -> Mapping[str, int]:
    """In which row of part three of the annual report each ground is counted that is decided on this day."""
    return annual_rows_from(norm_on("disclosure.annual_rows", tenant_id=tenant_id, on=on).table)


def contact_of_unit(unit: Unit, *, on: date) -> str:
    """How to reach the openness office of a unit; empty where its government has not entered it."""
    listed = holding_on("disclosure.contacts", tenant_id=unit.tenant_id, on=on)
    return contact_of(unit.code, listed.table) if listed else ""
