import pytest

from claims.adapters.labelled_pairs import UnreadableLabelsError, read_labelled_pairs


def write(tmp_path, content):
    path = tmp_path / "pairs.jsonl"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return str(path)


def test_it_reads_pairs_of_mentions_and_of_texts(tmp_path):
    lines = '{"a": 1, "b": "m2", "same": true}\n\n{"a": "It rained.", "b": "It snowed.", "same": false}\n'
    pairs = read_labelled_pairs(write(tmp_path, lines))
    assert pairs.mentions == [((1, 2), True)]
    assert pairs.texts == [(("It rained.", "It snowed."), False)]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("", "no pairs"),
        ("{", "line 1: this is not JSON"),
        ("[" * 100_000, "line 1: this is not JSON"),
        ('{"a": 1, "b": 2}', "line 1: a pair is written"),
        ('{"a": 1, "b": 2, "same": "yes"}', "line 1: a pair is written"),
        ('{"a": 1, "b": "It rained.", "same": true}', "two numbers of mentions, or two texts"),
        ('{"a": "", "b": "It rained.", "same": true}', "two numbers of mentions, or two texts"),
        (b"\xff\xfe", "not UTF-8"),
    ],
)
def test_what_cannot_be_read_is_one_sentence(tmp_path, content, reason):
    with pytest.raises(UnreadableLabelsError, match=reason):
        read_labelled_pairs(write(tmp_path, content))


def test_a_file_that_is_not_there_is_one_sentence(tmp_path):
    with pytest.raises(UnreadableLabelsError, match="cannot be read"):
        read_labelled_pairs(str(tmp_path / "none"))
