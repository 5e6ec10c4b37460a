"""Undo: take an act back, or bring it back again. The ledger and the claims are then what they were before it.

An act is taken back whole: each pair it spoke of gets the word that stood before, each mention goes back to the claim
it was in, and claims that the act ended live again under their old number. While another act on the same mentions
stands differently from how it stood when this one was made, that would give a state that never was; it is refused,
and the other act named.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from claims.domain.acts import ActRow, find_obstacle, is_in_force, plan_restoration
from claims.domain.ledger import Pair, Said, Word, check_words, fold_words
from claims.models import ActPlacement, LedgerAct, Mention, PairDecision
from claims.services.describe_act import describe_act, write_time
from claims.services.record_act import (
    ActDone,
    ActPlan,
    OvertakenActError,
    RefusedActError,
    correct_grouping,
    load_standing,
    record_act,
)
from claims.services.tell import tell


@dataclass(frozen=True, slots=True)
class Turned:
    """`astray` are mentions that are not back where they were, because the machine now groups them otherwise."""

    done: ActDone
    astray: list[int]


def undo_act(act_id: int, *, person, note: str = "") -> Turned:
    """Raises OvertakenActError when it is undone already, RefusedActError when a later act depends on it."""
    return turn_act(act_id, LedgerAct.Kind.UNDO, person=person, note=note)


def redo_act(act_id: int, *, person, note: str = "") -> Turned:
    """Bring back what was undone. Errors as in `undo_act`."""
    return turn_act(act_id, LedgerAct.Kind.REDO, person=person, note=note)


def turn_act(act_id: int, kind: str, *, person, note: str) -> Turned:
    with correct_grouping():
        act = LedgerAct.objects.filter(pk=act_id, undoes=None).first()
        if act is None:
            raise RefusedActError(_("There is no such act to undo or to bring back."))
        entries = list(act.entries.order_by("id"))
        rows = list_rows(act)
        refuse_turn(act, rows, kind)
        words = [Word(entry.mention_low_id, entry.mention_high_id, Said(entry.decision)) for entry in entries]
        if kind == LedgerAct.Kind.UNDO:
            words = plan_restoration([word.pair for word in words], load_earlier([word.pair for word in words], act))
        placed = read_placed(act, "claim_before" if kind == LedgerAct.Kind.UNDO else "claim_after")
        standing = load_standing({end for word in words for end in word.pair})
        check_words(fold_words(words, standing))
        plan = ActPlan(kind, words, act.claim_id, act.other_id, placed, undoes=act)
        done = record_act(plan, standing, person=person, note=note)
        return Turned(done, find_astray(placed))


def list_rows(act: LedgerAct) -> list[ActRow]:
    """This act, every act on the same mentions, and what was undone and brought back of them."""
    mine = PairDecision.objects.filter(act=act)
    pair = {"mention_low": OuterRef("mention_low"), "mention_high": OuterRef("mention_high")}
    on_pairs = PairDecision.objects.filter(Exists(mine.filter(**pair))).order_by().values("act")
    mentions = ActPlacement.objects.filter(act=act).values("mention")
    on_mentions = ActPlacement.objects.filter(mention__in=mentions).values("act")
    acts = LedgerAct.objects.filter(Q(id__in=on_pairs) | Q(id__in=on_mentions)).order_by("id")
    return [ActRow(number, undoes or number) for number, undoes in acts.values_list("id", "undoes_id")]


def refuse_turn(act: LedgerAct, rows: list[ActRow], kind: str) -> None:
    undoing = kind == LedgerAct.Kind.UNDO
    if is_in_force(act.pk, rows) != undoing:
        last = act.turns.select_related("person").order_by("-id").first()
        raise OvertakenActError(describe_turned_already(last, undoing))
    obstacle = find_obstacle(act.pk, rows)
    if obstacle is not None:
        other = LedgerAct.objects.told().get(pk=max(row.id for row in rows if row.root == obstacle))
        remedy = _("Undo that first.") if is_in_force(obstacle, rows) else _("Bring that back first.")
        told = (
            _("This cannot be undone as it is, because a later act builds on it: on {time}, {act} {remedy}")
            if undoing
            else _("This cannot be brought back as it is, because a later act builds on it: on {time}, {act} {remedy}")
        )
        raise RefusedActError(told.format(time=write_time(other.made_at), act=tell(describe_act(other)), remedy=remedy))


def describe_turned_already(last: LedgerAct | None, undoing: bool) -> str:
    if last is None:
        already = _("This was undone already. Nothing was changed.")
        return already if undoing else _("This was brought back already. Nothing was changed.")
    by = _("This was undone already by {person} on {time}. Nothing was changed.")
    told = by if undoing else _("This was brought back already by {person} on {time}. Nothing was changed.")
    return told.format(person=last.person, time=write_time(last.made_at))


def load_earlier(pairs: list[Pair], act: LedgerAct) -> dict[Pair, Said]:
    """What stood of these pairs just before the act."""
    low, high = ({pair[side] for pair in pairs} for side in (0, 1))
    earlier = PairDecision.objects.filter(mention_low__in=low, mention_high__in=high, act__lt=act.pk).order_by("id")
    rows = earlier.values_list("mention_low_id", "mention_high_id", "decision")
    return fold_words(Word(first, second, Said(decision)) for first, second, decision in rows)


def read_placed(act: LedgerAct, side: str) -> dict[int, int]:
    rows = act.placements.filter(**{f"{side}__isnull": False})
    return dict(rows.values_list("mention_id", f"{side}_id"))


def find_astray(placed: dict[int, int]) -> list[int]:
    """Live mentions that are elsewhere than where they were placed."""
    now = Mention.objects.live().filter(pk__in=placed).values_list("id", "claim_id")
    return [mention for mention, claim in now if claim != placed[mention]]
