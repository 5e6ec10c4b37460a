"""What was said, where, and what is the same.

Source > Article > ArticleVersion > Mention > Claim. The constraints carry the invariants: a bug or a crash may lose
time, never the meaning of a row.
"""

from claims.models.access import WorkbenchRight
from claims.models.article import Article, ArticleAddress, ArticleVersion
from claims.models.claim import Claim, Mention
from claims.models.columns import APPEND_ONLY, PhrasesField, choices
from claims.models.feed import Feed, FeedEntry, VisitedHost
from claims.models.grouping import (
    EmbeddingState,
    LinkedVector,
    MatchSuggestion,
    MentionLink,
    MentionVector,
    ThresholdChange,
)
from claims.models.job_run import JobRun
from claims.models.ledger import ActPlacement, LedgerAct, PairDecision
from claims.models.outside_verdict import OutsideVerdict
from claims.models.pipeline_run import PipelineRun
from claims.models.reanchoring import Reanchoring
from claims.models.search import SearchVector
from claims.models.snapshot import ArticleStanding, Snapshot, SnapshotBody
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
from claims.models.source_record import SourceRecord
from claims.models.watch import LONGEST_WATCH, Watch, WatchAlert

__all__ = [
    "APPEND_ONLY",
    "ActPlacement",
    "Article",
    "ArticleAddress",
    "ArticleStanding",
    "ArticleVersion",
    "Claim",
    "EmbeddingState",
    "Feed",
    "FeedEntry",
    "JobRun",
    "LONGEST_HOST",
    "LONGEST_SOURCE_NAME",
    "LONGEST_TAG",
    "LONGEST_WATCH",
    "LedgerAct",
    "LinkedVector",
    "MOST_POLL_MINUTES",
    "MatchSuggestion",
    "Mention",
    "MentionLink",
    "MentionVector",
    "OutsideVerdict",
    "PairDecision",
    "PhrasesField",
    "PipelineRun",
    "Reanchoring",
    "SearchVector",
    "Snapshot",
    "SnapshotBody",
    "Source",
    "SourceDomain",
    "SourceImport",
    "SourceMerge",
    "SourceRecord",
    "ThresholdChange",
    "UNKNOWN_SOURCE",
    "VisitedHost",
    "Watch",
    "WatchAlert",
    "WorkbenchRight",
    "choices",
]
