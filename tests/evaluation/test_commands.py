"""`python -m evaluation`, as a person or a script calls it."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from evaluation.__main__ import main

GROUPS = {
    "pier": [
        "The council has closed the old ferry pier until spring",
        "Old ferry pier closed until spring by the council",
        "The old ferry pier stays closed until spring, says the council",
    ],
    "owl": [
        "An owl has moved into the school's bell tower",
        "School bell tower is the new home of an owl",
        "Owl moves into the bell tower of a school",
    ],
    "soup": ["A soup kitchen served nine hundred meals in one evening"],
}


@pytest.fixture
def write(tmp_path):
    def write_lines(name, rows):
        path = tmp_path / name
        path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
        return str(path)

    return write_lines


@pytest.fixture
def clusters(write):
    rows = [
        {"id": f"{name}-{number}", "text": text, "cluster": name}
        for name, texts in GROUPS.items()
        for number, text in enumerate(texts)
    ]
    return write("clusters.jsonl", rows)


def run_command(*arguments):
    return subprocess.run(
        [sys.executable, "-m", "evaluation", *arguments],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def refuse(capsys, *arguments):
    """The one sentence with which a command refuses."""
    assert main(arguments) == 2
    said = capsys.readouterr()
    assert said.out == ""
    (sentence,) = said.err.splitlines()
    return sentence


def test_it_prints_the_scores_of_a_grouping_as_one_object_on_the_last_line(clusters):
    answer = run_command("clustering", clusters)
    scores = json.loads(answer.stdout.splitlines()[-1])
    names = ["n", "clusters", "b3_precision", "b3_recall", "b3_f1", "pairwise_f1", "ari", "seconds"]
    assert list(scores) == names
    assert (scores["n"], scores["clusters"], scores["b3_f1"], scores["ari"]) == (7, 3, 1.0, 1.0)


@pytest.mark.parametrize(("batch", "seed"), [("1", "0"), ("2", "1"), ("3", "2"), ("20", "3")])
def test_it_says_that_piecemeal_insertion_equals_the_batch(clusters, capsys, batch, seed):
    assert main(["clustering", clusters, "--order", "shuffled", "--batch", batch, "--seed", seed]) == 0
    scores = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert scores["equals_batch"] is True
    assert scores["b3_f1"] == 1.0


def test_it_prints_recall_and_precision_of_near_copies(write, capsys):
    pier = "The old ferry pier is closed until the spring because eleven of its pillars are rotten"
    owl = "An owl has moved into the bell tower of the school and the bell stays silent for now"
    texts = write(
        "texts.jsonl",
        [{"id": "1", "text": pier}, {"id": "2", "text": pier + ". " + owl}, {"id": "3", "text": owl}],
    )
    pairs = write(
        "pairs.jsonl",
        [
            {"a": "1", "b": "2", "jaccard": 0.4, "containment": 1},
            {"a": "1", "b": "3", "jaccard": 0.0, "containment": 0.0},
        ],
    )
    assert main(["near_copies", pairs, texts]) == 0
    scores = json.loads(capsys.readouterr().out)
    assert (scores["recall"], scores["precision"], scores["pairs"], scores["copies"]) == (1.0, 1.0, 2, 1)


@pytest.mark.parametrize(("command", "fields"), [("clustering", "cluster"), ("near_copies", "containment")])
def test_it_explains_what_a_file_must_hold(command, fields):
    answer = run_command(command, "--help")
    assert answer.returncode == 0
    assert "JSON lines" in answer.stdout
    assert fields in answer.stdout


def test_it_lists_its_commands():
    answer = run_command("--help")
    assert "clustering" in answer.stdout
    assert "near_copies" in answer.stdout


@pytest.mark.parametrize("arguments", [(), ("astrology",), ("clustering",), ("clustering", "x", "--batch", "0")])
def test_it_refuses_a_wrong_call_with_status_2_and_no_traceback(arguments):
    answer = run_command(*arguments)
    assert answer.returncode == 2
    assert "Traceback" not in answer.stderr


def test_it_refuses_thresholds_that_make_no_sense(clusters):
    answer = run_command("clustering", clusters, "--cut", "0.9")
    assert answer.returncode == 2
    assert "The cut must lie above 0 and not above the strong link" in answer.stderr
    assert "Traceback" not in answer.stderr


def test_it_says_that_a_file_is_missing(capsys, tmp_path):
    missing = str(tmp_path / "missing.jsonl")
    said = refuse(capsys, "clustering", missing)
    assert said == f"{missing}: the file cannot be read (No such file or directory)."


def test_it_says_that_a_folder_is_no_file(capsys, tmp_path):
    assert "cannot be read" in refuse(capsys, "clustering", str(tmp_path))


GOOD = b'{"id": "1", "text": "a pier", "cluster": "c"}\n'


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "the file holds no rows"),
        (b"\n \n", "the file holds no rows"),
        (GOOD + b"{broken\n", "line 2: this is not a line of JSON"),
        (GOOD + b"[" * 100_000 + b"\n", "line 2: this is not a line of JSON"),
        (GOOD + b"[1]\n", "line 2: a row must be a JSON object"),
        (GOOD + b"\n" + b'{"id": "2", "text": "a"}\n', "line 3: the field 'cluster' is missing"),
        (GOOD + b'{"id": 2, "text": "a", "cluster": "c"}\n', "line 2: the field 'id' must be a text"),
        (GOOD + GOOD, "line 2: the id '1' is also on line 1"),
        (GOOD + b"\xff\xfe\x00\n", "line 2: this is not UTF-8 text"),
    ],
)
def test_it_says_what_is_wrong_with_a_file_and_where(capsys, tmp_path, content, sentence):
    path = tmp_path / "rows.jsonl"
    path.write_bytes(content)
    said = refuse(capsys, "clustering", str(path))
    assert said.startswith(str(path))
    assert sentence in said


def test_it_reads_a_file_with_a_byte_order_mark_and_windows_line_ends(capsys, tmp_path):
    path = tmp_path / "rows.jsonl"
    path.write_bytes(b"\xef\xbb\xbf" + GOOD.replace(b"\n", b"\r\n"))
    assert main(["clustering", str(path)]) == 0
    assert json.loads(capsys.readouterr().out)["n"] == 1


def test_it_says_that_a_pair_names_a_text_that_is_not_there(capsys, write):
    texts = write("texts.jsonl", [{"id": "1", "text": "a pier"}])
    pairs = write("pairs.jsonl", [{"a": "1", "b": "lost", "containment": 0.2}])
    assert "the text 'lost' is not in" in refuse(capsys, "near_copies", pairs, texts)


def test_it_says_that_a_model_cannot_be_loaded(capsys, clusters):
    said = refuse(capsys, "clustering", clusters, "--model", "/nowhere/model")
    assert said == "The embedding model /nowhere/model could not be loaded: there is no such folder."


def test_it_imports_neither_django_nor_a_database():
    code = (
        "import sys, evaluation.__main__, evaluation.clustering, evaluation.near_copies; "
        "print({'django', 'celery', 'psycopg', 'pgvector', 'torch'} & set(sys.modules))"
    )
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "set()"
