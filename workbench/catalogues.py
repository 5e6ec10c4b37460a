"""The catalogues of translations: collected from the source, merged, compiled, without GNU gettext.

Only whoever changes text needs this and Babel, which is a development requirement: the compiled catalogues are
committed, so a fresh machine reads them as they are, and a test says when they are not what the source and the
catalogues ask for. Entries stand in alphabetical order and name files without lines or dates, so that two people's new
strings seldom meet in one place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.apps import apps
from django.utils import translation
from django.utils.translation.template import templatize

SOURCES = ("claims", "verification", "workbench")
TEMPLATES = "templates"
DOMAIN = "django"
SOURCE = "en"  # the language in which messages are written
# The functions whose arguments are messages: which of the arguments, None for the first.
KEYWORDS: dict[str, Any] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "phrase": None,
    "phrase_count": (1, 2),
    "mark_phrase": None,
    "mark_phrases": (1, 2),
}
# What differs from run to run, or from one Babel to the next, is left out of the files.
_UNSTEADY = frozenset(
    {
        "Project-Id-Version",
        "POT-Creation-Date",
        "PO-Revision-Date",
        "Last-Translator",
        "Language-Team",
        "Generated-By",
        "Report-Msgid-Bugs-To",
    }
)
LETTER = re.compile(r"[^\W\d_]{2,}")
_PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w*\}")
_MARKUP = re.compile(r"</?[a-z]+(?:\s[^<>]*)?/?>")


class SteadyCatalog(Catalog):
    """Writes the same bytes for the same messages, whenever and wherever."""

    def _get_mime_headers(self) -> list[tuple[str, str]]:
        return [(name, value) for name, value in super()._get_mime_headers() if name not in _UNSTEADY]

    mime_headers = property(_get_mime_headers, Catalog._set_mime_headers)


@dataclass(frozen=True, slots=True, order=True)
class Message:
    context: str
    singular: str
    plural: str
    path: str


def collect_messages(root: Path) -> list[Message]:
    """Everything that the source marks for translation, sorted."""
    found = {message for path in list_sources(root) for message in read_messages(root, path)}
    return sorted(found | set(list_labels()))


def list_labels() -> Iterator[Message]:
    """What pages call the values of a field: the labels of every choice that a model of ours offers."""
    with translation.override(None):
        for app in SOURCES:
            for model in apps.get_app_config(app).get_models():
                for field in model._meta.get_fields():
                    for _, label in getattr(field, "flatchoices", None) or []:
                        if LETTER.search(str(label)):
                            yield Message("", str(label), "", f"{app}/models")


def list_sources(root: Path) -> Iterator[Path]:
    for app in SOURCES:
        yield from (path for path in sorted((root / app).rglob("*.py")) if "migrations" not in path.parts)
    yield from sorted((root / TEMPLATES).rglob("*.html"))
    yield from sorted((root / TEMPLATES).rglob("*.txt"))


def read_messages(root: Path, path: Path) -> Iterator[Message]:
    name = path.relative_to(root).as_posix()
    pieces = [path.read_bytes()] if path.suffix == ".py" else list_calls(path.read_text("utf-8"))
    for piece in pieces:
        for _, function, arguments, _ in extract_python(BytesIO(piece), KEYWORDS, [], {"encoding": "utf-8"}):
            message = build_message(str(function), arguments, name)
            if message is not None:
                yield message


def list_calls(template: str) -> list[bytes]:
    """The lines of a template as Django turns it into calls of gettext; alone, each line reads as Python."""
    return [line.strip().encode() for line in templatize(template).splitlines() if "(" in line]


def build_message(function: str, arguments: Any, path: str) -> Message | None:
    """None for a call that names no text of its own."""
    texts = list(arguments) if isinstance(arguments, tuple) else [arguments]
    places = KEYWORDS[function] or (1,)
    context = texts[0] if isinstance(places[0], tuple) else ""
    numbers = [place for place in places if isinstance(place, int)]
    said = [texts[number - 1] if number <= len(texts) else None for number in numbers]
    if not said[0] or None in said or context is None:
        return None
    return Message(str(context), str(said[0]), str(said[1]) if len(said) > 1 else "", path)


def build_template(messages: list[Message]) -> Catalog:
    catalog = Catalog(domain=DOMAIN, charset="utf-8", fuzzy=False)
    for message in messages:
        place: Any = (message.path, None)  # a line would change with every edit above it
        id = (message.singular, message.plural) if message.plural else message.singular
        catalog.add(id, locations=[place], context=message.context or None)
    return catalog


def find_catalogue(root: Path, language: str) -> Path:
    return root / "locale" / language / "LC_MESSAGES" / f"{DOMAIN}.po"


def read_catalogue(root: Path, language: str) -> Catalog:
    """An empty one for a language that has none yet."""
    catalog = SteadyCatalog(locale=language, domain=DOMAIN, charset="utf-8", fuzzy=False)
    path = find_catalogue(root, language)
    if path.exists():
        with path.open("rb") as file:
            kept = read_po(file, locale=language, domain=DOMAIN, charset="utf-8")
        for message in list(kept)[1:]:  # the first one is the header
            catalog[message.id] = message
    return catalog


def merge_catalogue(root: Path, language: str, template: Catalog) -> Catalog:
    """What is new comes in without a translation, what is gone goes; nothing is guessed."""
    catalog = read_catalogue(root, language)
    catalog.update(template, no_fuzzy_matching=True)
    catalog.obsolete.clear()
    for message in catalog:
        if message.id and "fuzzy" in message.flags:  # its plural came or went, so the old translation fits no more
            message.flags.discard("fuzzy")
            message.string = ("",) * catalog.num_plurals if message.pluralizable else ""
    return catalog


def write_catalogue(root: Path, language: str, catalog: Catalog) -> None:
    """Both forms: the one that people edit, and the one that is read."""
    path = find_catalogue(root, language)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(print_catalogue(catalog), "utf-8")
    path.with_suffix(".mo").write_bytes(compile_catalogue(root, language))


def print_catalogue(catalog: Catalog) -> str:
    catalog.header_comment = "# Claim Workbench. `make words` keeps this file: edit the msgstr lines and nothing else."
    written = BytesIO()
    write_po(written, catalog, width=110, sort_output=True, include_lineno=False)
    return written.getvalue().decode()


def compile_catalogue(root: Path, language: str) -> bytes:
    """From the file as it stands, so that both always say the same. What is untranslated is left to the source.

    In the source's own language each message says itself: Django looks for one that our catalogue lacks in those of all
    apps, twice each, and a page asks for hundreds.
    """
    catalog, compiled = read_catalogue(root, language), BytesIO()
    for message in list(catalog):
        if message.id and not all(list_forms(message)):
            if language == SOURCE:
                message.string = message.id
            else:
                catalog.delete(message.id, message.context)
    write_mo(compiled, catalog)
    return compiled.getvalue()


def list_untranslated(catalog: Catalog) -> list[str]:
    return [text_of(message) for message in catalog if message.id and not all(list_forms(message))]


def list_forms(message: Any) -> list[str]:
    """The translations of a message: as many as the language has forms, one without a plural."""
    return list(message.string) if isinstance(message.string, (list, tuple)) else [message.string]


def text_of(message: Any) -> str:
    return str(message.id[0] if isinstance(message.id, (list, tuple)) else message.id)


def list_flaws(message: Any) -> list[str]:
    """What is wrong with the translations that a message has: placeholders or markup that are not the original's."""
    originals = message.id if isinstance(message.id, (list, tuple)) else [message.id]
    names = [set(_PLACEHOLDER.findall(text)) for text in originals]
    tags = [sorted(_MARKUP.findall(text)) for text in originals]
    flaws = []
    for form in filter(None, list_forms(message)):
        if set(_PLACEHOLDER.findall(form)) not in names:
            flaws.append(f"other placeholders than in “{text_of(message)}”: “{form}”")
        if sorted(_MARKUP.findall(form)) not in tags:
            flaws.append(f"other markup than in “{text_of(message)}”: “{form}”")
    return flaws
