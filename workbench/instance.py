"""One running workbench: where its data lie, which servers it uses, where its pages are served.

Idea: everything that tells two instances on one machine apart is derived here from the environment, so that
`manage.py up` and every other command that names the same WORKBENCH_DATA agree without asking each other.

Variables: WORKBENCH_DATA (folder, default `<project>/.data`), DATABASE_URL and REDIS_URL (servers of one's
own instead of the embedded ones), HOST (default 127.0.0.1), PORT (default 8000).

Limits: a unix socket's path holds at most 107 bytes, and several URL parsers disagree about spaces in it. A
data folder that is too deep or oddly named therefore gets its sockets in a private folder under /tmp, named
after a hash of the folder's path; TMPDIR is not consulted because two terminals may disagree about it.
Reference: unix(7), "Pathname sockets".
"""

import hashlib
import os
import re
import secrets
import stat
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

PROJECT = Path(__file__).resolve().parent.parent

# 107 bytes less the longest name that is put below the folder, "/postgres/.s.PGSQL.5432" (23).
LONGEST_RUN_DIR = 84
_PLAIN_PATH = re.compile(r"[A-Za-z0-9/._-]+")


class InstanceError(ValueError):
    """The environment names an instance that cannot be; the message is a sentence for the user."""


@dataclass(frozen=True)
class Instance:
    """Resolved once from the environment; nothing here starts or contacts a server.

    `given_database_url` and `given_redis_url` are None when the embedded servers are used.
    """

    data: Path
    given_database_url: str | None = None
    given_redis_url: str | None = None
    host: str = "127.0.0.1"
    port: int = 8000

    @classmethod
    def resolve(cls, environ: Mapping[str, str]) -> "Instance":
        """Read the variables above; an empty variable counts as not set. Raises InstanceError."""
        data = Path(environ.get("WORKBENCH_DATA") or PROJECT / ".data").expanduser()
        return cls(
            data=Path(os.path.abspath(data)),  # noqa: PTH100 -- resolve() would follow links
            given_database_url=environ.get("DATABASE_URL") or None,
            given_redis_url=environ.get("REDIS_URL") or None,
            host=environ.get("HOST") or "127.0.0.1",
            port=_parse_port(environ.get("PORT") or "8000"),
        )

    @property
    def owns_database(self) -> bool:
        return self.given_database_url is None

    @property
    def owns_redis(self) -> bool:
        return self.given_redis_url is None

    @property
    def address(self) -> str:
        """Where a browser finds the pages, without a trailing slash."""
        return f"http://{self.host}:{self.port}"

    @property
    def database_url(self) -> str:
        """A libpq URL, as psycopg and django-environ read it."""
        return self.given_database_url or f"postgresql://workbench@/workbench?host={self.postgres_socket_dir}"

    @property
    def broker_url(self) -> str:
        """The Redis-protocol server as Celery writes it (`redis+socket://` for a unix socket)."""
        return _write_broker_url(self.given_redis_url or self._embedded_redis_url)

    @property
    def redis_client_url(self) -> str:
        """The Redis-protocol server as redis-py writes it (`unix://` for a unix socket)."""
        return _write_client_url(self.given_redis_url or self._embedded_redis_url)

    @property
    def _embedded_redis_url(self) -> str:
        return f"unix://{self.redis_socket}?db=0"

    @property
    def postgres_dir(self) -> Path:
        return self.data / "postgres"

    @property
    def redis_dir(self) -> Path:
        return self.data / "redis"

    @property
    def log_dir(self) -> Path:
        return self.data / "logs"

    @property
    def run_dir(self) -> Path:
        """Folder of the unix sockets, not created here. Raises InstanceError when another user made it."""
        inside = self.data / "run"
        if len(os.fsencode(inside)) <= LONGEST_RUN_DIR and _PLAIN_PATH.fullmatch(str(inside)):
            return inside
        digest = hashlib.sha256(os.fsencode(self.data)).hexdigest()[:16]
        outside = Path("/tmp") / f"claim-workbench-{digest}"  # noqa: S108 -- owner and mode are checked
        self._refuse_foreign(outside)
        return outside

    @property
    def postgres_socket_dir(self) -> Path:
        return self.run_dir / "postgres"

    @property
    def redis_socket(self) -> Path:
        return self.run_dir / "redis.sock"

    def ensure_folders(self) -> None:
        """Create the data, log and socket folders, closed to other users. Raises InstanceError."""
        try:
            for folder in (self.data, self.log_dir, self.run_dir):
                folder.mkdir(mode=_folder_mode(), parents=True, exist_ok=True)
        except OSError as error:
            raise InstanceError(f"The data folder {self.data} cannot be used: {error.strerror}.") from error
        if not os.access(self.data, os.W_OK):
            raise InstanceError(f"The data folder {self.data} cannot be written by this user.")

    def refuse_absent(self) -> None:
        """Raise InstanceError when nobody ever started a workbench here, so that a mistyped folder is not made."""
        if self.owns_database and not self.postgres_dir.is_dir():
            raise InstanceError(
                f"There is no workbench in {self.data}. Start one there with `make up`, or let WORKBENCH_DATA name the "
                "folder of one."
            )

    def secret_key(self) -> str:
        """The instance's signing key: made on first use, readable by the owner only, then always the same."""
        path = self.data / "secret_key"
        if not path.exists():
            self.ensure_folders()
            _write_once(path, secrets.token_urlsafe(50))
        return path.read_text(encoding="ascii").strip()

    def _refuse_foreign(self, folder: Path) -> None:
        """A socket folder planted by another local user could impersonate the database: refuse it."""
        try:
            found = folder.lstat()
        except FileNotFoundError:
            return
        owners = {os.geteuid()}
        if self.data.exists():
            owners.add(self.data.stat().st_uid)
        if not stat.S_ISDIR(found.st_mode) or found.st_uid not in owners or found.st_mode & 0o022:
            raise InstanceError(f"The folder {folder} belongs to somebody else; remove it or move WORKBENCH_DATA.")


def current() -> Instance:
    """The instance that this process's environment names. Raises InstanceError."""
    return Instance.resolve(os.environ)


def _parse_port(text: str) -> int:
    if text.isascii() and text.isdigit() and 1 <= int(text[:6]) <= 65535:
        return int(text)
    raise InstanceError(f"PORT must be a number from 1 to 65535, not {text[:40]!r}.")


def _folder_mode() -> int:
    # As root the database server runs as another user, which must be able to pass through but not to look
    # around.
    return 0o711 if os.geteuid() == 0 else 0o700


def _write_once(path: Path, text: str) -> None:
    """Create `path` whole or not at all; the first of several writers wins."""
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        os.link(draft, path)
    except FileExistsError:
        return
    finally:
        draft.unlink()


def _write_broker_url(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme != "unix":
        return _as_redis_scheme(url)
    database = parse_qs(parts.query).get("db", ["0"])[0]
    return f"redis+socket://{_userinfo(url)}{parts.path}?virtual_host={database}"


def _write_client_url(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme != "redis+socket":
        return _as_redis_scheme(url)
    database = parse_qs(parts.query).get("virtual_host", ["0"])[0]
    return f"unix://{_userinfo(url)}{parts.path}?db={database}"


def _userinfo(url: str) -> str:
    """`user:password@` of a URL, or nothing."""
    account, at, _ = urlsplit(url).netloc.rpartition("@")
    return account + at


def _as_redis_scheme(url: str) -> str:
    """valkey:// and valkeys:// are the same protocol under names that Celery and redis-py do not know."""
    scheme, separator, rest = url.partition("://")
    known = {"valkey": "redis", "valkeys": "rediss"}
    return known.get(scheme, scheme) + separator + rest
