"""Become another program, tied to the life of the supervisor.

Use: `launch.py PARENT SIGNAL UID GID KEEP -- COMMAND...`

Idea: what must happen between fork and exec (ask the kernel for a signal when the parent dies, give up root)
runs in a fresh interpreter instead of in a `preexec_fn`, which may deadlock in a process with threads.

Method: PR_SET_PDEATHSIG, after any change of user because that clears it; then a look at the parent, which
may have died before. UID -1 leaves the user alone. KEEP 1 keeps CAP_DAC_OVERRIDE as an ambient capability, so
that a program that refuses the name root (PostgreSQL) still gets through folders that only root may enter,
such as /root.

Limits: the death signal exists on Linux only; elsewhere a killed supervisor's children are stopped by the
next start. The signal is tied to the thread that forked, so the supervisor starts children from its main
thread. Standard library only: this file is run by path with `-I -S`, and its start is paid for every child.
Reference: prctl(2), capabilities(7).
"""

import ctypes
import os
import sys

PR_SET_PDEATHSIG = 1
PR_SET_SECUREBITS = 28
SECBIT_NO_SETUID_FIXUP = 1 << 2
PR_CAP_AMBIENT = 47
PR_CAP_AMBIENT_RAISE = 2
CAP_DAC_OVERRIDE = 1
CAPABILITY_VERSION_3 = 0x20080522

EXIT_CANNOT_LAUNCH = 126


def main(arguments: list[str]) -> None:
    parent, death_signal, uid, gid, keep = (int(argument) for argument in arguments[:5])
    command = arguments[6:]
    try:
        if uid >= 0:
            become_user(uid, gid, keep_access=bool(keep))
        if sys.platform == "linux":
            call_prctl(PR_SET_PDEATHSIG, death_signal)
        if os.getppid() != parent:
            return
        os.execv(command[0], command)  # noqa: S606 -- no shell is wanted
    except OSError as error:
        sys.stderr.write(f"{command[0]} cannot be run: {error.strerror}\n")
        sys.exit(EXIT_CANNOT_LAUNCH)


def become_user(uid: int, gid: int, *, keep_access: bool) -> None:
    """Give up root for good. Raises OSError when the kernel says no."""
    if keep_access:
        # Without this bit access(2), by which initdb looks for its own programs, ignores the capability.
        call_prctl(PR_SET_SECUREBITS, SECBIT_NO_SETUID_FIXUP)
    os.setgroups([])
    os.setgid(gid)
    os.setuid(uid)
    if keep_access:
        limit_capabilities(1 << CAP_DAC_OVERRIDE)
        call_prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, CAP_DAC_OVERRIDE)


def limit_capabilities(mask: int) -> None:
    """Hold exactly the capabilities of `mask` (bits 0 to 31), inheritable too as ambient ones must be."""
    header = (ctypes.c_uint32 * 2)(CAPABILITY_VERSION_3, 0)
    data = (ctypes.c_uint32 * 6)(mask, mask, mask, 0, 0, 0)
    libc = ctypes.CDLL(None, use_errno=True)
    _raise_on_failure(libc.capset(header, data))


def call_prctl(option: int, *arguments: int) -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    padded = [*arguments, 0, 0, 0, 0][:4]
    _raise_on_failure(libc.prctl(option, *(ctypes.c_ulong(argument) for argument in padded)))


def _raise_on_failure(result: int) -> None:
    if result != 0:
        code = ctypes.get_errno()
        raise OSError(code, os.strerror(code))


if __name__ == "__main__":
    main(sys.argv[1:])
