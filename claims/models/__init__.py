"""What was said, where, and what is the same.

Source > Article > ArticleVersion > Mention > Claim. The constraints carry the invariants: a bug or a crash may lose
time, never the meaning of a row.
"""

from claims.models.access import WorkbenchRight
from claims.models.article import Article, ArticleVersion
from claims.models.claim import Claim, Mention
from claims.models.columns import APPEND_ONLY, LARGEST_ID, choices
from claims.models.grouping import EmbeddingState, MatchSuggestion, MentionLink, MentionVector, ThresholdChange
from claims.models.ledger import ActPlacement, LedgerAct, PairDecision
from claims.models.pipeline_run import PipelineRun
from claims.models.source import LONGEST_SOURCE_NAME, UNKNOWN_SOURCE, Source

__all__ = [
    "APPEND_ONLY",
    "ActPlacement",
    "Article",
    "ArticleVersion",
    "Claim",
    "EmbeddingState",
    "LARGEST_ID",
    "LONGEST_SOURCE_NAME",
    "LedgerAct",
    "MatchSuggestion",
    "Mention",
    "MentionLink",
    "MentionVector",
    "PairDecision",
    "PipelineRun",
    "Source",
    "ThresholdChange",
    "UNKNOWN_SOURCE",
    "WorkbenchRight",
    "choices",
]
