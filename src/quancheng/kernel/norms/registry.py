"""The norms of the house, as the modules declare them. Filled in `apps.ready`."""

from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.norms.definition import Norm, faults


class NoSuchNorm(Refusal):
    """No module declares it."""

    code = "norms.no_such_norm"
    status = 404


_norms: dict[str, Norm] = {}


def register(*norms: Norm) -> None:
    """Take in what a module declares; an unsound or doubled declaration is a fault of the code."""
    doubled = [norm.code for norm in norms if norm.code in _norms]
    if found := [*faults(norms), *(f"{code}: declared twice" for code in doubled)]:
        raise ValueError("; ".join(found))
    _norms.update((norm.code, norm) for norm in norms)


def norm_called(code: str) -> Norm:
    """The norm with this code. Raises NoSuchNorm."""
    if code not in _norms:
        raise NoSuchNorm("没有这项规则，请从依据与规则中选择", norm=code)
    return _norms[code]


def norms() -> tuple[Norm, ...]:
    """Every norm, in the order in which the modules came."""
    return tuple(_norms.values())
