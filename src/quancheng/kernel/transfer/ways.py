"""The row of each way, held while a package is sent or taken in, and the twins of what travelled on it."""

from collections.abc import Iterable, Mapping, Sequence

from quancheng.kernel.transfer.models import Twin, Way

AT_A_TIME = 500


def locked(*, is_out: bool) -> Way:
    """The row of one way, held until the commit."""
    Way.objects.get_or_create(is_out=is_out)
    return Way.objects.select_for_update().get(is_out=is_out)


def keep_twins(way: Way, kind: str, signs: Mapping[str, str]) -> None:
    """Write down what stands at both sides now."""
    forget_twins(way, kind, signs)
    Twin.objects.bulk_create(
        (Twin(way=way, kind=kind, key=key, sign=sign) for key, sign in signs.items()), batch_size=AT_A_TIME
    )


def forget_twins(way: Way, kind: str, keys: Iterable[str]) -> None:
    """What stands there no more."""
    told: Sequence[str] = list(keys)
    for start in range(0, len(told), AT_A_TIME):
        way.twins.filter(kind=kind, key__in=told[start : start + AT_A_TIME]).delete()
