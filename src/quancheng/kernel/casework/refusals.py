"""Why a step may not be taken."""

from quancheng.kernel.basis.refusal import Meanwhile, Refusal


class StepNotOpen(Refusal):
    """The state of the case does not allow this step now."""

    code = "casework.step_not_open"


class NotYourStep(Refusal):
    """The actor's role, unit or government does not allow this step."""

    code = "casework.not_your_step"
    status = 403


class MovedMeanwhile(Meanwhile):
    """Another person was quicker; what the actor saw is no longer so."""

    code = "casework.moved_meanwhile"


class TooManyDays(Refusal):
    """More days than the step may grant, or none."""

    code = "casework.too_many_days"


class TooLate(Refusal):
    """The period was over before it was lengthened."""

    code = "casework.too_late"


class BadDay(Refusal):
    """A day that cannot be: in the future, before the case began, missing, or not later."""

    code = "casework.bad_day"


class ReasonMissing(Refusal):
    """This step needs a reason."""

    code = "casework.reason_missing"


class BadUnit(Refusal):
    """The case cannot be handed to this unit."""

    code = "casework.bad_unit"


class NothingInHand(Refusal):
    """The colleague has nothing in hand that the actor could take over."""

    code = "casework.nothing_in_hand"


class FromOneself(Refusal):
    """Nobody takes over from themselves."""

    code = "casework.from_oneself"
    status = 422
