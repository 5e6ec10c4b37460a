"""Does retrieval find what it should? A sample of mentions is compared with everything, exactly.

What grouping works with are the stored links, so these are what is checked: of all live mentions at or above the
threshold for suggestions, how many are linked. Whatever index lies in between, its recall is measured here.
"""

from __future__ import annotations

from django.conf import settings

from claims.models import MentionLink, MentionVector
from claims.services.choose_model import read_active_model
from claims.services.run_job import JobReport

SAMPLE = 100  # mentions; at a million vectors each costs the database about a second
SLACK = 1e-4  # a pair so close to the threshold may fall on either side of it
NAMED = 10


def check_index() -> JobReport:
    model = read_active_model()
    linked = MentionVector.objects.of_model(model).filter(linked__isnull=False)
    sample = list(linked.order_by("?").values_list("mention_id", "vector")[:SAMPLE])
    expected = found = 0
    missing: list[tuple[int, int]] = []
    for mention, vector in sample:
        near = MentionVector.objects.near(model, vector, settings.SUGGEST_LINK + SLACK).exclude(mention=mention)
        wanted = set(near.filter(linked__isnull=False).values_list("mention_id", flat=True))
        pairs = MentionLink.objects.touching([mention], model).values_list("low_id", "high_id")
        stored = {high if low == mention else low for low, high in pairs}
        expected += len(wanted)
        found += len(wanted & stored)
        missing += [(mention, other) for other in sorted(wanted - stored)]
    recall = found / expected if expected else 1.0
    counts = {"vectors": linked.count(), "sampled": len(sample), "pairs": expected, "recall": round(recall, 4)}
    return JobReport(counts, describe_missing(missing), found=bool(missing))


def describe_missing(missing: list[tuple[int, int]]) -> str:
    if not missing:
        return ""
    named = ", ".join(f"m{a} and m{b}" for a, b in missing[:NAMED])
    return (
        f"{len(missing)} pairs of statements are alike and not linked, such as {named}. "
        "After thresholds were lowered this is expected until the model is embedded again; else the index loses pairs."
    )
