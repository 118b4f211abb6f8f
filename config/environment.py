"""What the machine tells the house: read once, from variables that begin with QUANCHENG_.

MODE            trial, or production, which refuses to start without what a real site needs
SURFACE         public or desk: which address table this process serves
VAR             the folder that the house writes to
DATABASE        an address such as postgresql://user@host/name; SQLite in VAR otherwise
PUBLIC_DATABASE the same database for the public surface, as the role that `manage.py public_role` makes:
                postgresql://quancheng_public:password@host/name; DATABASE otherwise. It holds only where
                SURFACE is told to be public: the desk, the worker and the consoles keep to DATABASE
SECRET_KEY      50 or more random characters; production must be told them
KEYS            the folder of the cipher keys; production must be told it
CIPHER_MACHINE  where the service of a cipher machine (密码机) listens: unix:/path or tcp:127.0.0.1:port;
                without it the keys in KEYS do all (docs/operating.md tells how a house goes over, and back)
CIPHER_SECONDS  how long it may take for one answer; 5 otherwise
CIPHER_SEALS    machine (otherwise), or keys: what seals from now on while both are there
HOSTS           the names under which the house is reached, with commas between
PUBLIC_ADDRESS, DESK_ADDRESS  where citizens and officials reach it, with scheme, without a closing slash
DEMO_PASSWORD   of every demo account; production has none
DOWNLOADS_A_MINUTE  files of open data that one network may have drawn anew in a minute; 60 otherwise
CALENDAR_KEEPER the government (its slug) that keeps the calendar of all; the first one at the top otherwise
UPLOADS_A_DAY   megabytes that the files of one unit may have together in one day; 500 otherwise

Whom to tell of a weakness (RFC 9116), read at /.well-known/security.txt of the portal.
SECURITY_CONTACT    mailto:…, tel:… or https://…; while it is not told, `check --deploy` warns
SECURITY_EXPIRES    until which day it holds, such as 2027-06-30; at most a year ahead is advised

The door of the desk. GB/T 22239-2019 asks for these limits and leaves the numbers to the operator.
IDLE_MINUTES        without a request for so long, a sign-in ends; 30 otherwise
LONGEST_HOURS       so long after it began, it ends anyhow; 8 otherwise
SIGN_INS_AT_ONCE    of one person; the oldest gives way; 3 otherwise
WRONG_PASSWORDS     in a row, then the account is locked; 5 otherwise
LOCKED_MINUTES      how long it is locked, and how long wrong passwords are remembered; 15 otherwise
SURE_MINUTES        how long a proof of who one is holds for exports and the like, at both doors; 15 otherwise
SECOND_FACTOR       required, which production is otherwise; or offered

The door of citizens (公众登录), with phone or e-mail and a one-time code.
SMS                 files: a relay takes short messages from VAR/outgoing-sms, which a trial house does; none
CODE_MINUTES        how long a code is worth something; 5 otherwise
CODE_TRIES          how often one code may be tried; 5 otherwise
CODES_A_DAY         to one address; 10 otherwise
CITIZEN_IDLE_MINUTES, CITIZEN_LONGEST_HOURS  when a sign-in ends; 30 and 12 otherwise

The city's identity platform (统一身份认证平台), by OpenID Connect; without a server there is none.
OIDC_SERVER         its address, under which /.well-known/openid-configuration stands
OIDC_NAME           how the button calls it; 统一身份认证 otherwise
OIDC_CLIENT_ID      under which name it knows this house
OIDC_SECRET_FILE    the file that holds the shared secret alone
OIDC_CLAIM          which of its claims is the account of the register; preferred_username otherwise

Mail. A trial house writes its letters into VAR/outgoing-mail; a real one is told where its mail server is.
MAIL_HOST           the server; while it is not told, `check --deploy` refuses
MAIL_FROM           the sender of every letter, such as 政务公开 <zwgk@example.gov.cn>
MAIL_TLS            starttls (otherwise), implicit, or none, which is for a relay on this very machine
MAIL_PORT           587, 465 or 25 otherwise, by MAIL_TLS
MAIL_USER           who signs in there; nobody otherwise
MAIL_PASSWORD_FILE  the file that holds the password alone, readable by the house only

The other network (网闸): one house inside, one outside, packages between them. Without a side there is none.
TRANSFER_SIDE       inside or outside: where this house stands
TRANSFER_PAIR       one name for both houses, such as jinan
TRANSFER_KEYS       the folder of the keys that both hold: in it inside-to-outside and outside-to-inside, each
                    made by `manage.py new_key --into`
TRANSFER_QUIET      hours without a package after which `health` calls the way interrupted; 24

Seals (印章). Wet ones need nothing here; SEAL_ROOTS says whose signatures are trusted.
SEAL_MACHINE        wet (otherwise), key, or the dotted path of an adapter for a certified seal server
SEAL_KEYS           for key: the folder with a folder of keys for each seal; see docs/operating.md
SEAL_ROOTS          the folder of the root certificates that are trusted, as .pem, .crt or .cer
SEAL_SERVER         for an adapter: the address of its server
"""

import os
import secrets
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from pathlib import Path

from quancheng.kernel.citizens.limits import CitizenLimits
from quancheng.kernel.crypto.line import Address, WrongAddress
from quancheng.kernel.crypto.told import CipherMachine
from quancheng.kernel.seals.told import OWN as OWN_SEAL_MACHINES
from quancheng.kernel.seals.told import WET, SealSettings
from quancheng.kernel.transfer.told import Transfer
from quancheng.shells.workbench.door.limits import DoorLimits, SecondFactor

ROOT = Path(__file__).resolve().parent.parent


class Mode(StrEnum):
    """How strict the house is. `production` refuses to start without what a real site needs."""

    TRIAL = "trial"
    PRODUCTION = "production"


class Surface(StrEnum):
    """Which address table this process serves. The public one has no address of the desk at all."""

    PUBLIC = "public"
    DESK = "desk"


class MailTls(StrEnum):
    """How the way to the mail server is kept shut: from the first word, after a greeting, or not at all."""

    STARTTLS = "starttls"
    IMPLICIT = "implicit"
    NONE = "none"


MAIL_PORTS = {MailTls.STARTTLS: 587, MailTls.IMPLICIT: 465, MailTls.NONE: 25}


@dataclass(frozen=True, slots=True)
class Mail:
    """The mail server. Without a host no letter leaves the house."""

    host: str
    port: int
    tls: MailTls
    user: str
    password: str
    sender: str


@dataclass(frozen=True, slots=True)
class IdentityPlatform:
    """The city's identity platform. Without a server there is none."""

    server: str
    name: str
    client_id: str
    secret: str
    claim: str


@dataclass(frozen=True, slots=True)
class SecurityContact:
    """Whom to tell of a weakness, until which day. Without both there is no page."""

    contact: str
    expires: date | None


@dataclass(frozen=True, slots=True)
class Environment:
    """The settings that differ from machine to machine."""

    mode: Mode
    surface: Surface
    var: Path  # the folder that the house writes to: database, uploads, keys
    database_url: str
    secret_key: str
    keys: Path | None  # the folder of the cipher keys; production must be told it
    cipher: CipherMachine | None
    hosts: tuple[str, ...]
    public_address: str  # where citizens reach the portal, with scheme, without a closing slash
    desk_address: str
    snapshot_networks: tuple[str, ...]  # private networks whose pages may be kept as evidence: 10.20.0.0/16
    demo_password: str  # of every demo account; production has none
    mail: Mail
    door: DoorLimits
    identity: IdentityPlatform
    security: SecurityContact
    downloads_a_minute: int  # of one network
    uploads_a_day: int  # megabytes of one unit
    transfer: Transfer
    seals: SealSettings
    calendar_keeper: str  # the slug of a government
    citizens: CitizenLimits
    citizen_ways: tuple[str, ...]  # by what codes leave this house: phone, email


def read() -> Environment:
    """Read the environment. Raises SystemExit with a sentence when production lacks what it needs."""
    mode = Mode(_told("MODE", Mode.TRIAL))
    surface = Surface(os.environ.get("SURFACE") or _told("SURFACE", Surface.PUBLIC))
    var = Path(_told("VAR", str(ROOT / "var")))
    return Environment(
        mode=mode,
        surface=surface,
        var=var,
        database_url=_database(surface, var),
        secret_key=_told("SECRET_KEY", "") or _trial_key(mode, var),
        keys=_keys(mode, var),
        cipher=_cipher(),
        hosts=tuple(_told("HOSTS", "localhost,127.0.0.1,[::1]").split(",")),
        public_address=_told("PUBLIC_ADDRESS", "http://127.0.0.1:8000"),
        desk_address=_told("DESK_ADDRESS", "http://127.0.0.1:8001"),
        snapshot_networks=tuple(one for one in _told("SNAPSHOT_NETWORKS", "").split(",") if one),
        demo_password="" if mode is Mode.PRODUCTION else _told("DEMO_PASSWORD", "quancheng-demo"),
        mail=_mail(),
        door=_door(mode),
        identity=_identity(mode),
        security=_security(),
        downloads_a_minute=_number("DOWNLOADS_A_MINUTE", 60),
        uploads_a_day=_number("UPLOADS_A_DAY", 500),
        transfer=_transfer(),
        seals=_seals(),
        calendar_keeper=_told("CALENDAR_KEEPER", ""),
        citizens=_citizens(),
        citizen_ways=_citizen_ways(mode),
    )


def _told(name: str, otherwise: str) -> str:
    return os.environ.get(f"QUANCHENG_{name}") or otherwise


def _database(surface: Surface, var: Path) -> str:
    """Where the data lie; the public surface has a role of its own there, if it was told of one.

    A console is given no surface, and works as the owner.
    """
    owner = _told("DATABASE", f"sqlite:///{var / 'quancheng.sqlite3'}")
    is_public = surface is Surface.PUBLIC and bool(os.environ.get("SURFACE") or _told("SURFACE", ""))
    return _told("PUBLIC_DATABASE", owner) if is_public else owner


def _mail() -> Mail:
    """Raises SystemExit with a sentence for what no mail server could be reached by."""
    told, port = _told("MAIL_TLS", MailTls.STARTTLS), _told("MAIL_PORT", "")
    if told not in set(MailTls):
        raise SystemExit(f"QUANCHENG_MAIL_TLS is {told!r}; it must be one of {', '.join(MailTls)}")
    if port and not port.isdecimal():
        raise SystemExit(f"QUANCHENG_MAIL_PORT is {port!r}; it must be a number")
    return Mail(
        host=_told("MAIL_HOST", ""),
        port=int(port) if port else MAIL_PORTS[MailTls(told)],
        tls=MailTls(told),
        user=_told("MAIL_USER", ""),
        password=_secret("MAIL_PASSWORD_FILE"),
        sender=_told("MAIL_FROM", ""),
    )


def _door(mode: Mode) -> DoorLimits:
    """Raises SystemExit with a sentence for a limit that is no number."""
    factor = _told("SECOND_FACTOR", "required" if mode is Mode.PRODUCTION else "offered")
    if factor not in set(SecondFactor):
        raise SystemExit(
            f"QUANCHENG_SECOND_FACTOR is {factor!r}; it must be one of {', '.join(SecondFactor)}"
        )
    return DoorLimits(
        idle=timedelta(minutes=_number("IDLE_MINUTES", 30)),
        longest=timedelta(hours=_number("LONGEST_HOURS", 8)),
        at_once=_number("SIGN_INS_AT_ONCE", 3),
        failures=_number("WRONG_PASSWORDS", 5),
        locked_for=timedelta(minutes=_number("LOCKED_MINUTES", 15)),
        sure_for=timedelta(minutes=_number("SURE_MINUTES", 15)),
        second_factor=SecondFactor(factor),
    )


def _citizens() -> CitizenLimits:
    """Raises SystemExit with a sentence for a limit that is no number."""
    return CitizenLimits(
        code_lasts=timedelta(minutes=_number("CODE_MINUTES", 5)),
        code_tries=_number("CODE_TRIES", 5),
        code_pause=timedelta(minutes=1),  # [D] told as 一分钟 by kernel/citizens/commands/codes
        codes_a_day=_number("CODES_A_DAY", 10),
        idle=timedelta(minutes=_number("CITIZEN_IDLE_MINUTES", 30)),
        longest=timedelta(hours=_number("CITIZEN_LONGEST_HOURS", 12)),
        at_once=5,  # [D] a phone, a tablet, two computers, one that was forgotten
        sure_for=timedelta(minutes=_number("SURE_MINUTES", 15)),
        wrong_passwords=_number("WRONG_PASSWORDS", 5),
        locked_for=timedelta(minutes=_number("LOCKED_MINUTES", 15)),
    )


def _citizen_ways(mode: Mode) -> tuple[str, ...]:
    """A trial house writes codes into its folders; a real one is told what leaves it. Raises SystemExit."""
    is_trial, sms = mode is Mode.TRIAL, _told("SMS", "none" if mode is Mode.PRODUCTION else "files")
    if sms not in {"none", "files"}:
        raise SystemExit(f"QUANCHENG_SMS is {sms!r}; it must be one of none, files")
    has_mail = is_trial or bool(_told("MAIL_HOST", ""))
    return (*(("phone",) if sms == "files" else ()), *(("email",) if has_mail else ()))


def _identity(mode: Mode) -> IdentityPlatform:
    """Raises SystemExit with a sentence for a platform that could not be trusted."""
    server = _told("OIDC_SERVER", "")
    if server and mode is Mode.PRODUCTION and not server.startswith("https://"):
        raise SystemExit(f"QUANCHENG_OIDC_SERVER is {server!r}; in production it must begin with https://")
    return IdentityPlatform(
        server=server,
        name=_told("OIDC_NAME", "统一身份认证"),
        client_id=_told("OIDC_CLIENT_ID", ""),
        secret=_secret("OIDC_SECRET_FILE"),
        claim=_told("OIDC_CLAIM", "preferred_username"),
    )


def _security() -> SecurityContact:
    """Raises SystemExit with a sentence for what no reader of the page could use (RFC 9116 2.5.3, 2.5.5)."""
    contact, day = _told("SECURITY_CONTACT", ""), _told("SECURITY_EXPIRES", "")
    if contact and not contact.startswith(("mailto:", "tel:", "https://")):
        raise SystemExit(
            f"QUANCHENG_SECURITY_CONTACT is {contact!r}; it must begin with mailto:, tel: or https://"
        )
    try:
        return SecurityContact(contact, date.fromisoformat(day) if day else None)
    except ValueError as fault:
        raise SystemExit(f"QUANCHENG_SECURITY_EXPIRES is {day!r}; it must be a day: 2027-06-30") from fault


def _transfer() -> Transfer:
    """Raises SystemExit with a sentence for a side that is none, and an odd name."""
    side, pair, keys = _told("TRANSFER_SIDE", ""), _told("TRANSFER_PAIR", ""), _told("TRANSFER_KEYS", "")
    if side not in {"", "inside", "outside"}:
        raise SystemExit(f"QUANCHENG_TRANSFER_SIDE is {side!r}; it must be inside or outside")
    if not (pair == "" or (pair.isascii() and pair.isalnum())):
        raise SystemExit(f"QUANCHENG_TRANSFER_PAIR is {pair!r}; it must be letters and digits")
    return Transfer(side, pair, Path(keys) if keys else None, _number("TRANSFER_QUIET", 24))


def _seals() -> SealSettings:
    """Raises SystemExit with a sentence for a machine that is none."""
    machine, keys, roots = _told("SEAL_MACHINE", WET), _told("SEAL_KEYS", ""), _told("SEAL_ROOTS", "")
    if machine not in OWN_SEAL_MACHINES and "." not in machine:
        raise SystemExit(f"QUANCHENG_SEAL_MACHINE is {machine!r}; it must be wet, key, or a dotted path")
    return SealSettings(
        machine=machine,
        keys=Path(keys) if keys else None,
        roots=Path(roots) if roots else None,
        server=_told("SEAL_SERVER", ""),
    )


def _cipher() -> CipherMachine | None:
    """Raises SystemExit with a sentence for an address off this machine, and for a word that is none."""
    told, seals = _told("CIPHER_MACHINE", ""), _told("CIPHER_SEALS", "machine")
    if seals not in {"machine", "keys"}:
        raise SystemExit(f"QUANCHENG_CIPHER_SEALS is {seals!r}; it must be machine or keys")
    seconds = _number("CIPHER_SECONDS", 5)
    if not told:
        return None
    try:
        return CipherMachine(Address.parse(told), seconds, seals == "keys")
    except WrongAddress as fault:
        raise SystemExit(f"QUANCHENG_CIPHER_MACHINE is {fault}") from fault


def _number(name: str, otherwise: int) -> int:
    told = _told(name, str(otherwise))
    if not told.isdecimal() or not int(told):
        raise SystemExit(f"QUANCHENG_{name} is {told!r}; it must be a whole number above zero")
    return int(told)


def _secret(name: str) -> str:
    """What stands in the file; a password in the environment would be seen by every process list."""
    file = _told(name, "")
    if not file:
        return ""
    try:
        return Path(file).read_text().strip()
    except OSError as fault:
        raise SystemExit(f"QUANCHENG_{name} cannot be read: {fault}") from fault


def _keys(mode: Mode, var: Path) -> Path | None:
    """A trial house keeps its keys beside its data; a real one must say where, and `check` asks for it."""
    told = _told("KEYS", "")
    if told:
        return Path(told)
    return None if mode is Mode.PRODUCTION else var / "keys"


def _trial_key(mode: Mode, var: Path) -> str:
    """A trial house makes its own secret once and keeps it, so that sign-ins outlive a restart."""
    if mode is Mode.PRODUCTION:
        raise SystemExit("QUANCHENG_SECRET_KEY must be set in production: 50 or more random characters")
    kept = var / "secret-key"
    if not kept.exists():
        var.mkdir(parents=True, exist_ok=True)
        kept.write_text(secrets.token_urlsafe(64))
        kept.chmod(0o600)
    return kept.read_text()
