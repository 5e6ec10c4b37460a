"""Starting again, giving up, stopping, and what an earlier run left behind; the children are small real programs."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psutil
import psycopg
import pytest

from workbench.instance import Instance
from workbench.supervisor import watch as watching
from workbench.supervisor.leftovers import find_leftovers, read_start_stamp, record_path, stop_leftovers
from workbench.supervisor.refusal import StartError
from workbench.supervisor.run import Supervisor
from workbench.supervisor.service import MARK, Child, Service, stop_children
from workbench.supervisor.watch import GiveUpError, Watch

pytestmark = pytest.mark.processes

SLEEP = "import time; time.sleep(120)"
NOTE_WHEN_STOPPED = """
import pathlib, signal, sys, time
name, notes = sys.argv[1:]
def stop(*_):
    with pathlib.Path(notes).open("a") as file:
        file.write(name + "\\n")
    sys.exit()
signal.signal(signal.SIGTERM, stop)
pathlib.Path(notes + "." + name).touch()
time.sleep(120)
"""
STUBBORN_FAMILY = """
import pathlib, signal, subprocess, sys, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
child = subprocess.Popen([sys.executable, "-c", "import signal, time; signal.signal(15, 1); time.sleep(120)"])
pathlib.Path(sys.argv[1]).write_text(str(child.pid))
time.sleep(120)
"""


@pytest.fixture
def instance(tmp_path) -> Instance:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    made = Instance.resolve({"WORKBENCH_DATA": str(tmp_path / "data"), "PORT": str(port)})
    made.ensure_folders()
    return made


@pytest.fixture
def lines() -> list[str]:
    return []


@pytest.fixture
def watch(instance, lines):
    started = Watch(instance, lines.append)
    yield started
    started.stop(started.names, hurry=lambda: True)


def describe(instance: Instance, name: str, script: str, *arguments: str, **options) -> Service:
    command = (sys.executable, "-c", script, *arguments)
    options = {"is_ready": lambda: True, "grace_seconds": 2.0, **options}
    return Service(name=name, command=command, log=instance.log_dir / f"{name}.log", **options)


def tick_until(watch: Watch, condition: Callable[[], bool], seconds: float = 20) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline
        watch.tick()
        time.sleep(0.02)


def recorded_pids(instance: Instance) -> dict[str, int]:
    rows = json.loads(record_path(instance).read_text())["processes"]
    return {row["name"]: row["pid"] for row in rows}


def is_alive(pid: int) -> bool:
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def test_it_starts_again_only_what_died(instance, watch, lines):
    watch.start([describe(instance, "web", SLEEP), describe(instance, "text", SLEEP)])
    tick_until(watch, lambda: watch.all_ready)
    before = recorded_pids(instance)

    os.kill(before["text"], signal.SIGKILL)
    tick_until(watch, lambda: "text is back." in lines)

    after = recorded_pids(instance)
    assert after["web"] == before["web"]
    assert after["text"] != before["text"]
    assert lines == ["text stopped (signal SIGKILL); starting it again.", "text is back."]


def test_it_gives_up_on_what_cannot_live_and_says_why(instance, watch, lines, monkeypatch):
    monkeypatch.setattr(watching, "FIRST_PAUSE_SECONDS", 0.01)
    watch.start([describe(instance, "web", "import sys; sys.exit('no teapot found')", is_ready=lambda: False)])

    with pytest.raises(GiveUpError, match=r"(?s)web stopped 5 times in a row.*web\.log.*no teapot found"):
        tick_until(watch, lambda: False)

    assert len(lines) == watching.MOST_FAST_FAILURES - 1


def test_it_never_gives_up_on_what_lived_long_enough(instance, watch, lines, monkeypatch):
    monkeypatch.setattr(watching, "FIRST_PAUSE_SECONDS", 0.01)
    monkeypatch.setattr(watching, "SETTLED_SECONDS", 0.0)
    watch.start([describe(instance, "web", "")])

    tick_until(watch, lambda: len(lines) > watching.MOST_FAST_FAILURES + 1)


def test_it_says_that_a_service_is_not_ready_in_time(instance, watch):
    watch.start([describe(instance, "web", SLEEP, is_ready=lambda: False, ready_seconds=0.2)])

    with pytest.raises(GiveUpError, match="web was not ready within 0 s"):
        tick_until(watch, lambda: False)


def test_it_kills_the_whole_family_of_what_does_not_stop(instance, tmp_path):
    note = tmp_path / "grandchild"
    child = Child(describe(instance, "text", STUBBORN_FAMILY, str(note), grace_seconds=0.5))
    while not (note.exists() and note.read_text()):
        time.sleep(0.02)

    assert stop_children([child]) == ["text"]

    assert not is_alive(child.pid)
    assert not is_alive(int(note.read_text()))


def run_supervisor(instance: Instance, lines: list[str], programs: list[Service] | None = None, **steps) -> None:
    on_ready = steps.pop("on_ready", lambda _: os.kill(os.getpid(), signal.SIGINT))
    Supervisor(instance, report=lines.append, describe_programs=lambda _: programs or [], **steps).run(on_ready)


def test_it_stops_beat_then_workers_then_web(instance, lines, tmp_path):
    notes = tmp_path / "notes"

    def describe_noting(name: str) -> Service:
        ready = Path(f"{notes}.{name}")
        return describe(instance, name, NOTE_WHEN_STOPPED, name, str(notes), is_ready=ready.exists)

    run_supervisor(instance, lines, [describe_noting(name) for name in ("web", "text", "beat")])

    assert notes.read_text().split() == ["beat", "text", "web"]
    assert lines[-1] == "Stopped."
    assert find_leftovers(instance) == []


def test_it_has_a_database_while_it_prepares(instance, lines):
    def create_table(prepared: Instance) -> None:
        with psycopg.connect(prepared.database_url) as connection:
            connection.execute("CREATE TABLE note AS SELECT 1 AS n")

    run_supervisor(instance, lines, prepare=create_table)


def test_it_stops_at_once_when_asked_while_it_prepares(instance, lines):
    def take_long(_: Instance) -> None:
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(60)

    began = time.monotonic()
    run_supervisor(instance, lines, prepare=take_long)

    assert time.monotonic() - began < 20
    assert find_leftovers(instance) == []


@pytest.mark.parametrize("step", ["prepare", "on_ready"])
def test_it_stops_everything_before_it_passes_on_a_failed_step(instance, lines, step):
    def fail(_: Instance) -> None:
        raise LookupError("the corpus is not here")

    with pytest.raises(LookupError, match="the corpus is not here"):
        run_supervisor(instance, lines, **{step: fail})

    assert lines[-1] == "Stopped."
    assert find_leftovers(instance) == []


def test_it_starts_a_dead_program_again_while_a_step_still_runs(instance, lines):
    def kill_and_wait(ready: Instance) -> None:
        os.kill(recorded_pids(ready)["text"], signal.SIGKILL)
        while "text is back." not in lines:
            time.sleep(0.05)
        os.kill(os.getpid(), signal.SIGINT)

    run_supervisor(instance, lines, [describe(instance, "text", SLEEP)], on_ready=kill_and_wait)

    assert "text is back." in lines


def test_it_gives_the_signals_back_to_who_had_them(instance, lines):
    before = signal.getsignal(signal.SIGINT)

    run_supervisor(instance, lines)

    assert signal.getsignal(signal.SIGINT) is before


def test_it_goes_on_when_the_terminal_is_gone(instance):
    def say_nothing(line: str) -> None:
        raise BrokenPipeError

    Supervisor(instance, report=say_nothing, describe_programs=lambda _: []).run(
        lambda _: os.kill(os.getpid(), signal.SIGHUP)
    )

    assert find_leftovers(instance) == []


@pytest.fixture
def sleeper():
    process = subprocess.Popen([sys.executable, "-c", SLEEP], start_new_session=True)
    yield process
    process.kill()
    process.wait()


def write_record(instance: Instance, pid: int, start: str | None) -> None:
    rows = [{"name": "text", "pid": pid, "start": start}]
    record_path(instance).write_text(json.dumps({"supervisor": 1, "processes": rows}))


def test_it_stops_a_recorded_process_that_is_still_the_same(instance, sleeper):
    write_record(instance, sleeper.pid, read_start_stamp(sleeper.pid))

    assert stop_leftovers(instance) == 1
    assert not is_alive(sleeper.pid)


def test_it_spares_a_stranger_that_got_a_recorded_pid(instance, sleeper):
    write_record(instance, sleeper.pid, "another boot/12345")

    assert stop_leftovers(instance) == 0
    assert sleeper.poll() is None


@pytest.mark.parametrize("text", ["", "{", "[]", '{"processes": [{"pid": "x"}]}', '{"processes": 3}'])
def test_it_bears_a_damaged_record(instance, text):
    record_path(instance).write_text(text)

    assert stop_leftovers(instance) == 0


def wait_for_environment(pid: int) -> None:
    """Popen returns when the new program is certain to run, which is a moment before the kernel shows its variables."""
    deadline = time.monotonic() + 10
    while MARK not in psutil.Process(pid).environ() and time.monotonic() < deadline:
        time.sleep(0.01)


def test_it_stops_a_marked_process_that_no_record_knows(instance):
    environment = {**os.environ, MARK: str(instance.data)}
    process = subprocess.Popen([sys.executable, "-c", SLEEP], env=environment, start_new_session=True)
    wait_for_environment(process.pid)

    assert stop_leftovers(instance) == 1
    assert not is_alive(process.pid)


def test_it_spares_the_processes_of_another_data_folder(instance):
    environment = {**os.environ, MARK: f"{instance.data}-other"}
    process = subprocess.Popen([sys.executable, "-c", SLEEP], env=environment, start_new_session=True)
    try:
        assert stop_leftovers(instance) == 0
        assert process.poll() is None
    finally:
        process.kill()
        process.wait()


def test_it_says_a_wrong_instance_in_a_sentence(tmp_path):
    (tmp_path / "data").write_text("in the way")
    instance = Instance.resolve({"WORKBENCH_DATA": str(tmp_path / "data")})

    with pytest.raises(StartError, match="cannot be used"):
        Supervisor(instance, report=[].append).run()


def test_it_cuts_the_grace_short_when_asked_again(instance, lines, tmp_path):
    note = tmp_path / "grandchild"
    program = describe(instance, "text", STUBBORN_FAMILY, str(note), grace_seconds=60.0, is_ready=note.exists)

    def ask_twice(_: Instance) -> None:
        os.kill(os.getpid(), signal.SIGINT)
        time.sleep(1.2)
        os.kill(os.getpid(), signal.SIGINT)

    began = time.monotonic()
    run_supervisor(instance, lines, [program], on_ready=ask_twice)

    assert time.monotonic() - began < 20
    assert "text did not stop in time and was killed." in lines


def test_it_takes_a_signal_that_arrives_twice_as_one_wish(instance, lines, tmp_path):
    notes = tmp_path / "notes"
    ready = Path(f"{notes}.text")
    program = describe(instance, "text", NOTE_WHEN_STOPPED, "text", str(notes), is_ready=ready.exists)

    def ask_twice_at_once(_: Instance) -> None:
        os.kill(os.getpid(), signal.SIGTERM)
        os.kill(os.getpid(), signal.SIGTERM)

    run_supervisor(instance, lines, [program], on_ready=ask_twice_at_once)

    assert notes.read_text().split() == ["text"]
    assert not [line for line in lines if "killed" in line]
