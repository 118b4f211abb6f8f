"""Who wrote what in a draft, kept with each change: nobody decides about words of their own that still stand.

Called inside the command of a module, which owns the draft and says by what name it is kept
(`plan.order/7`). The newest version tells whose words stand; the database keeps them from deciding.
"""

from collections.abc import Collection
from datetime import datetime

from quancheng.kernel.approvals.models import Wording
from quancheng.kernel.approvals.refusals import WroteItYourself
from quancheng.kernel.approvals.standing import Version, is_same, standing_words


def keep_rewording(draft: str, *, before: Version, after: Version, at: datetime) -> bool:
    """A draft is put otherwise: keep both versions. False when it says the same as before.

    `before` counts when the draft was never kept, or was changed by other ways since.
    """
    is_new = not is_same(before.words, after.words)
    if not is_new:
        return False
    kept = list(Wording.objects.filter(draft=draft))
    if not kept or not is_same(kept[-1].words, before.words):
        kept.append(_kept(draft, len(kept), before, at))
    kept.append(_kept(draft, len(kept), after, at))
    standing = standing_words([one.as_version() for one in kept])
    for one in kept:
        one.stands = one.written_by_id in standing
    Wording.objects.bulk_update(kept, ["stands"])
    return True


def keep_version(draft: str, version: Version, *, at: datetime) -> None:
    """Keep how a draft reads before somebody changes it, or decides about it, unless it is kept already."""
    last = Wording.objects.filter(draft=draft).last()
    if last is None:
        _kept(draft, 0, version, at)
    else:
        keep_rewording(draft, before=last.as_version(), after=version, at=at)


def must_be_decided_by_another(draft: str, *, person_id: int, what: str, who: str = "您") -> None:
    """Who decides has written nothing that still stands; the database keeps to that too.

    Raises WroteItYourself.
    """
    kept = list(Wording.objects.filter(draft=draft))
    standing = standing_words([one.as_version() for one in kept])
    if person_id in standing:
        raise WroteItYourself(
            f"{what}里还有{who}写的文字（如“{standing[person_id]}”），他人原样保存不算改写；"
            "须由另一位负责人审核签发，或者由他人把这些文字改写以后再签发"
        )
    Wording.objects.filter(draft=draft).update(decided_by=person_id)


def writers_of(draft: str, *, last: int) -> frozenset[int]:
    """Whose words stand in a draft; `last`: who wrote it, when it was never put otherwise."""
    kept = Wording.objects.filter(draft=draft, stands=True).values_list("written_by_id", flat=True)
    return frozenset(kept) | {last}


def forget_wordings(drafts: Collection[str]) -> None:
    """The drafts were thrown away; nothing of them is kept."""
    Wording.objects.filter(draft__in=list(drafts)).delete()


def _kept(draft: str, place: int, version: Version, at: datetime) -> Wording:
    return Wording.objects.create(
        draft=draft, place=place, words=dict(version.words), written_by_id=version.written_by, written_at=at
    )
