"""What a site's robots.txt says about one address, and how far apart it wants its requests.

Idea: a site that asks machines to stay away is obeyed, whoever entered its address.

Method: the group that names us, else the group for all ("*"); of its rules the longest pattern that matches
the path wins, and allowing wins over forbidding at equal length. `*` matches anything, `$` at the end the
end. Patterns are matched by looking for their pieces from left to right, never by a regular expression:
a file of a stranger's must not be able to keep a worker busy. What a file's absence or failure means is the
caller's to decide (`read_status`).

Limits: `Crawl-delay` is no part of the standard, yet widely written, so it is read; sitemaps are passed
over. Only the first `MAX_CHARS` of a file and `MAX_RULES` of its rules count.
Reference: RFC 9309.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

MAX_CHARS = 500_000
"""The least that RFC 9309 wants a robot to read."""

MAX_RULES = 5_000
"""Each address is matched against all of them; the largest files in use have a few thousand."""

LONGEST_DELAY = 60.0
"""Seconds; a site that wants more than a minute between requests gets a minute, or nothing would arrive."""


class Access(StrEnum):
    """What an answer to the request for robots.txt means."""

    RULES = "rules"
    FREE = "free"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Rule:
    allow: bool
    pattern: str


@dataclass(frozen=True, slots=True)
class RobotRules:
    """What one robot may fetch: `rules` of its group; `delay` in seconds between requests, 0 without."""

    rules: tuple[Rule, ...] = ()
    delay: float = 0.0

    def allows(self, path: str) -> bool:
        """Whether `path` (percent-encoded, with its query) may be fetched."""
        if path == "/robots.txt":
            return True
        matching = [rule for rule in self.rules if matches(rule.pattern, path)]
        best = max(matching, key=lambda rule: (len(rule.pattern), rule.allow), default=None)
        return best is None or best.allow


def read_status(status: int | None) -> Access:
    """No file, or none for us (4xx): everything is allowed. No answer, or trouble (5xx, 429): nothing is, for
    now, since nobody knows what the site would have said."""
    if status == 200:
        return Access.RULES
    if status is not None and 400 <= status < 500 and status != 429:
        return Access.FREE
    return Access.CLOSED


def parse_robots(text: str, name: str) -> RobotRules:
    """The rules of a robots.txt for the robot `name`. Never raises: what cannot be read is passed over."""
    groups: dict[str, list[tuple[str, str]]] = {}
    agents: list[str] = []
    in_rules = False
    for field, value in _read_lines(text.removeprefix("\ufeff")[:MAX_CHARS]):
        if field == "user-agent":
            agents = [*([] if in_rules else agents), value.lower()]
            in_rules = False
            groups.setdefault(agents[-1], [])
        elif field in ("allow", "disallow", "crawl-delay"):
            in_rules = True
            for agent in agents:
                groups[agent].append((field, value))
    return _build_rules(groups.get(name.lower(), groups.get("*", [])))


def matches(pattern: str, path: str) -> bool:
    """Whether `pattern` covers `path`, from its beginning. Time: length of the path x number of `*`."""
    anchored = pattern.endswith("$")
    first, *rest = pattern.removesuffix("$").split("*")
    if not path.startswith(first):
        return False
    if not rest:
        return not anchored or len(path) == len(first)
    position = len(first)
    for piece in rest[:-1]:
        position = path.find(piece, position)
        if position < 0:
            return False
        position += len(piece)
    last = rest[-1]
    return path.endswith(last) and len(path) - len(last) >= position if anchored else path.find(last, position) >= 0


def _read_lines(text: str) -> Iterator[tuple[str, str]]:
    for line in text.splitlines():
        field, colon, value = line.partition("#")[0].partition(":")
        if colon:
            yield field.strip().lower(), value.strip()


def _build_rules(lines: Iterable[tuple[str, str]]) -> RobotRules:
    rules: list[Rule] = []
    delay = 0.0
    for field, value in lines:
        if field == "crawl-delay":
            delay = max(delay, _read_delay(value))
        elif value and len(rules) < MAX_RULES:  # an empty "Disallow:" forbids nothing
            rules.append(Rule(field == "allow", value if value.startswith(("/", "*")) else f"/{value}"))
    return RobotRules(tuple(rules), delay)


def _read_delay(value: str) -> float:
    plain = value[:12]
    return min(float(plain), LONGEST_DELAY) if plain.replace(".", "", 1).isdecimal() and plain.isascii() else 0.0
