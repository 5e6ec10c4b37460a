"""What was said, where, and what is the same.

Source > Article > ArticleVersion > Mention > Claim. The constraints carry the invariants: a bug or a crash may lose
time, never the meaning of a row.
"""

from claims.models.article import Article, ArticleAddress, ArticleVersion
from claims.models.claim import Claim, Mention
from claims.models.columns import APPEND_ONLY, LARGEST_ID, choices
from claims.models.feed import Feed, FeedEntry, VisitedHost
from claims.models.grouping import EmbeddingState, MatchSuggestion, MentionLink, MentionVector, ThresholdChange
from claims.models.ledger import ActPlacement, LedgerAct, PairDecision
from claims.models.outside_verdict import OutsideVerdict
from claims.models.pipeline_run import PipelineRun
from claims.models.source import (
    LONGEST_HOST,
    LONGEST_SOURCE_NAME,
    LONGEST_TAG,
    MOST_POLL_MINUTES,
    UNKNOWN_SOURCE,
    Source,
    SourceDomain,
    SourceMerge,
)
from claims.models.source_import import SourceImport

__all__ = [
    "ActPlacement",
    "APPEND_ONLY",
    "Article",
    "ArticleAddress",
    "ArticleVersion",
    "choices",
    "Claim",
    "EmbeddingState",
    "Feed",
    "FeedEntry",
    "LARGEST_ID",
    "LedgerAct",
    "LONGEST_HOST",
    "LONGEST_SOURCE_NAME",
    "LONGEST_TAG",
    "MatchSuggestion",
    "Mention",
    "MentionLink",
    "MentionVector",
    "MOST_POLL_MINUTES",
    "OutsideVerdict",
    "PairDecision",
    "PipelineRun",
    "Source",
    "SourceDomain",
    "SourceImport",
    "SourceMerge",
    "ThresholdChange",
    "UNKNOWN_SOURCE",
    "VisitedHost",
]
