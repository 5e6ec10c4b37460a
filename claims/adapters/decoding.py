"""Bytes into text, or a sentence that says why they are no text.

Method: a byte-order mark decides. Without one, valid UTF-8 is UTF-8 (other encodings practically never form
valid multi-byte sequences by chance). What is left is read as Windows-1252, the one legacy encoding that
English and western European newsrooms still export, but only if the outcome looks like text; a page may
name another encoding itself. Anything else is refused: a wrong guess would be stored for good as quotes
that nobody wrote.

Limits: Windows-1250 (Polish, Czech) looks much like Windows-1252 and is misread; UTF-16 without a mark is
refused.
"""

from __future__ import annotations

import codecs
import re

from claims.adapters.documents import UnreadableError, check_characters
from claims.domain.phrases import phrase

HEAD_BYTES = 65_536
"""How much of a stream is looked at to tell text from binary: every binary format shows itself sooner."""

MAX_LEGACY_SHARE = 0.2
"""Largest share of letters outside ASCII in text that is taken for Windows-1252. French, the most accented
of its languages, has 4-8 %; Cyrillic or Greek bytes misread as Windows-1252 give over 90 %."""

MAX_CONTROL_SHARE = 0.01
"""Largest share of control characters (other than tab, line ends, form feed) in text; binary data has over
10 %."""

_SIGNATURES = (
    (b"%PDF-", phrase("a PDF file")),
    (b"PK\x03\x04", phrase("a zip archive (or a Word or Excel file)")),
    (b"\xd0\xcf\x11\xe0", phrase("an old Word or Excel file")),
    (b"\x1f\x8b", phrase("a gzip archive")),
    (b"\x89PNG", phrase("a PNG picture")),
    (b"\xff\xd8\xff", phrase("a JPEG picture")),
    (b"GIF8", phrase("a GIF picture")),
    (b"{\\rtf", phrase("an RTF file")),
    (b"\x7fELF", phrase("a program")),
)
# UTF-32 first: its little-endian mark begins with that of UTF-16.
_WIDE_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROLS = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f]")
# Codecs that a page may name. A list, because Python also registers codecs that are no encodings of text,
# or slow.
_PAGE_CODECS = re.compile(
    r"(cp125\d|iso8859-\d+|koi8-[rut]|gb2312|gbk|gb18030|big5|cp949|euc_kr|euc_jp|shift_jis|cp932|iso2022_jp|mac-roman)"
)
_META_CHARSET = re.compile(rb"<meta[^<>]{0,200}?charset\s{0,9}=\s{0,9}[\"']?([A-Za-z0-9_:.-]{1,40})", re.I)


def decode_text(data: bytes) -> str:
    """Decode a whole file. Raises `UnreadableError` if it is binary or its encoding cannot be told."""
    refuse_binary(data)
    encoding = find_wide_encoding(data)
    if encoding:
        return _decode_strictly(data, encoding)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return _decode_windows(data, error.start)
    return _refuse_control_characters(text)


def decode_line(line: bytes) -> str:
    """Decode one line of a jsonl or csv file on its own, so that one bad line leaves the others readable.

    A line that is neither UTF-8 nor Windows-1252 keeps its bytes as lone surrogates (`surrogateescape`),
    which `documents.check_characters` then refuses for the one record that holds them.
    """
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError as error:
        try:
            return _decode_windows(line, error.start)
        except UnreadableError:
            return line.decode("utf-8", errors="surrogateescape")


def decode_page(data: bytes, charset: str = "") -> str:
    """Decode an HTML page; `charset` is what the server declared, tried (like the page's own `<meta
    charset>`) only if the bytes are not valid UTF-8, since a wrong declaration is far commoner than UTF-8
    by accident."""
    refuse_binary(data)
    declared = [charset.encode("ascii", "replace"), *_META_CHARSET.findall(data[:4096])[:1]]
    names = [name for name in map(_find_page_codec, declared) if name]
    if names and names[0] == "iso2022_jp":  # seven-bit: it would pass for UTF-8
        return _decode_strictly(data, names[0])
    for name in names if not _is_utf8(data) and not find_wide_encoding(data) else []:
        try:
            return data.decode(name)
        except UnicodeDecodeError:
            continue
    return decode_text(data)


def refuse_binary(data: bytes) -> None:
    """Raise `UnreadableError` if `data` (or the head of a stream) is a known binary format or holds NUL
    bytes."""
    for signature, name in _SIGNATURES:
        if data.startswith(signature):
            raise UnreadableError(phrase("it is {name}, not text", name=name))
    if b"\x00" in data and not find_wide_encoding(data):
        raise UnreadableError(phrase("it is binary: it holds NUL bytes (text in UTF-16 needs a byte-order mark)"))


def find_wide_encoding(data: bytes) -> str:
    """The encoding named by a UTF-16 or UTF-32 byte-order mark, "" without one."""
    return next((name for mark, name in _WIDE_MARKS if data.startswith(mark)), "")


def _decode_strictly(data: bytes, encoding: str) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableError(
            phrase(
                "it is marked as {encoding} but is broken at byte {start}", encoding=encoding, start=f"{error.start:,}"
            )
        ) from error
    check_characters(text, phrase("the file"))
    return _refuse_control_characters(text)


def _decode_windows(data: bytes, position: int) -> str:
    refusal = UnreadableError(
        phrase(
            "its encoding cannot be told: it is not UTF-8 (see byte {position}) and does not look like Windows-1252; "
            "save it as UTF-8",
            position=f"{position:,}",
        )
    )
    if any("\x7f" < character != "\ufffd" for character in data.decode("utf-8", errors="replace")):
        raise refusal  # valid multi-byte sequences beside the bad one: damaged UTF-8
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        raise refusal from None
    letters = [character for character in text if character.isalpha()]
    if sum(not character.isascii() for character in letters) > MAX_LEGACY_SHARE * len(letters):
        raise refusal
    return _refuse_control_characters(text)


def _refuse_control_characters(text: str) -> str:
    if len(_CONTROLS.findall(text)) > MAX_CONTROL_SHARE * len(text):
        raise UnreadableError(phrase("it is binary: it is full of control characters"))
    return text


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _find_page_codec(name: bytes) -> str:
    try:
        codec = codecs.lookup(name.decode("ascii").strip()).name
    except (LookupError, ValueError):
        return ""
    # What pages call latin-1 is Windows-1252, as every browser reads it.
    codec = "cp1252" if codec in {"iso8859-1", "ascii"} else codec
    return codec if _PAGE_CODECS.fullmatch(codec) else ""
