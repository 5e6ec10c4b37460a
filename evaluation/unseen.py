"""Opinions on rumours by networks and weights that have not seen them.

`train_stances` leaves a network and weights for each fold of the rumours, and which texts belong to which. A pair is
read by the fold of its second statement; texts that belong to no rumour were seen by none and are read by the first.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from evaluation.judging import Asked, Opinions, say
from evaluation.reading import UnreadableFile
from verification.adapters.relation_model import OWN, OwnReader
from verification.adapters.stance_weights import load_stance_model
from verification.domain.stance_model import Relation, StanceModel
from verification.domain.types import Statement


@dataclass(frozen=True, slots=True)
class Folds:
    """A reader and weights for each fold, and the fold of every text."""

    readers: list[OwnReader]
    models: list[StanceModel]
    fold_of: dict[str, int]

    def find(self, statement: Statement) -> int:
        """The fold whose network has not seen the statement."""
        return self.fold_of.get(say(statement), 0)

    def read(self, asked: Sequence[Asked]) -> list[Relation]:
        """Each pair by the network of its second statement's fold, in order."""
        by_fold: dict[int, list[int]] = defaultdict(list)
        for position, (_, statement) in enumerate(asked):
            by_fold[self.find(statement)].append(position)
        found: dict[int, Relation] = {}
        for fold, positions in by_fold.items():
            texts = [(say(asked[i][0]), say(asked[i][1])) for i in positions]
            found |= dict(zip(positions, self.readers[fold].read(texts), strict=True))
        return [found[position] for position in range(len(asked))]


def load_unseen(work: Path) -> Opinions:
    """The folds that `train_stances` left in a folder. Raises UnreadableFile."""
    try:
        kept = json.loads((work / "folds.json").read_text(encoding="utf-8"))
        folds = range(int(kept["folds"]))
        readers = [OwnReader(work / f"fold-{fold}.safetensors", temperature=kept["temperature"]) for fold in folds]
        models = [load_stance_model(work / f"fold-{fold}.json") for fold in folds]
    except (OSError, ValueError, KeyError) as error:
        raise UnreadableFile(f"{work}: the folds of train_stances cannot be read here ({error}).") from error
    found = Folds(readers, models, kept["fold_of"])
    choose: Callable[[Statement], StanceModel] = lambda statement: models[found.find(statement)]  # noqa: E731
    return Opinions(found.read, OWN, choose)
