"""Why nothing is sealed, or a signature is not looked at."""

from quancheng.kernel.basis.refusal import Refusal


class NoSuchSeal(Refusal):
    """Missing or out of sight: which of the two is not told."""

    code = "seals.no_such_seal"
    status = 404


class NoSuchUse(Refusal):
    """Missing or out of sight."""

    code = "seals.no_such_use"
    status = 404


class NoSuchPaper(Refusal):
    """Nobody seals records of this kind, or the paper does not stand issued."""

    code = "seals.no_such_paper"
    status = 404


class NotKeeper(Refusal):
    """Only who keeps the seal puts it on paper."""

    code = "seals.not_keeper"
    status = 403


class DrafterDoesNotSeal(Refusal):
    """Who drafted the paper does not seal it: four eyes."""

    code = "seals.drafter_does_not_seal"
    status = 403


class SealNotInUse(Refusal):
    """The seal is stopped, not yet in use, or out of its days."""

    code = "seals.not_in_use"


class OtherOrgan(Refusal):
    """The paper goes out in the name of another organ than the seal's."""

    code = "seals.other_organ"
    status = 403


class WordsChanged(Refusal):
    """The paper reads otherwise than what was approved."""

    code = "seals.words_changed"


class SealedAlready(Refusal):
    """The seal stands on this paper already, in these words."""

    code = "seals.sealed_already"


class NoKey(Refusal):
    """The key or certificate of the seal cannot be used."""

    code = "seals.no_key"
    status = 503


class NotSealable(Refusal):
    """The document cannot bear a seal as it is."""

    code = "seals.not_sealable"
    status = 422


class NotYours(Refusal):
    """The register of seals is kept by the head of the office; a unit reads its own."""

    code = "seals.not_yours"
    status = 403


class BadSeal(Refusal):
    """What is entered about a seal cannot be."""

    code = "seals.bad_seal"
    status = 422


class ScanStands(Refusal):
    """The scan of this sealed paper is registered already, or none is wanted."""

    code = "seals.scan_stands"
