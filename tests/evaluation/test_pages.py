import gzip
import json

import pytest

from evaluation.__main__ import main
from evaluation.pages import compare_texts, score_pages

BODY = "The lock keeper of Selm opened the gates at five on Tuesday, an hour before the tide had turned. " * 3
OTHER = "Nobody had told the barge that waited below the bridge, and its mooring line parted with a crack. " * 3


def write_folder(folder, *bodies: str):
    (folder / "html").mkdir()
    truth = {}
    for number, body in enumerate(bodies):
        name = f"page{number}"
        html = f"<html><body><nav>Home</nav><article><h1>Gates</h1><p>{BODY}</p><p>{OTHER}</p></article></body></html>"
        (folder / "html" / f"{name}.html.gz").write_bytes(gzip.compress(html.encode()))
        truth[name] = {"articleBody": body, "url": "https://selm.example/gates"}
    (folder / "ground-truth.json").write_text(json.dumps(truth))
    return str(folder)


def test_equal_texts_share_everything():
    assert compare_texts("one two three four five", "one two three four five") == (1.0, 0.0, 0.0)


def test_what_is_missing_and_what_is_too_much_are_told_apart():
    assert compare_texts("a b c d e", "a b c d") == (0.5, 0.0, 0.5)
    assert compare_texts("a b c d", "a b c d e") == (0.5, 0.5, 0.0)


def test_a_text_of_fewer_than_four_words_counts_as_one_run():
    assert compare_texts("a b", "a b") == (1.0, 0.0, 0.0)


def test_nothing_found_scores_nothing():
    assert score_pages([compare_texts("a b c d e", "")]) == {"f1": 0.0, "precision": 0.0, "recall": 0.0}


def test_it_scores_a_folder_of_pages(tmp_path, capsys):
    assert main(["pages", write_folder(tmp_path, f"{BODY} {OTHER}", f"{BODY} {OTHER}")]) == 0
    scores = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert scores["pages"] == 2
    assert scores["f1"] > 0.9


@pytest.mark.parametrize(
    ("truth", "sentence"),
    [
        ("{broken", "cannot be read as JSON"),
        ("[]", "must be a JSON object"),
        ('{"a": {"url": "x"}}', "needs an articleBody"),
        ('{"../../a": {"articleBody": "x"}}', "is not the name of a page"),
        ('{"nowhere": {"articleBody": "x"}}', "the page cannot be read"),
    ],
)
def test_a_folder_that_cannot_be_used_is_told_in_a_sentence(tmp_path, capsys, truth, sentence):
    (tmp_path / "ground-truth.json").write_text(truth)
    assert main(["pages", str(tmp_path)]) == 2
    assert sentence in capsys.readouterr().err
