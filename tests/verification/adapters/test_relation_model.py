import pytest
import torch
from sentence_transformers import CrossEncoder

from claims.adapters.encoder import find_packaged_model
from verification.adapters.relation_files import UnreadableWeights, compress, expand, load_weights, save_weights
from verification.adapters.relation_model import (
    OWN,
    PATH,
    OwnReader,
    RelationModelUnavailable,
    find_columns,
    load_relation_reader,
    name_relation_model,
)
from verification.adapters.relation_network import LABELS, WINDOW, RelationNetwork, Shape, join_pair, make_batch
from verification.adapters.relation_tokens import load_tokenizer

SMALL = Shape(width=16, inner=32, heads=2, layers=1, head_width=8)
PAIRS = [
    ("The mayor signed the harbour contract", "The mayor did not sign the harbour contract"),
    ("The ferry sank", "A ferry went down in the storm off the northern cape on Monday night, the coast guard said"),
    ("Storks nest in Selm", "Storks nest in Selm"),
]


@pytest.fixture(scope="module")
def reader():
    return load_relation_reader()


def test_our_own_model_gives_probabilities_in_the_order_of_the_pairs(reader):
    found = reader.read(PAIRS)
    assert [sum((r.supports, r.refutes, r.neutral)) for r in found] == pytest.approx([1.0] * 3, abs=1e-3)
    alone = [reader.read([pair])[0] for pair in PAIRS]
    assert [r.supports for r in alone] == pytest.approx([r.supports for r in found], abs=1e-3)


def test_our_own_model_tells_a_denial_from_a_repetition(reader):
    denial, _, repetition = reader.read(PAIRS)
    assert denial.refutes > max(denial.supports, denial.neutral)
    assert repetition.supports > max(repetition.refutes, repetition.neutral)


def test_it_reads_what_no_reporter_wrote(reader):
    strange = ["", " ", "\x00\ud800", "a" * 100_000, "word " * 50_000, "🜁" * 500]
    found = reader.read([(text, other) for text in strange for other in strange[:2]])
    assert all(0.0 <= r.refutes <= 1.0 for r in found)
    assert reader.read([]) == []


def test_the_shipped_file_is_small_and_says_what_it_is():
    assert PATH.stat().st_size < 30_000_000
    network, about = load_weights(PATH)
    assert about["temperature"] > 0
    assert not network.training


def test_the_fast_way_says_what_float32_says(reader):
    network, about = load_weights(PATH)
    tokens = dict(zip(texts := [t for pair in PAIRS for t in pair], load_tokenizer()(texts), strict=True))
    with torch.inference_mode():
        plain = network(make_batch([join_pair(tokens[a], tokens[b]) for a, b in PAIRS])) / about["temperature"]
    found = [(r.supports, r.refutes, r.neutral) for r in reader.read(PAIRS)]
    assert torch.allclose(torch.tensor(found), plain.softmax(dim=1), atol=0.02)


def test_a_cross_encoder_in_a_folder_reads_the_mention_first_and_by_its_own_labels(tmp_path):
    theirs = CrossEncoder(str(find_packaged_model()), num_labels=3, device="cpu")
    theirs.model.config.id2label = {0: "contradiction", 1: "entailment", 2: "neutral"}
    theirs.save_pretrained(str(tmp_path))
    found = load_relation_reader(str(tmp_path)).read(PAIRS)
    expected = theirs.predict([(told, claim) for claim, told in PAIRS], apply_softmax=True)
    assert [r.refutes for r in found] == pytest.approx([row[0] for row in expected], abs=1e-3)
    assert [r.supports for r in found] == pytest.approx([row[1] for row in expected], abs=1e-3)


def test_off_means_that_the_rules_decide_alone():
    with pytest.raises(RelationModelUnavailable, match="switched off"):
        load_relation_reader(" Off ")


def test_a_model_that_is_not_there_is_named_in_one_sentence(tmp_path):
    with pytest.raises(RelationModelUnavailable, match="no such folder"):
        load_relation_reader(str(tmp_path / "missing"))


def test_a_folder_that_holds_no_model_is_named_in_one_sentence(tmp_path):
    (tmp_path / "config.json").write_text("{}")
    with pytest.raises(RelationModelUnavailable) as problem:
        load_relation_reader(str(tmp_path))
    assert "\n" not in str(problem.value)


@pytest.mark.parametrize("content", [b"", b"not weights", b"\xff" * 64])
def test_a_broken_file_of_weights_is_named_in_one_sentence(tmp_path, content):
    path = tmp_path / "relations.safetensors"
    path.write_bytes(content)
    with pytest.raises(UnreadableWeights, match=r"relations\.safetensors cannot be read"):
        OwnReader(path)


def test_weights_of_another_shape_are_refused(tmp_path):
    path = tmp_path / "small.safetensors"
    save_weights(RelationNetwork(SMALL), path, {})
    with pytest.raises(UnreadableWeights, match="another shape"):
        load_weights(path)


@pytest.mark.parametrize(
    ("labels", "columns"),
    [
        ({0: "contradiction", 1: "entailment", 2: "neutral"}, [1, 0, 2]),
        ({0: "Entailment", 1: "Neutral", 2: "Contradiction"}, [0, 2, 1]),
        ({0: "supports", 1: "refutes", 2: "neutral"}, [0, 1, 2]),
    ],
)
def test_it_finds_the_meaning_of_another_models_labels(labels, columns):
    assert find_columns("theirs", labels) == columns


def test_a_model_with_other_labels_is_refused():
    with pytest.raises(RelationModelUnavailable, match="its labels are LABEL_0"):
        find_columns("theirs", {0: "LABEL_0"})


def test_the_name_under_which_scores_are_kept():
    assert (name_relation_model(" "), name_relation_model("a/b")) == (OWN, "a/b")


def test_int8_rows_keep_what_was_learnt():
    weights = {"matrix": torch.randn(8, 64), "bias": torch.randn(8)}
    found = expand(compress(weights))
    assert set(found) == set(weights)
    assert torch.equal(found["bias"], weights["bias"])
    assert (found["matrix"] - weights["matrix"]).abs().max() < weights["matrix"].abs().max() / 127


@pytest.mark.parametrize(("a", "b"), [(10, 10), (500, 5), (5, 500), (500, 500), (0, 0)])
def test_a_pair_fits_the_window_and_the_shorter_statement_stays_whole(a, b):
    tokens, sides = join_pair(list(range(a)), list(range(b)))
    assert len(tokens) == len(sides) <= WINDOW
    for length, side in ((a, 0), (b, 1)):
        assert sides.count(side) == length or sides.count(side) >= (WINDOW - 3) // 2


def test_filling_changes_no_score():
    torch.manual_seed(1)
    network = RelationNetwork(SMALL).eval()
    pairs = [join_pair([5, 6, 7], [8, 9]), join_pair(list(range(20, 50)), [8, 9, 10])]
    together = network(make_batch(pairs))
    alone = torch.cat([network(make_batch([pair])) for pair in pairs])
    assert together.shape == (2, len(LABELS))
    assert torch.allclose(together, alone, atol=1e-5)
