"""What differs between the two surfaces: addresses, middleware, and what a page may load."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from csp.constants import NONE, SELF

from config.environment import Surface

_BEFORE = (
    "quancheng.ui.headers.HeadersMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
)
_OF_THE_PUBLIC = ("quancheng.shells.portal.reading.ReadingMiddleware",)
_BEHIND_THE_PUBLIC = ("quancheng.shells.portal.shelf.ShelfMiddleware",)
_OF_THE_DESK = (
    "quancheng.shells.workbench.middleware.NothingStaysMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "quancheng.shells.workbench.door.middleware.SignInLimitsMiddleware",
)
_AFTER = (
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "quancheng.kernel.basis.reading.ReadOnceMiddleware",
    "quancheng.ui.gate.RefusalMiddleware",
)
_BEHIND_THE_DESK = (
    "quancheng.shells.workbench.middleware.SignedOutMiddleware",
    "quancheng.shells.workbench.middleware.ActorMiddleware",
    "quancheng.shells.workbench.door.middleware.FirstThingsMiddleware",
    "quancheng.shells.workbench.door.middleware.SureMiddleware",
    "quancheng.shells.workbench.door.middleware.PlatformMiddleware",
)
_BASE_POLICY = {
    "default-src": [SELF],
    "img-src": [SELF, "data:"],
    "object-src": [NONE],
    "base-uri": [SELF],
    "form-action": [SELF],
}
# axes: its middleware would put a bare page before ours, which tells of the lock (W002);
# an account is locked from wherever it was tried (W006).
_SILENCED = ("axes.W002", "axes.W006")


@dataclass(frozen=True, slots=True)
class SurfaceSettings:
    """The settings of Django that one surface has for itself."""

    root_urlconf: str
    middleware: tuple[str, ...]
    policy: dict[str, list[str]]
    x_frame_options: str
    silenced_checks: tuple[str, ...] = _SILENCED

    def policy_with(self, platform: str) -> dict[str, list[str]]:
        """The policy of a desk whose forms may lead on to the identity platform; of the others as it is."""
        place = urlsplit(platform)
        if self.root_urlconf != "config.addresses.desk" or not place.netloc:
            return self.policy
        return {**self.policy, "form-action": [SELF, f"{place.scheme}://{place.netloc}"]}


PUBLIC = SurfaceSettings(
    root_urlconf="config.addresses.public",
    middleware=(*_BEFORE, *_OF_THE_PUBLIC, *_AFTER, *_BEHIND_THE_PUBLIC),
    policy={**_BASE_POLICY, "frame-ancestors": [NONE]},
    x_frame_options="DENY",
)
DESK = SurfaceSettings(
    root_urlconf="config.addresses.desk",
    middleware=(*_BEFORE, *_OF_THE_DESK, *_AFTER, *_BEHIND_THE_DESK),
    # Wagtail's editor writes inline scripts: its rooms have a policy of their own (workbench/editor.py).
    policy={**_BASE_POLICY, "frame-ancestors": [SELF], "script-src": [SELF], "style-src": [SELF]},
    x_frame_options="SAMEORIGIN",
    # Wagtail's preview shows a page in a frame of the desk's own origin; W019 asks for DENY.
    silenced_checks=(*_SILENCED, "security.W019"),
)
OF = {Surface.PUBLIC: PUBLIC, Surface.DESK: DESK}


def settings_of(surface: Surface) -> dict[str, object]:
    """By their names in Django, as a test needs them that shows one surface after the other."""
    one = OF[surface]
    return {
        "SURFACE": surface,
        "ROOT_URLCONF": one.root_urlconf,
        "MIDDLEWARE": list(one.middleware),
        "CONTENT_SECURITY_POLICY": {"DIRECTIVES": one.policy},
        "X_FRAME_OPTIONS": one.x_frame_options,
        "SILENCED_SYSTEM_CHECKS": list(one.silenced_checks),
    }
