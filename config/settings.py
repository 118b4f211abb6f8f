"""The settings of Django, from the environment; everything that is the same on every machine stands here."""

import dj_database_url

from config import environment, surfaces
from config.environment import ROOT, MailTls, Mode

ENVIRONMENT = environment.read()
SURFACE = ENVIRONMENT.surface
_OF_THIS_SURFACE = surfaces.OF[SURFACE]
IN_PRODUCTION = ENVIRONMENT.mode is Mode.PRODUCTION
IN_TRIAL = ENVIRONMENT.mode is Mode.TRIAL

SECRET_KEY = ENVIRONMENT.secret_key
DEBUG = False
ALLOWED_HOSTS = list(ENVIRONMENT.hosts)
ROOT_URLCONF = _OF_THIS_SURFACE.root_urlconf
PUBLIC_URLCONF = surfaces.PUBLIC.root_urlconf  # for letters to the public, which the worker writes
WSGI_APPLICATION = "config.wsgi.application"
VAR = ENVIRONMENT.var
PUBLIC_ADDRESS = ENVIRONMENT.public_address
DESK_ADDRESS = ENVIRONMENT.desk_address
DEMO_PASSWORD = ENVIRONMENT.demo_password
SECURITY_CONTACT = ENVIRONMENT.security.contact
SECURITY_CONTACT_EXPIRES = ENVIRONMENT.security.expires

INSTALLED_APPS = [
    "quancheng.shells.demo",
    "quancheng.shells.keeping",
    "quancheng.shells.workbench",
    "quancheng.shells.mine",
    "quancheng.shells.portal",
    "quancheng.insight.scorecards",
    "quancheng.insight.yearbook",
    "quancheng.records.groundwork",
    "quancheng.records.inspections",
    "quancheng.records.mailbox",
    "quancheng.records.disclosure",
    "quancheng.records.plan",
    "quancheng.records.remedies",
    "quancheng.ui",
    "quancheng.kernel.citizens",
    "quancheng.kernel.notify",
    "quancheng.kernel.links",
    "quancheng.kernel.obligations",
    "quancheng.kernel.redaction",
    "quancheng.kernel.seals",
    "quancheng.kernel.approvals",
    "quancheng.kernel.casework",
    "quancheng.kernel.archiving",
    "quancheng.kernel.files",
    "quancheng.kernel.retention",
    "quancheng.kernel.norms",
    "quancheng.kernel.transfer",
    "quancheng.kernel.orgs",
    "quancheng.kernel.calendar",
    "quancheng.kernel.audit",
    "quancheng.kernel.crypto",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "axes",
    "wagtail.users",
    "wagtail.sites",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "treebeard",
    "django_filters",
    "modelsearch",
    "django_htmx",
    "template_partials",
    "django_tasks",
    "django_tasks_db",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
]

MIDDLEWARE = list(_OF_THIS_SURFACE.middleware)

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "quancheng.ui.gate.surfaces",
                "quancheng.shells.portal.furniture.furniture",
                "quancheng.shells.workbench.frame.frame",
            ],
        },
    }
]

DATABASES = {
    "default": dj_database_url.parse(ENVIRONMENT.database_url, conn_max_age=60, conn_health_checks=True)
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# Counted tries and spent codes must be the same for every process of the house: a table, not a memory.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "workbench_counted_tries",
    }
}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

CIPHER_MACHINE = ENVIRONMENT.cipher
CRYPTO_MACHINE = f"quancheng.kernel.crypto.{'both.TwoMachines' if CIPHER_MACHINE else 'soft.SoftMachine'}"
CRYPTO_KEYS = ENVIRONMENT.keys
CRYPTO_MAKES_KEYS = not IN_PRODUCTION
TRANSFER = ENVIRONMENT.transfer
SEALS = ENVIRONMENT.seals
CALENDAR_KEEPER = ENVIRONMENT.calendar_keeper
AUDIT_ANCHORS = ENVIRONMENT.var / "anchors"

AUTH_USER_MODEL = "orgs.Person"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",  # before the password is looked at: is the account locked?
    "quancheng.kernel.access.backend.PostBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("account", "name", "email")},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "quancheng.kernel.access.passwords.SeveralKinds", "OPTIONS": {"least": 3}},
]

# The door of the desk: allauth leads through it, axes counts wrong passwords. The numbers are the operator's.
DOOR_LIMITS = ENVIRONMENT.door
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "quancheng.shells.workbench.door.adapters.DoorAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = "account"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = int(DOOR_LIMITS.sure_for.total_seconds())
_LOCK = f"{int(DOOR_LIMITS.locked_for.total_seconds())}s"
ACCOUNT_RATE_LIMITS = {
    "login": "300/m/ip",  # a whole office may stand behind one address
    # Of wrong passwords axes is first to count enough; of wrong codes this is the only count.
    "login_failed": f"60/m/ip,{2 * DOOR_LIMITS.failures}/{_LOCK}/key",
    "reauthenticate": "10/m/user",
}
ACCOUNT_FORMS = {
    "login": "quancheng.shells.workbench.door.forms.SignInForm",
    "reauthenticate": "quancheng.shells.workbench.door.forms.PasswordAgainForm",
}
MFA_ADAPTER = "quancheng.shells.workbench.door.adapters.SealedMFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_TOLERANCE = 1  # steps of 30 seconds before and after: clocks of phones differ
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_FORMS = {
    "authenticate": "quancheng.shells.workbench.door.forms.CodeForm",
    "reauthenticate": "quancheng.shells.workbench.door.forms.CodeAgainForm",
    "activate_totp": "quancheng.shells.workbench.door.forms.SetFactorForm",
}
IDENTITY_PLATFORM = ENVIRONMENT.identity
SOCIALACCOUNT_ADAPTER = "quancheng.shells.workbench.door.platform.PlatformAdapter"
SOCIALACCOUNT_LOGIN_ON_GET = False
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_REQUESTS_TIMEOUT = 10  # seconds
_PLATFORM = {
    "provider_id": "platform",
    "name": IDENTITY_PLATFORM.name,
    "client_id": IDENTITY_PLATFORM.client_id,
    "secret": IDENTITY_PLATFORM.secret,
    "settings": {"server_url": IDENTITY_PLATFORM.server, "uid_field": "sub"},
}
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [_PLATFORM] if IDENTITY_PLATFORM.server else []}
}
AXES_USERNAME_FORM_FIELD = "username"
AXES_LOCKOUT_PARAMETERS = ["username"]  # an account, from wherever: whoever guesses has many addresses
AXES_FAILURE_LIMIT = DOOR_LIMITS.failures
AXES_COOLOFF_TIME = DOOR_LIMITS.locked_for
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False  # or a stranger could keep somebody out for ever
AXES_RESET_ON_SUCCESS = True
AXES_DISABLE_ACCESS_LOG = True  # who came in is in the audit
AXES_ENABLE_ACCESS_FAILURE_LOG = True
AXES_CLIENT_IP_CALLABLE = "quancheng.ui.source.source_of"
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False

# The door of citizens, on the public surface: kernel/citizens leads through it, without sessions of Django.
CITIZEN_LIMITS = ENVIRONMENT.citizens
CITIZEN_WAYS = ENVIRONMENT.citizen_ways
CITIZEN_SIGN_IN = "mine:sign_in"

LANGUAGE_CODE = "zh-hans"
LOCALE_PATHS = [ROOT / "locale"]
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = ENVIRONMENT.var / "static" if IN_PRODUCTION else None  # a trial house serves its sources
MEDIA_ROOT = ENVIRONMENT.var / "media"
MEDIA_URL = "/media/"
WHITENOISE_USE_FINDERS = not IN_PRODUCTION
STORAGES = {
    "default": {"BACKEND": "quancheng.kernel.files.storage.WholeFileStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"
        if IN_PRODUCTION
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}

CONTENT_SECURITY_POLICY = {"DIRECTIVES": _OF_THIS_SURFACE.policy_with(ENVIRONMENT.identity.server)}
X_FRAME_OPTIONS = _OF_THIS_SURFACE.x_frame_options
SILENCED_SYSTEM_CHECKS = list(_OF_THIS_SURFACE.silenced_checks)

SESSION_COOKIE_NAME = "quancheng_desk"
SESSION_COOKIE_AGE = int(DOOR_LIMITS.longest.total_seconds())
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SECURE_REFERRER_POLICY = "same-origin"
if IN_PRODUCTION:
    SECURE_SSL_REDIRECT = True
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True

# Wagtail: the site tree, the editor and the frame of the desk. Nothing of it calls another host.
WAGTAIL_SITE_NAME = "泉诚"
WAGTAILADMIN_BASE_URL = DESK_ADDRESS
WAGTAIL_WORKFLOW_ENABLED = False
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = True
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAIL_I18N_ENABLED = False
WAGTAILADMIN_COMMENTS_ENABLED = False
WAGTAILADMIN_RICH_TEXT_EDITORS = {
    "default": {
        "WIDGET": "wagtail.admin.rich_text.DraftailRichTextArea",
        "OPTIONS": {"features": ["bold", "link", "ul", "ol", "h3"]},
    }
}
WAGTAILADMIN_PERMITTED_LANGUAGES = [("zh-hans", "简体中文")]

DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024  # bytes of a form without its files
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024  # bytes; a larger file goes to disk while it comes in
DOWNLOADS_A_MINUTE = ENVIRONMENT.downloads_a_minute
UPLOADS_A_DAY = ENVIRONMENT.uploads_a_day * 1024 * 1024  # bytes of one unit
PAGE_FETCHER = "quancheng.kernel.files.fetch.web.WebFetcher"
SNAPSHOT_NETWORKS = ENVIRONMENT.snapshot_networks
_MAIL = ENVIRONMENT.mail
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if _MAIL.host else 'filebased'}.EmailBackend"
EMAIL_FILE_PATH = ENVIRONMENT.var / "outgoing-mail"
EMAIL_HOST = _MAIL.host
EMAIL_PORT = _MAIL.port
EMAIL_HOST_USER = _MAIL.user
EMAIL_HOST_PASSWORD = _MAIL.password
EMAIL_USE_TLS = _MAIL.tls is MailTls.STARTTLS
EMAIL_USE_SSL = _MAIL.tls is MailTls.IMPLICIT
EMAIL_TIMEOUT = 20  # seconds; a letter that takes longer is tried again
DEFAULT_FROM_EMAIL = _MAIL.sender or "noreply@localhost"
SERVER_EMAIL = DEFAULT_FROM_EMAIL
NOTIFY_FOLDER = ENVIRONMENT.var  # where the gateways that write files make theirs
NOTIFY_PORTS = {
    "email": "quancheng.kernel.notify.mail.DjangoMail",
    "sms": "quancheng.kernel.notify.filed.FiledSms",
    "webhook": "quancheng.kernel.notify.filed.FiledWebhook",
}
