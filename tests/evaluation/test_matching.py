import argparse
import json

import pytest

from evaluation.matching import add_arguments, find_average_precision, run
from evaluation.reading import UnreadableFile

POOL = [
    {"id": "a", "text": "A pelican was elected harbour master of Orrin."},
    {"id": "b", "text": 'The mayor of Selm sold the town\'s "fire engine".'},
    {"id": "c", "text": "The mayor of Selm sold the town's 'fire engine'."},
]


def evaluate(folder, queries):
    for name, rows in (("queries", queries), ("pool", POOL)):
        (folder / name).write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    parser = argparse.ArgumentParser()
    add_arguments(parser)
    return run(parser.parse_args([str(folder / "queries"), str(folder / "pool")]))


def test_it_measures_where_the_repeated_claim_stands(tmp_path):
    queries = [
        {"id": "1", "text": "Orrin made a pelican its #HarbourMaster", "relevant": ["a"]},
        {"id": "2", "text": "Selm's mayor has sold the fire engine, they say", "relevant": ["c"]},
    ]
    figures = evaluate(tmp_path, queries)
    # The copy named "c" stands behind its twin "b", which is known earlier.
    assert (figures["map_at_5"], figures["recall_at_1"]) == (0.75, 0.5)
    assert figures["map_at_5_copies_as_one"] == 1


@pytest.mark.parametrize(("relevant", "sentence"), [(["z"], "not in the pool"), ([], "no relevant claim")])
def test_it_says_which_query_has_no_answer(tmp_path, relevant, sentence):
    with pytest.raises(UnreadableFile, match=sentence):
        evaluate(tmp_path, [{"id": "1", "text": "Anything", "relevant": relevant}])


def test_average_precision_divides_by_the_hits_that_were_possible():
    assert find_average_precision([3, 1, 9, 2, 8], {1, 2}) == pytest.approx((1 / 2 + 2 / 4) / 2)
