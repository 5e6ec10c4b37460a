"""What is refused before anything starts, and that no refusal shows a password."""

import socket

import pytest

from workbench.instance import Instance
from workbench.supervisor.checks import check_before_start, check_database
from workbench.supervisor.lock import hold_lock
from workbench.supervisor.postgres import start_postgres
from workbench.supervisor.refusal import StartError
from workbench.supervisor.valkey import start_redis

PASSWORD = "correct-horse-battery"


@pytest.fixture
def taken_port():
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


@pytest.fixture
def free_port():
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


def resolve(port: int, **environ: str) -> Instance:
    return Instance.resolve({"PORT": str(port), **environ})


def test_it_says_that_the_port_is_taken_and_names_another(taken_port):
    with pytest.raises(
        StartError, match=f"Port {taken_port} is taken by another program.*PORT={taken_port + 1} make up"
    ):
        check_before_start(resolve(taken_port))


def test_it_accepts_a_free_port(free_port):
    check_before_start(resolve(free_port))


def test_it_says_that_the_host_is_no_address_here(free_port):
    with pytest.raises(StartError, match=r"HOST is 'nowhere\.invalid'"):
        check_before_start(resolve(free_port, HOST="nowhere.invalid"))


@pytest.mark.parametrize(
    "url",
    [
        f"postgresql://desk:{PASSWORD}@127.0.0.1:{{port}}/claims",
        f"postgresql://desk:{PASSWORD}@nowhere.invalid/claims",
        f"postgresql:///claims?host=/nowhere&password={PASSWORD}",
        f"postgresql://desk:{PASSWORD}@127.0.0.1/claims?surprise={PASSWORD}",
        f"mysql://desk:{PASSWORD}@127.0.0.1/claims",
        f"postgresql://desk:{PASSWORD}@127.0.0.1:many/claims",
        f"{PASSWORD}",
    ],
)
def test_it_says_that_the_database_does_not_answer_without_its_password(free_port, url):
    with pytest.raises(StartError, match="DATABASE_URL") as refusal:
        check_before_start(resolve(free_port, DATABASE_URL=url.format(port=free_port)))

    assert PASSWORD not in str(refusal.value)
    assert "\n" not in str(refusal.value)


@pytest.mark.parametrize(
    "url",
    [
        f"redis://:{PASSWORD}@127.0.0.1:{{port}}/0",
        f"redis://:{PASSWORD}@127.0.0.1:many/0",
        f"unix:///nowhere/redis.sock?password={PASSWORD}",
        f"amqp://desk:{PASSWORD}@127.0.0.1/",
        f"redis://:{PASSWORD}@127.0.0.1:{{port}}/zero?db=x",
    ],
)
def test_it_says_that_redis_does_not_answer_without_its_password(free_port, url):
    with pytest.raises(StartError, match="REDIS_URL") as refusal:
        check_before_start(resolve(free_port, REDIS_URL=url.format(port=free_port)))

    assert PASSWORD not in str(refusal.value)
    assert "\n" not in str(refusal.value)


def test_it_accepts_servers_that_answer(free_port, tmp_path):
    servers = Instance.resolve({"WORKBENCH_DATA": str(tmp_path / "data")})
    with start_postgres(servers, durable=False), start_redis(servers, durable=False):
        check_before_start(resolve(free_port, DATABASE_URL=servers.database_url, REDIS_URL=servers.redis_client_url))


def test_it_says_that_a_database_does_not_exist(tmp_path):
    servers = Instance.resolve({"WORKBENCH_DATA": str(tmp_path / "data")})
    with (
        start_postgres(servers, durable=False),
        pytest.raises(StartError, match='database "elsewhere" does not exist'),
    ):
        check_database(servers.database_url.replace("/workbench?", "/elsewhere?"))


def test_it_says_who_runs_already_and_where(tmp_path):
    instance = resolve(8123, WORKBENCH_DATA=str(tmp_path / "data"))
    instance.ensure_folders()

    with (
        hold_lock(instance),
        pytest.raises(StartError, match=r"Already running \(pid \d+\) at http://127\.0\.0\.1:8123\."),
        hold_lock(instance),
    ):
        pass


def test_it_is_not_held_up_by_the_lock_of_a_dead_process(tmp_path):
    instance = resolve(8123, WORKBENCH_DATA=str(tmp_path / "data"))
    instance.ensure_folders()
    (instance.data / "supervisor.lock").write_text('{"pid": 1, "address": "http://127.0.0.1:8123"}')

    with hold_lock(instance):
        pass
