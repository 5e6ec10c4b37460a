"""Read the body of an answer, unpacked, without ever holding much more than the limit."""

from __future__ import annotations

import http
import zlib
from collections.abc import Iterable, Iterator

from claims.adapters.fetch_policy import FetchFailed, FetchRefused
from claims.adapters.messages import show_value

STEP_BYTES = 65_536
"""How far gzip is unpacked at once. A bomb grows a thousandfold, so it has to be stopped between steps."""


def read_body(chunks: Iterable[bytes], encoding: str, max_bytes: int, page: str) -> bytes:
    """Join and unpack `chunks`, of which neither the packed nor the unpacked size may pass `max_bytes`;
    `page` names it in sentences. Raises `FetchRefused` if it is larger, `FetchFailed` if it is empty,
    broken or cut off."""
    body = bytearray()
    received = 0
    decoder = _Decoder(encoding)
    try:
        for chunk in chunks:
            received += len(chunk)
            for piece in decoder.feed(chunk):
                body += piece
                if max(received, len(body)) > max_bytes:
                    raise FetchRefused(f"{page} is larger than {max_bytes / 1e6:g} MB, so it was not read on")
    except zlib.error as error:
        raise FetchFailed(f"{page} sent a body that cannot be unpacked") from error
    if not decoder.complete:
        raise FetchFailed(f"{page} broke off in the middle", temporary=True)
    if not body.strip():
        raise FetchFailed(f"{page} answered with an empty page", status=http.HTTPStatus.OK)
    return bytes(body)


class _Decoder:
    """Undoes gzip in steps of at most 64 KB, so that the caller can stop a bomb early. Raises
    `FetchRefused` for an encoding that we did not offer, `zlib.error` for broken data. Of several gzip
    members only the first counts."""

    def __init__(self, encoding: str) -> None:
        name = encoding.strip().lower()
        if name not in {"", "identity", "gzip", "x-gzip"}:
            raise FetchRefused(f"the page is packed as {show_value(name)}, which was not asked for")
        self._unpack = zlib.decompressobj(zlib.MAX_WBITS | 16) if "gzip" in name else None

    def feed(self, chunk: bytes) -> Iterator[bytes]:
        if self._unpack is None:
            yield chunk
            return
        while chunk and not self._unpack.eof:
            yield self._unpack.decompress(chunk, STEP_BYTES)
            chunk = self._unpack.unconsumed_tail

    @property
    def complete(self) -> bool:
        return self._unpack is None or self._unpack.eof
