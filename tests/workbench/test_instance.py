import os
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from workbench.instance import LONGEST_RUN_DIR, PROJECT, Instance, InstanceError

SOCKET_LIMIT = 107


def resolve(**environ: str) -> Instance:
    return Instance.resolve(environ)


def test_it_is_local_and_embedded_when_nothing_is_set():
    instance = resolve()

    assert instance.data == PROJECT / ".data"
    assert instance.address == "http://127.0.0.1:8000"
    assert instance.owns_database
    assert instance.owns_redis


def test_it_treats_an_empty_variable_as_not_set():
    assert resolve(DATABASE_URL="", REDIS_URL="", PORT="", WORKBENCH_DATA="") == resolve()


def test_it_keeps_two_data_folders_apart(tmp_path):
    one, other = (resolve(WORKBENCH_DATA=str(tmp_path / name)) for name in ("one", "other"))

    assert one.database_url != other.database_url
    assert one.broker_url != other.broker_url
    assert one.secret_key() != other.secret_key()


def test_a_folder_that_holds_no_instance_is_refused_and_not_made(tmp_path):
    folder = tmp_path / "mistyped"
    command = [sys.executable, "manage.py", "status"]
    environment = {**os.environ, "WORKBENCH_DATA": str(folder), "DATABASE_URL": ""}
    run = subprocess.run(command, cwd=PROJECT, env=environment, capture_output=True, text=True, timeout=60)
    assert run.returncode == 1
    assert run.stderr.startswith(f"There is no workbench in {folder}.")
    assert not folder.exists()


def test_it_uses_a_given_database_as_it_is_written():
    url = "postgresql://desk:secret@db.example.org:5433/claims?sslmode=require"

    instance = resolve(DATABASE_URL=url)

    assert instance.database_url == url
    assert not instance.owns_database


@pytest.mark.parametrize("port", ["0", "65536", "eighty", "-1", "8000.0", "٨٠٠٠", "9" * 5000])
def test_it_refuses_a_port_that_is_none(port):
    with pytest.raises(InstanceError, match="PORT must be a number from 1 to 65535"):
        resolve(PORT=port)


@pytest.mark.parametrize(
    ("given", "broker", "client"),
    [
        ("redis://host:6380/2", "redis://host:6380/2", "redis://host:6380/2"),
        ("rediss://:pw@host/0", "rediss://:pw@host/0", "rediss://:pw@host/0"),
        ("valkey://host/1", "redis://host/1", "redis://host/1"),
        ("valkeys://host/1", "rediss://host/1", "rediss://host/1"),
        ("unix:///run/r.sock?db=3", "redis+socket:///run/r.sock?virtual_host=3", "unix:///run/r.sock?db=3"),
        ("redis+socket:///r.sock?virtual_host=3", "redis+socket:///r.sock?virtual_host=3", "unix:///r.sock?db=3"),
        ("unix://me:pw@/r.sock", "redis+socket://me:pw@/r.sock?virtual_host=0", "unix://me:pw@/r.sock"),
    ],
)
def test_it_writes_a_given_redis_for_celery_and_for_redis_py(given, broker, client):
    instance = resolve(REDIS_URL=given)

    assert (instance.broker_url, instance.redis_client_url) == (broker, client)
    assert not instance.owns_redis


@pytest.mark.parametrize("name", ["deep/" * 30, "with space", "ünïcode", "per%cent", "question?mark"])
def test_it_moves_sockets_out_of_a_folder_that_cannot_hold_them(tmp_path, name):
    instance = resolve(WORKBENCH_DATA=str(tmp_path / name))

    assert instance.run_dir.parent == Path("/tmp")
    assert len(os.fsencode(instance.postgres_socket_dir / ".s.PGSQL.5432")) <= SOCKET_LIMIT


def test_it_keeps_sockets_inside_a_folder_that_just_fits():
    data = "/" + "d" * (LONGEST_RUN_DIR - len("//run"))

    instance = resolve(WORKBENCH_DATA=data)

    assert instance.run_dir == Path(data) / "run"
    assert len(os.fsencode(instance.postgres_socket_dir / ".s.PGSQL.5432")) <= SOCKET_LIMIT


def test_it_refuses_a_socket_folder_that_others_may_write(tmp_path):
    instance = resolve(WORKBENCH_DATA=str(tmp_path / "with space"))
    folder = instance.run_dir
    folder.mkdir()
    try:
        folder.chmod(0o777)
        with pytest.raises(InstanceError, match="belongs to somebody else"):
            _ = instance.database_url
    finally:
        folder.rmdir()


def test_it_refuses_a_link_planted_in_place_of_the_socket_folder(tmp_path):
    instance = resolve(WORKBENCH_DATA=str(tmp_path / "another space"))
    folder = instance.run_dir
    folder.symlink_to(tmp_path)
    try:
        with pytest.raises(InstanceError, match="belongs to somebody else"):
            _ = instance.broker_url
    finally:
        folder.unlink()


def test_it_makes_one_secret_key_that_only_the_owner_reads(tmp_path):
    instance = resolve(WORKBENCH_DATA=str(tmp_path / "data"))

    key = instance.secret_key()

    assert len(key) >= 50
    assert resolve(WORKBENCH_DATA=str(tmp_path / "data")).secret_key() == key
    assert stat.S_IMODE((tmp_path / "data" / "secret_key").stat().st_mode) == 0o600


def test_it_agrees_on_the_key_when_many_start_at_once(tmp_path):
    instance = resolve(WORKBENCH_DATA=str(tmp_path / "data"))

    with ThreadPoolExecutor(16) as pool:
        keys = set(pool.map(lambda _: instance.secret_key(), range(64)))

    assert len(keys) == 1
    assert [path.name for path in (tmp_path / "data").glob("*secret_key*")] == ["secret_key"]


def test_it_says_that_a_data_folder_is_a_file(tmp_path):
    (tmp_path / "data").write_text("in the way")

    with pytest.raises(InstanceError, match="cannot be used"):
        resolve(WORKBENCH_DATA=str(tmp_path / "data")).ensure_folders()


def test_it_closes_its_folders_to_other_users(tmp_path):
    instance = resolve(WORKBENCH_DATA=str(tmp_path / "data"))

    instance.ensure_folders()

    for folder in (instance.data, instance.log_dir, instance.run_dir):
        assert stat.S_IMODE(folder.stat().st_mode) & 0o066 == 0
