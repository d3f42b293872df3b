"""What somebody asks of the plugin: command-line options, and ini settings behind them."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path

import pytest

ALL_PROFILES = "all"
DEFAULT_PROFILE = "cn-classic"
CORE = "core"

_LANGUAGES = ("zh", "en")
_UPDATE = "--update-goldens"

_GIVEN = ("pos_profile", "pos_lang", "pos_backend", "pos_seed", "update_goldens")
_INI = (
    ("pos_profile", "As --pos-profile."),
    ("pos_lang", "As --pos-lang, for scripts that name none."),
    ("pos_backend", "As --pos-backend."),
    ("pos_seed", "As --pos-seed, for scripts that name none."),
)
_SETTINGS = pytest.StashKey["Settings"]()


@dataclass(frozen=True, slots=True)
class Settings:
    """What was asked for; empty or None is nothing.

    Attributes:
        profiles: Under which a scenario is played whose file names none, and a test with the fixtures.
        asked_profile: The option as it was given on the command line.
        lang, seed: From the command line: in place of a script's own.
        default_lang, default_seed: From the ini file: for scripts that name none.
        backend: Where everything is played, see `backend_of`.
        allow_remote: Its host may be on another machine.
        update_goldens: Whether the snapshots of this run are taken.
    """

    profiles: tuple[str, ...]
    asked_profile: str
    lang: str
    seed: int | None
    default_lang: str
    default_seed: int | None
    backend: str
    allow_remote: bool
    update_goldens: bool


def add_options(parser: pytest.Parser) -> None:
    """Let pytest know the options."""
    group = parser.getgroup("pos-emulator", "card-payment terminal (pos-emulator)")
    group.addoption(
        "--pos-profile", metavar="NAME", help="Profile of terminals whose script names none; or all."
    )
    group.addoption("--pos-lang", choices=_LANGUAGES, help="Language of screens and slips.")
    group.addoption(
        "--pos-backend",
        metavar="core|pty|tcp|tcp://HOST:PORT|serial:DEVICE",
        help="Where: in virtual time, on a line with an acquirer of its own, or with somebody's host.",
    )
    group.addoption("--pos-allow-remote", action="store_true", help="That host may be on another machine.")
    group.addoption("--pos-seed", type=_seed, metavar="N", help="Seed in place of the scripts' own.")
    with suppress(ValueError):  # another plugin has the same option, and means the same
        group.addoption(
            _UPDATE, action="store_true", help="Take the snapshots of *.keys files, if all else passes."
        )
    for name, what in _INI:
        parser.addini(name, what, default="")
    parser.addini("pos_files", "Which files are keypad scripts.", type="args", default=["*.keys"])


def is_script(path: Path, config: pytest.Config) -> bool:
    """Whether a file is a keypad script."""
    return any(fnmatch(path.name, pattern) for pattern in config.getini("pos_files"))


def any_given(config: pytest.Config) -> bool:
    """Whether anybody asks for anything."""
    return any(config.getoption(name) not in (None, False) for name in _GIVEN) or any(
        config.getini(name) for name, _ in _INI
    )


def settings_of(config: pytest.Config) -> Settings:
    """What was asked for, read and checked once.

    Raises:
        pytest.UsageError: there is no such profile, language, seed or backend.
    """
    known = config.stash.get(_SETTINGS, None)
    if known is None:
        known = config.stash[_SETTINGS] = _read(config)
    return known


def _read(config: pytest.Config) -> Settings:
    profile = str(config.getoption("pos_profile") or config.getini("pos_profile") or DEFAULT_PROFILE)
    update = bool(config.getoption("update_goldens"))
    profiles = _profiles(profile)
    if update and len(profiles) > 1:
        raise pytest.UsageError(f"{_UPDATE}: a golden is of one profile; name it with --pos-profile")
    return Settings(
        profiles=profiles,
        asked_profile=config.getoption("pos_profile") or "",
        lang=config.getoption("pos_lang") or "",
        seed=config.getoption("pos_seed"),
        default_lang=_one_of("pos_lang", str(config.getini("pos_lang")), ("", *_LANGUAGES)),
        default_seed=_ini_seed(str(config.getini("pos_seed"))),
        backend=_backend(
            str(config.getoption("pos_backend") or config.getini("pos_backend") or CORE), config
        ),
        allow_remote=bool(config.getoption("pos_allow_remote")),
        update_goldens=update,
    )


def _profiles(name: str) -> tuple[str, ...]:
    from pos_emulator.profile import ProfileError, load_profile, profile_names

    if name == ALL_PROFILES:
        return profile_names()
    try:
        load_profile(name)
    except ProfileError as error:
        raise pytest.UsageError(f"--pos-profile: {error}") from None
    return (name,)


def _backend(name: str, config: pytest.Config) -> str:
    if name == CORE:
        return name
    from pos_emulator.keyscript.backends.backend import BadBackendError, backend_of
    from pos_emulator.link.errors import RemoteNotAllowed

    try:
        found = backend_of(name, allow_remote=config.getoption("pos_allow_remote"))
    except (BadBackendError, RemoteNotAllowed) as error:
        raise pytest.UsageError(f"--pos-backend: {error}") from None
    if found.address is not None and config.getoption("numprocesses", None):
        raise pytest.UsageError("--pos-backend: one host takes one terminal at a time; leave out -n")
    return name


def _one_of(what: str, value: str, known: tuple[str, ...]) -> str:
    if value not in known:
        raise pytest.UsageError(f"{what}: expected {' or '.join(filter(None, known))}, found {value!r}")
    return value


def _ini_seed(text: str) -> int | None:
    try:
        return _seed(text) if text else None
    except ValueError:
        raise pytest.UsageError(f"pos_seed: expected a number from 0, found {text!r}") from None


def _seed(text: str) -> int:
    number = int(text)
    if not 0 <= number < 2**63:
        raise ValueError(text)
    return number
