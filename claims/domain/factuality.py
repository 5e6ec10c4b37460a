"""Whether a statement inside a sentence is asserted there, or only imagined, planned, denied or asked for.

Idea: "considering strikes" must never yield "strikes happened". What stands below a condition, a plan, a modal verb
or a denial is not asserted; what is presupposed (an apposition, "following the arrest of X") is asserted even when
the main statement is not.
Method: the way from the statement's head up to the sentence's root is checked link by link. A reported clause is
asserted only where the reporting verb is one that attribution has cut away, so that somebody is on record for it.

Limits: English word lists; irony and distant scope pass. Reference: the veridicality classes of Saurí and Pustejovsky,
"FactBank" (2009), reduced to asserted or not.
"""

from __future__ import annotations

from collections.abc import Collection

from claims.domain.syntax import Tree

# Clauses that these words open may never have happened.
UNREAL_MARKS = frozenset(
    ("if", "unless", "whether", "until", "till", "lest", "provided", "providing", "supposing", "than", "like", "so")
    + ("that", "in", "should")
)
# Clauses that these words open did happen; the second group only where the clause is in the past.
REAL_MARKS = frozenset(("although", "though", "while", "whereas", "because", "since"))
REAL_PAST_MARKS = frozenset(("after", "when", "as", "once", "before"))
# What precedes a statement that is taken for granted.
REAL_PREPOSITIONS = frozenset(("following", "after", "since", "despite", "amid"))

_LISTED_UNREAL_VERBS = """
consider weigh mull contemplate plan want hope wish intend threaten seek try attempt propose ask urge demand call
request suggest fear expect believe think doubt deny refuse reject oppose avoid prevent avert block stop forbid ban
prohibit vow promise pledge aim prepare pretend imagine predict discuss debate favor favour back advocate recommend
advise encourage fail warn risk oppose await anticipate need offer agree allow could would wonder speculate envisage
explore study explain look push
"""
_UNREAL_VERBS = frozenset(_LISTED_UNREAL_VERBS.split())
_LISTED_UNREAL_NOUNS = """
plan threat call demand proposal possibility prospect chance risk hope fear bid effort attempt idea option request
push pressure intention vow promise talk discussion debate question rumour rumor need desire wish likelihood danger
warning campaign motion petition case refusal failure lack absence
"""
_UNREAL_NOUNS = frozenset(_LISTED_UNREAL_NOUNS.split())
_LISTED_UNREAL_ADJECTIVES = """
possible potential alleged supposed planned proposed threatened attempted likely future eventual hypothetical
suspected rumored rumoured so-called feared expected imminent looming any no failed
"""
UNREAL_ADJECTIVES = frozenset(_LISTED_UNREAL_ADJECTIVES.split())
HEARSAY = frozenset(("reportedly", "allegedly", "apparently", "purportedly", "supposedly", "presumably", "ostensibly"))
_REPORTED = ("ccomp", "parataxis")


def is_clause_asserted(tree: Tree, clause: int, reporting: Collection[int]) -> bool:
    """Whether a clause that is taken for granted by its form is asserted where it stands.

    `reporting` holds the tokens of the attribution: a clause reported by them is its claimant's assertion.
    """
    for child, head in tree.ancestors(clause):
        dep = tree[child].dep
        if dep == "advcl" and child != clause and opens_unreal(tree, child):
            return False
        if dep in _REPORTED and head not in reporting and not _is_inserted(tree, child, head):
            return False
        if dep == "conj" and any(tree[word].lemma in ("or", "nor") for word in tree.children(head, "cc")):
            return False
    return True


def is_event_asserted(tree: Tree, noun: int, reporting: Collection[int]) -> bool:
    """Whether the event that a noun names ("the arrest of X") is told as having happened."""
    if any(tree[word].lemma in UNREAL_ADJECTIVES for word in tree.children(noun, "amod", "det")):
        return False
    for child, head in tree.ancestors(noun):
        token = tree[head]
        if token.text.lower() in REAL_PREPOSITIONS:
            return is_clause_asserted(tree, head, reporting)
        if tree[child].dep == "advcl" and opens_unreal(tree, child):
            return False
        if head in reporting:
            continue
        if token.lemma in _UNREAL_NOUNS or (_is_unreal_verb(tree, head) and tree[child].dep != "nsubj"):
            return False
        if tree.has_modal(head) or tree.is_negated(head) or _is_infinitive(tree, head):
            return False
        if any(tree[word].lemma in UNREAL_ADJECTIVES for word in tree.children(head, "amod")):
            return False
    return True


def opens_unreal(tree: Tree, clause: int) -> bool:
    """Whether an adverbial clause is a condition, a purpose or the like."""
    marks = [tree[word].text.lower() for word in tree.children(clause, "mark", "advmod")]
    inverted = tree[tree.subtree(clause)[0]].text.lower() in ("were", "had", "should") and tree.subject(clause)
    return any(mark in UNREAL_MARKS for mark in marks) or bool(inverted)


def find_hearsay(tree: Tree, clause: int) -> tuple[str, ...]:
    """Adverbs of hearsay ("reportedly") that stand on the clause or on what governs it."""
    heads = [clause, *(head for child, head in tree.ancestors(clause) if tree[child].dep in ("conj", *_REPORTED))]
    found = (tree[word].text.lower() for head in heads for word in tree.children(head, "advmod"))
    return tuple(dict.fromkeys(word for word in found if word in HEARSAY))


def _is_unreal_verb(tree: Tree, word: int) -> bool:
    return tree[word].tag.startswith("VB") and tree[word].dep != "prep" and tree[word].lemma in _UNREAL_VERBS


def _is_infinitive(tree: Tree, verb: int) -> bool:
    return any(tree[word].tag == "TO" for word in tree.children(verb, "aux"))


def _is_inserted(tree: Tree, child: int, head: int) -> bool:
    """ "X did this; Y did that" is sometimes parsed as one reporting the other; a semicolon tells."""
    low, high = sorted((child, head))
    return any(tree[word].text == ";" for word in range(low, high))
