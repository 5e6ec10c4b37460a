"""How a change is named."""

import pytest

from claims.domain.anchoring import Fate
from claims.domain.notices import Notice, NoticeKind
from claims.domain.version_changes import ChangeKind, is_replaced, is_wall, name_change, tell_change

CORRECTED = Notice(NoticeKind.CORRECTION, "Correction: a name.")
KEPT, EDITED, ABSENT, RESTORED = Fate.KEPT, Fate.EDITED, Fate.ABSENT, Fate.RESTORED


@pytest.mark.parametrize(
    ("before", "after", "fates", "added", "kind"),
    [
        (None, None, [KEPT], 0, ChangeKind.REWORDING),  # a caption
        (None, None, [KEPT], 1, ChangeKind.ADDITION),
        (None, None, [KEPT, RESTORED], 0, ChangeKind.ADDITION),
        (None, None, [KEPT, EDITED], 0, ChangeKind.SILENT_EDIT),
        (None, None, [ABSENT], 3, ChangeKind.SILENT_EDIT),
        (None, CORRECTED, [EDITED], 0, ChangeKind.CORRECTION),
        (CORRECTED, CORRECTED, [EDITED], 0, ChangeKind.SILENT_EDIT),  # the old note says nothing of this edit
        (None, Notice(NoticeKind.RETRACTION, "Retracted."), [KEPT], 0, ChangeKind.RETRACTION),
        (None, Notice(NoticeKind.REMOVAL, "Removed."), [ABSENT], 0, ChangeKind.REMOVAL),
    ],
)
def test_a_change_is_named_by_its_notice_or_by_what_became_of_the_statements(before, after, fates, added, kind):
    assert name_change(before, after, fates, added) is kind


def test_a_change_is_told_in_one_sentence():
    told = tell_change(ChangeKind.SILENT_EDIT, [EDITED, ABSENT, ABSENT, KEPT], 1)
    assert told == "The article was edited without a note: 1 statement changed, 2 statements absent, 1 statement new."


def test_an_edited_article_is_not_a_replaced_one():
    text = " ".join(f"word{n}" for n in range(200))
    assert not is_replaced(text, text.replace("word7", "other"))
    assert is_replaced(text, "Please accept our cookies to read on.") and is_wall("Please accept our cookies.")
    assert not is_wall(text)
