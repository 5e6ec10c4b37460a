"""What an article says of its own changes."""

import time

import pytest

from claims.domain.notices import NoticeKind, find_notice

LONG = "The council met on Monday and spoke of the harbour. " * 20


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("RETRACTED: The mayor resigned.", NoticeKind.RETRACTION),
        ("Retraction\n" + LONG, NoticeKind.RETRACTION),
        ("This article has been retracted.\n" + LONG, NoticeKind.RETRACTION),
        ("We have withdrawn this story because its figures were wrong.", NoticeKind.RETRACTION),
        (LONG + "\nCorrection: the dam is older than we wrote.", NoticeKind.CORRECTION),
        (LONG + "\nCorrection (4 May): the dam is older.", NoticeKind.CORRECTION),
        (LONG + "\nCorrection, 4 May: the dam is older.", NoticeKind.CORRECTION),
        (LONG + "\nAn earlier version of this article gave another number.", NoticeKind.CORRECTION),
        (LONG + "\nThis story has been corrected to show the right name.", NoticeKind.CORRECTION),
        (LONG + "\nEditor’s note: we previously misspelt a name.", NoticeKind.CORRECTION),
        ("The page you were looking for is no longer available.", NoticeKind.REMOVAL),
        ("This article has been removed.", NoticeKind.REMOVAL),
    ],
)
def test_a_notice_is_seen(text, kind):
    assert find_notice(text).kind is kind


@pytest.mark.parametrize(
    "text",
    [
        "The journal retracted the study on Monday.",
        "We correct errors as soon as we learn of them.",
        LONG + "\nThis page is no longer available in print.",
        "The minister withdrew this year's budget.",
        "Correction of the river's course took nine years.",
        "Retraction of the landing gear failed, the pilot said.",
        "Retracted claws are sharper, the vet said.",
        "",
    ],
)
def test_what_only_sounds_like_one_is_none(text):
    assert find_notice(text) is None


def test_the_title_counts_too():
    assert find_notice("The mayor resigned.", "Retracted: the mayor").kind is NoticeKind.RETRACTION


@pytest.mark.parametrize(
    "text", ["this article " * 80_000, "\n" * 1_000_000, "correction " * 90_000, "the page you " * 70_000]
)
def test_a_megabyte_of_nearly_a_notice_takes_no_time(text):
    began = time.process_time()
    find_notice(text)
    assert time.process_time() - began < 1
