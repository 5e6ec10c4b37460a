"""How a quote was read, where its words do not tell: a part of a sentence, a pronoun that nobody resolved."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.domain.types import StatementKind
from claims.models import Mention

PARTS = {
    StatementKind.CLAUSE: gettext_lazy("one clause of its sentence"),
    StatementKind.PARTICIPLE: gettext_lazy("what its sentence says in passing, with a participle"),
    StatementKind.APPOSITION: gettext_lazy("what its sentence says in passing of somebody or something it names"),
    StatementKind.NOMINAL: gettext_lazy("what its sentence takes for granted, as a noun"),
}


def describe_reading(mention: Mention) -> str:
    """ "" for the main statement of a sentence that stands for itself."""
    said = [str(PARTS[StatementKind(mention.kind)])] if mention.kind in PARTS else []
    if mention.open_pronoun:
        said.append(_("the text does not say whom “{pronoun}” means").format(pronoun=mention.open_pronoun))
    return "; ".join(said)
