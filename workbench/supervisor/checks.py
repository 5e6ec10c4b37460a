"""What can be known to be wrong before anything is started, said plainly.

Limits: a port may still be taken between the look and the start; the web server's own failure is reported
then. No message contains a password: URLs are shown without it, and what a server's library says is searched
for it.
"""

import errno
import socket
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

import psycopg
import redis

from workbench.instance import Instance

from .refusal import StartError

CONNECT_SECONDS = 5
OLDEST_POSTGRES = 14  # the oldest that Django 5.2 speaks to
DATABASE_SCHEMES = ("postgresql", "postgres")
REDIS_SCHEMES = ("redis", "rediss", "valkey", "valkeys", "unix", "redis+socket")


def check_before_start(instance: Instance) -> None:
    """Raises StartError for the first thing that is wrong."""
    check_port(instance)
    if instance.given_database_url is not None:
        check_database(instance.given_database_url)
    if instance.given_redis_url is not None:
        check_redis(instance.given_redis_url, instance)


def check_port(instance: Instance) -> None:
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            instance.host, instance.port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
    except OSError:
        raise StartError(f"HOST is {instance.host!r}, which is not an address of this machine.") from None
    with socket.socket(family, kind, protocol) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(address)
            probe.listen(1)
        except OSError as error:
            raise StartError(_explain_port(instance, error)) from None


def check_database(url: str) -> None:
    """The server of DATABASE_URL answers, is recent enough, and has pgvector. Raises StartError."""
    parts = _split_url("DATABASE_URL", url, DATABASE_SCHEMES)
    try:
        with psycopg.connect(url, connect_timeout=CONNECT_SECONDS) as connection:
            version = connection.info.server_version // 10_000
            row = connection.execute("SELECT 1 FROM pg_available_extensions WHERE name = 'vector'").fetchone()
    except psycopg.Error as error:
        raise StartError(_explain_silence("DATABASE_URL", url, parts, error)) from None
    place = _show_place(parts)
    if version < OLDEST_POSTGRES:
        raise StartError(f"DATABASE_URL points to {place}, PostgreSQL {version}: {OLDEST_POSTGRES} or later is needed.")
    if row is None:
        raise StartError(f"DATABASE_URL points to {place}, which has no pgvector: install that extension there.")


def check_redis(url: str, instance: Instance) -> None:
    """The server of REDIS_URL answers a ping. Raises StartError."""
    parts = _split_url("REDIS_URL", url, REDIS_SCHEMES)
    try:
        with redis.Redis.from_url(
            instance.redis_client_url, socket_timeout=CONNECT_SECONDS, socket_connect_timeout=CONNECT_SECONDS
        ) as client:
            client.ping()
    except (redis.RedisError, ValueError, OSError) as error:
        raise StartError(_explain_silence("REDIS_URL", url, parts, error)) from None


def _split_url(name: str, url: str, schemes: tuple[str, ...]) -> SplitResult:
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        raise StartError(f"{name} cannot be read as a URL.") from None
    if parts.scheme not in schemes:
        raise StartError(f"{name} must start with {schemes[0]}://, for instance {schemes[0]}://host/0.")
    return parts


def _explain_port(instance: Instance, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        other = instance.port + 1 if instance.port < 65535 else instance.port - 1
        return f"Port {instance.port} is taken by another program; choose another: PORT={other} make up"
    if error.errno == errno.EACCES:
        return f"Port {instance.port} is reserved for the system; choose one above 1023, for instance PORT=8000."
    return f"Pages cannot be served at {instance.address}: {error.strerror}."


def _explain_silence(name: str, url: str, parts: SplitResult, error: Exception) -> str:
    lines = str(error).strip().splitlines() or [type(error).__name__]
    return f"{name} points to {_show_place(parts)}, which does not answer: {_hide_secrets(lines[0], url, parts)}"


def _show_place(parts: SplitResult) -> str:
    """Host, port and path without user, password or options."""
    host = parts.netloc.rpartition("@")[2]
    return f"{host}{parts.path}" or "a unix socket"


def _hide_secrets(text: str, url: str, parts: SplitResult) -> str:
    options = [value for key, value in parse_qsl(parts.query) if "pass" in key.lower()]
    password = parts.password or ""
    for secret in sorted({url, password, unquote(password), *options}, key=len, reverse=True):
        if secret:
            text = text.replace(secret, "***")
    return text
