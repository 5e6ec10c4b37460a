"""Take out of a page what its readers cannot see, before anything is quoted from it.

Idea: a sentence that nobody can read is nothing that an outlet told anyone. Hidden text is where pages are
stuffed with words for machines, and where an attacker would put a "quote".

Taken out: `hidden`, `<template>`, `<noscript>`, `<dialog>` that is not open; styles that hide (display
none, visibility hidden, transparent, zero size, moved off the page, clipped to nothing), written on the
element or as a plain rule for its class, id or tag in a `<style>` of the page. Kept: text in the
colour of its ground. `aria-hidden` hides from screen readers what everybody else sees, and is left to the
extractor, which passes it over.

Limits: linked style sheets and scripts are not run, so what only they hide stays; rules that depend on a
medium or on an ancestor are not applied, because they hide for some readers only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from lxml.html import HtmlElement

_NEVER_SHOWN = {"template", "noscript"}
_ESCAPE = re.compile(r"\\([0-9a-fA-F]{1,6})\s?")
_BRACE = re.compile(r"([{}])")
_SELECTOR = re.compile(r"([a-z][a-z0-9]*)?(?:([.#])([\w-]+))?", re.I | re.A)
_ZERO = re.compile(r"[+-]?0*\.?0*(px|em|rem|%|pt|vw|vh)?")
_FAR_AWAY = re.compile(r"-(\d{3,}(\.\d*)?(px|pt)?|\d{2,}(\.\d*)?(em|rem|vw|vh))|-\d{3,}(\.\d*)?%")
_CLIPPED = re.compile(r"rect\((0|1)(px)?[ ,]+(0|1)(px)?[ ,]+(0|1)(px)?[ ,]+(0|1)(px)?\)|inset\((50|100)%\)")

Style = dict[str, str]


def prune_hidden(tree: HtmlElement) -> None:
    """Remove hidden elements from `tree` in place, keeping the text that follows each of them."""
    rules = _read_rules(tree)
    hidden = [element for element in tree.iter() if _is_hidden(element, rules)]
    for element in hidden:
        if element.getparent() is not None and element.tag not in {"html", "body"}:
            element.drop_tree()


def _is_hidden(element: Any, rules: dict[str, Style]) -> bool:
    if not isinstance(element.tag, str):
        return False
    if element.tag in _NEVER_SHOWN or (element.tag == "dialog" and "open" not in element.attrib):
        return True
    if "hidden" in element.attrib:
        return True
    style: Style = {}
    for selector in _list_selectors(element):
        style |= rules.get(selector, {})
    return _hides(style | _parse_declarations(element.get("style", "")))


def _hides(style: Style) -> bool:
    if style.get("display") == "none" or style.get("visibility") in {"hidden", "collapse"}:
        return True
    if any(_ZERO.fullmatch(style.get(name) or "1") for name in ("opacity", "font-size")):
        return True
    clips = style.get("overflow", style.get("overflow-y", "")) in {"hidden", "clip"}
    if clips and any(_ZERO.fullmatch(style.get(name) or "1") for name in _SIZES):
        return True
    if style.get("position") in {"absolute", "fixed"} and any(
        _FAR_AWAY.fullmatch(style.get(name, "")) for name in ("left", "top", "right", "bottom")
    ):
        return True
    clip = style.get("clip", "") + style.get("clip-path", "")
    return bool(_FAR_AWAY.fullmatch(style.get("text-indent", "")) or _CLIPPED.search(clip))


_SIZES = ("width", "height", "max-width", "max-height")


def _list_selectors(element: Any) -> Iterator[str]:
    """The plain selectors that match an element, weakest first, as a style sheet would weigh them."""
    tag = element.tag
    yield tag
    for name in element.get("class", "").split():
        yield f".{name}"
        yield f"{tag}.{name}"
    if name := element.get("id"):
        yield f"#{name}"
        yield f"{tag}#{name}"


def _read_rules(tree: HtmlElement) -> dict[str, Style]:
    """Declarations by plain selector. Of two for one selector the later one counts, as in a browser: it
    decides between `display: none` and `display: block`."""
    rules: dict[str, Style] = {}
    for sheet in tree.iter("style"):
        for selectors, body in _split_sheet(_plain(sheet.text or "")):
            for selector in selectors.split(","):
                name = selector.strip()
                if name and _SELECTOR.fullmatch(name):
                    rules[name] = rules.get(name, {}) | _parse_declarations(body)
    return rules


def _split_sheet(sheet: str) -> Iterator[tuple[str, str]]:
    """(selectors, body) of the rules that hold unconditionally: not those inside `@media {...}` and its
    like."""
    depth = 0
    selectors = before = ""
    for part in _BRACE.split(sheet):
        if part == "{":
            depth += 1
            selectors = before.rpartition(";")[2].strip() if depth == 1 else ""
        elif part == "}":
            if depth == 1 and selectors and not selectors.startswith("@"):
                yield selectors, before
            depth = max(0, depth - 1)
            selectors = ""
        else:
            before = part


def _parse_declarations(text: str) -> Style:
    style: Style = {}
    for declaration in _plain(text).split(";"):
        name, colon, value = declaration.partition(":")
        if colon:
            style[name.strip().lower()] = value.lower().replace("!important", "").strip()
    return style


def _plain(css: str) -> str:
    """CSS without comments and with its escapes (`d\\69splay`) undone, so that spelling cannot hide a
    rule."""
    first, *commented = css.split("/*")
    plain = first + "".join(part.partition("*/")[2] for part in commented)
    return _ESCAPE.sub(lambda found: chr(min(int(found[1], 16), 0x10FFFF)), plain) if "\\" in plain else plain
