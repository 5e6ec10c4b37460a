"""`manage.py explain`: the tree of the evidence, as the page has it."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from tests.factories import make_disputed_claim, make_told_claim
from verification.models import ClaimStanding

pytestmark = pytest.mark.django_db


def explain(*arguments) -> str:
    out = StringIO()
    call_command("explain", *map(str, arguments), stdout=out)
    return out.getvalue()


def test_it_prints_mentions_origins_stances_conflicts_and_verdict():
    text = explain(make_disputed_claim().pk)
    for part in ("Origin: The Daily", "origin: tells it in its own name", "stance: ", "Conflict: number by the rule"):
        assert part in text
    assert "The mayor sent 120 boats to Selm." in text
    assert ": 450" in text
    assert "Verdict: contradicted (2 outlets, 2 origins" in text


def test_it_gives_the_reasons_that_the_page_gives():
    claim = make_told_claim(outlets=2)
    text = explain(claim.pk)
    for reason in ClaimStanding.objects.get(claim=claim).proposal.reasons:
        assert f"because: {reason}" in text


def test_it_prints_one_json_object():
    claim = make_disputed_claim()
    tree = json.loads(explain(claim.pk, "--format", "json"))
    assert (tree["claim"], tree["verdict"], len(tree["origins"])) == (claim.pk, "contradicted", 2)


@pytest.mark.parametrize("number", [0, -3, 424242, 10**30])
def test_a_claim_that_is_not_there_is_one_sentence(number):
    with pytest.raises(CommandError, match="manage.py claims"):
        explain("--", number)


def test_a_proposal_that_is_not_there_is_one_sentence():
    with pytest.raises(CommandError, match="no proposal 7"):
        explain(make_told_claim().pk, "--proposal", 7)
