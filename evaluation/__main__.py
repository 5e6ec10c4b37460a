"""python -m evaluation COMMAND ...: score one step on a labelled file.

Every command prints one JSON object on its last line. A file that cannot be read, or a command called
wrongly, ends with one sentence on standard error and exit status 2.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType

from claims.adapters.encoder import EncoderUnavailable
from evaluation.reading import UnreadableFile

COMMANDS = {
    "clustering": "statements about one thing, brought together",
    "pages": "articles, taken from the pages they stand on",
    "near_copies": "texts that reuse another's words, recognised",
    "checkworthiness": "factual statements, told from the rest",
    "verdicts": "proposed verdicts, against those of people",
    "relations": "what one statement says to another, against what people see",
    "conflicts": "typed disagreements, against those that people see",
    "matching": "checked claims, found again by those who repeat them",
    "origins": "copies, folded into the origin that they copy",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit status."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    available = [name for name in COMMANDS if find_spec(f"evaluation.{name}")]
    chosen = next((name for name in given if not name.startswith("-")), None)
    # Only the module of the chosen command is imported: one that loads a model costs the others nothing.
    module = import_module(f"evaluation.{chosen}") if chosen in available else None
    options = _build_parser(available, chosen, module).parse_args(given)
    assert module is not None, "the parser accepts available commands only"
    try:
        scores = module.run(options)
    except (UnreadableFile, EncoderUnavailable) as problem:
        print(problem, file=sys.stderr)
        return 2
    print(json.dumps(scores, allow_nan=False))
    return 0


def _build_parser(available: Sequence[str], chosen: str | None, module: ModuleType | None) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m evaluation", description=__doc__)
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    for name in available:
        about = (module.__doc__ or "") if module and name == chosen else ""
        command = commands.add_parser(
            name, help=COMMANDS[name], description=about, formatter_class=argparse.RawDescriptionHelpFormatter
        )
        if module and name == chosen:
            module.add_arguments(command)
    return parser


if __name__ == "__main__":
    sys.exit(main())
