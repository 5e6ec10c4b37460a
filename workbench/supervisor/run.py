"""The one-command start: what happens in which order, and how it ends.

    lock -> leftovers -> checks -> servers -> prepare (migrations, users)
        -> web, workers, beat -> on_ready -> watch

Idea: one process, one thread that starts and watches children (the kernel ties a child to the thread that
made it). `on_ready`, which may take minutes, runs in a thread beside it, so a worker that dies meanwhile is
started again.

Stopping: beat first so that nothing new is scheduled, then workers, web, redis, postgres. Ctrl-C and SIGTERM
stop everything and count as success; a second one cuts the programs' grace short, never the servers'.
Limits: `prepare` is interrupted by the first Ctrl-C; `on_ready` is not interrupted but abandoned.
"""

import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from types import FrameType

from workbench.instance import Instance, InstanceError

from .checks import check_before_start
from .leftovers import find_leftovers, stop_leftovers
from .lock import hold_lock
from .postgres import describe_postgres, prepare_database
from .programs import WORKERS, describe_beat, describe_web, describe_workers
from .refusal import StartError
from .service import Service
from .valkey import describe_redis
from .watch import TICK_SECONDS, Watch

LAST_WORDS_SECONDS = 2.0
SAME_WISH_SECONDS = 1.0  # make passes SIGTERM on, so one wish may arrive twice
SERVERS = (("redis",), ("postgres",))
STOP_ORDER = (("beat",), tuple(WORKERS), ("web",), *SERVERS)
Step = Callable[[Instance], None]


class StopAsked(BaseException):  # noqa: N818 -- like KeyboardInterrupt, it is not an error
    """Ctrl-C or SIGTERM arrived while a callback ran in the main thread."""


def do_nothing(instance: Instance) -> None:
    """For a start without callbacks."""


def _never() -> bool:
    return False


class Supervisor:
    """Runs one instance until it is asked to stop.

    `prepare(instance)` runs when the servers answer and before the programs start; `report` gets status
    lines.
    """

    def __init__(
        self,
        instance: Instance,
        *,
        prepare: Step = do_nothing,
        report: Callable[[str], None] = print,
        describe_programs: Callable[[Instance], list[Service]] | None = None,
    ) -> None:
        self._instance = instance
        self._prepare = prepare
        self._report = _quiet_when_gone(report)
        self._describe_programs = describe_programs or _describe_all_programs
        self._watch = Watch(instance, self._report)
        self._stops_asked = 0
        self._last_asked = -SAME_WISH_SECONDS
        self._interruptible = False

    def run(self, on_ready: Step = do_nothing) -> None:
        """Start, call `on_ready(instance)` beside the watching, and return when stopped by a signal.

        Call it from the main thread. Raises StartError (also when a service cannot be kept alive) and
        whatever the callbacks raise, each after everything has been stopped.
        """
        began = time.monotonic()
        with self._handle_signals(), _say_instance_errors():
            self._instance.ensure_folders()
            with hold_lock(self._instance):
                self._clear_leftovers()
                check_before_start(self._instance)
                beside = _Beside(on_ready, self._instance)
                try:
                    self._start(began)
                    self._attend(beside)
                except StopAsked:
                    return
                finally:
                    self._stop()
                    beside.let_finish()

    def _clear_leftovers(self) -> None:
        count = stop_leftovers(self._instance)
        if count:
            self._report(f"Stopped {count} processes that an earlier run left behind.")

    def _start(self, began: float) -> None:
        self._report(f"Starting in {self._instance.data} ...")
        self._watch.start(self._describe_servers())
        self._await_ready()
        if self._instance.owns_database:
            prepare_database(self._instance)
        with self._interruptibly():
            self._prepare(self._instance)
        self._watch.start(self._describe_programs(self._instance))
        self._await_ready()
        self._report(f"Everything runs after {time.monotonic() - began:.1f} s.")

    def _describe_servers(self) -> list[Service]:
        servers = []
        if self._instance.owns_database:
            servers.append(describe_postgres(self._instance))
        if self._instance.owns_redis:
            servers.append(describe_redis(self._instance))
        return servers

    def _await_ready(self) -> None:
        while not self._watch.all_ready:
            self._pause()
            self._watch.tick()

    def _attend(self, beside: "_Beside") -> None:
        beside.start()
        while True:
            self._pause()
            self._watch.tick()
            beside.raise_failure()

    def _pause(self) -> None:
        if self._stops_asked:
            raise StopAsked
        time.sleep(TICK_SECONDS)

    def _stop(self) -> None:
        if not self._watch.names:
            return
        self._report("Stopping ...")
        asked = self._stops_asked
        for names in STOP_ORDER:
            hurry = _never if names in SERVERS else lambda: self._stops_asked > asked
            killed = self._watch.stop(names, hurry=hurry)
            for name in killed:
                self._report(f"{name} did not stop in time and was killed.")
        self._watch.stop(self._watch.names, hurry=lambda: True)
        if find_leftovers(self._instance):
            stop_leftovers(self._instance)
        self._report("Stopped.")

    @contextmanager
    def _handle_signals(self) -> Iterator[None]:
        numbers = [signal.SIGINT, signal.SIGTERM]
        if signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:  # nohup asks to outlive the terminal
            numbers.append(signal.SIGHUP)
        before = {number: signal.signal(number, self._take_signal) for number in numbers}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    def _take_signal(self, number: int, frame: FrameType | None) -> None:
        now = time.monotonic()
        if now - self._last_asked < SAME_WISH_SECONDS:
            return
        self._last_asked = now
        self._stops_asked += 1
        if self._interruptible:
            self._interruptible = False
            raise StopAsked

    @contextmanager
    def _interruptibly(self) -> Iterator[None]:
        """Let a signal break in; elsewhere it waits for `_pause`, so that no child is lost half made."""
        if self._stops_asked:
            raise StopAsked
        self._interruptible = True
        try:
            yield
        finally:
            self._interruptible = False


class _Beside:
    """A callback in a thread of its own, whose failure the main thread takes up."""

    def __init__(self, step: Step, instance: Instance) -> None:
        self._failure: BaseException | None = None
        self._step = step
        self._instance = instance
        self._thread = threading.Thread(target=self._call, name="on-ready", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def let_finish(self) -> None:
        """Give an abandoned callback, whose servers are gone, a moment to put the terminal in order."""
        if self._thread.is_alive():
            self._thread.join(LAST_WORDS_SECONDS)

    def raise_failure(self) -> None:
        if self._failure is not None:
            raise self._failure

    def _call(self) -> None:
        try:
            self._step(self._instance)
        except BaseException as error:  # noqa: BLE001 -- handed to the main thread, which raises it
            self._failure = error


def _describe_all_programs(instance: Instance) -> list[Service]:
    return [describe_web(instance), *describe_workers(instance), describe_beat(instance)]


def _quiet_when_gone(report: Callable[[str], None]) -> Callable[[str], None]:
    """A closed terminal must not keep the rest from being stopped."""

    def say(line: str) -> None:
        with suppress(OSError, ValueError):
            report(line)

    return say


@contextmanager
def _say_instance_errors() -> Iterator[None]:
    try:
        yield
    except InstanceError as error:
        raise StartError(str(error)) from error
