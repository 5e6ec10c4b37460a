"""What we make of it: proposals by the machine, reviews by people, where each claim stands, and who works on it."""

from verification.models.desk_day import DeskDay
from verification.models.preference import Preference
from verification.models.talk import Comment, CommentWithdrawal, Notice, NoticeChoice
from verification.models.verdicts import (
    PROPOSAL_VERDICTS,
    REVIEW_ENTRIES,
    REVIEW_VERDICTS,
    WITHDRAWN,
    ClaimReview,
    ClaimStanding,
    Conflict,
    ProposedVerdict,
    RelationScore,
    StaleChange,
)
from verification.models.words import ConflictEntry, OriginEntry, StanceEntry, Word
from verification.models.work import Assignment, BulkChange, DeskRule, SavedView

__all__ = [
    "Assignment",
    "BulkChange",
    "ClaimReview",
    "ClaimStanding",
    "Comment",
    "CommentWithdrawal",
    "Conflict",
    "ConflictEntry",
    "DeskDay",
    "DeskRule",
    "Notice",
    "NoticeChoice",
    "OriginEntry",
    "PROPOSAL_VERDICTS",
    "Preference",
    "ProposedVerdict",
    "REVIEW_ENTRIES",
    "REVIEW_VERDICTS",
    "SavedView",
    "RelationScore",
    "StaleChange",
    "StanceEntry",
    "WITHDRAWN",
    "Word",
]
