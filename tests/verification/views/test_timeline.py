"""The timeline of a claim in the reader's language, whatever language its parts were recorded in."""

import pytest
from django.utils import translation

from claims.domain.version_changes import ChangeKind, tell_change
from claims.models import Mention
from tests.factories import make_disputed_claim, make_told_claim, make_version, read_proposal
from verification.views.timeline import list_edits, show_timeline

pytestmark = pytest.mark.django_db


def test_an_edit_is_told_in_the_readers_language():
    claim = make_told_claim()
    version = make_version(Mention.objects.get(claim=claim).article_version.article, "The band stayed at home.")
    told = tell_change(ChangeKind.ADDITION, [], 1)
    type(version).objects.filter(pk=version.pk).update(
        change=ChangeKind.ADDITION, change_words=told, change_told=[told]
    )
    english = list_edits(read_proposal(claim))[0].words
    with translation.override("es"):
        spanish = list_edits(read_proposal(claim))[0].words
    assert "1 statement new" in english
    assert "statement" not in spanish


def test_the_legend_names_only_what_the_picture_shows():
    claim = make_disputed_claim()
    words = [words for _, words in show_timeline(read_proposal(claim), [], []).legend]
    assert words == ["first of its origin", "first of its origin, refutes"]
