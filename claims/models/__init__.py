"""What was said, where, and what is the same.

Source > Article > ArticleVersion > Mention > Claim. The constraints carry the invariants: a bug or a crash may lose
time, never the meaning of a row.
"""

from claims.models.article import Article, ArticleVersion
from claims.models.claim import Claim, Mention
from claims.models.columns import APPEND_ONLY, LARGEST_ID, choices
from claims.models.grouping import EmbeddingState, MatchSuggestion, MentionLink, MentionVector, ThresholdChange
from claims.models.job_run import JobRun
from claims.models.ledger import ActPlacement, LedgerAct, PairDecision
from claims.models.pipeline_run import PipelineRun
from claims.models.reanchoring import Reanchoring
from claims.models.snapshot import ArticleStanding, Snapshot, SnapshotBody
from claims.models.source import LONGEST_SOURCE_NAME, UNKNOWN_SOURCE, Source
from claims.models.source_record import SourceRecord
from claims.models.watch import LONGEST_WATCH, Watch, WatchAlert

__all__ = [
    "APPEND_ONLY",
    "ActPlacement",
    "Article",
    "ArticleStanding",
    "ArticleVersion",
    "Claim",
    "EmbeddingState",
    "JobRun",
    "LARGEST_ID",
    "LONGEST_SOURCE_NAME",
    "LONGEST_WATCH",
    "LedgerAct",
    "MatchSuggestion",
    "Mention",
    "MentionLink",
    "MentionVector",
    "PairDecision",
    "PipelineRun",
    "Reanchoring",
    "Snapshot",
    "SnapshotBody",
    "Source",
    "SourceRecord",
    "ThresholdChange",
    "UNKNOWN_SOURCE",
    "Watch",
    "WatchAlert",
    "choices",
]
