"""Nouns for people and for bodies that act, and which of them may name one and the same.

Idea: "the minister" may be "Vera Holt", "police" may be "detectives", but "a student" is no "retired
soldier". Method: a list of nouns; nouns in one group may mean the same, and nouns that say little ("man",
"suspect", "worker") may be anybody who fits them. Two nouns that are in the list and in no common group
name different people.

Limits: English, a few hundred nouns; a person may of course be a nurse and a mother. Reference: none, own
lists.
"""

from __future__ import annotations

import re
from functools import lru_cache

from claims.domain.lexicon import list_words
from verification.domain.lexemes import find_base

# Nouns on one line may name the same person or body.
_GROUPS = """
    court judge tribunal jury justice magistrate bench
    police policeman policewoman officer detective constable sheriff investigator trooper
    government cabinet minister ministry administration authority state chancellor premier president official
    parliament lawmaker deputy senator congress senate legislature mp congressman congresswoman house
    firefighter rescuer brigade crew paramedic medic diver
    doctor surgeon physician hospital medic clinic psychiatrist cardiologist
    army troop soldier officer military force general commander colonel admiral navy marine air_force
    company firm maker carmaker chipmaker manufacturer group corporation retailer operator producer business
        start-up startup subsidiary
    club team side
    union labour
    council councillor mayor municipality city town governor
    scientist researcher professor academic analyst expert biologist astronomer physicist engineer university institute
        laboratory lab economist historian
    rebel militant fighter insurgent gunman militia guerrilla separatist extremist jihadist
    boss chief executive director chairman chairwoman ceo founder owner manager head chair
    coach trainer manager
    player striker midfielder defender goalkeeper captain winger forward
    student pupil schoolboy schoolgirl schoolchild teenager child
    worker employee staff labourer
    attorney lawyer barrister solicitor
    prosecutor
    thief burglar robber
    spokesman spokeswoman spokesperson
    bank lender
    airline carrier
    passenger traveller
    pilot captain
    priest bishop cardinal archbishop vicar pastor imam rabbi pope
    actor actress star
    singer musician rapper tenor soprano band
    farmer grower
    journalist reporter correspondent editor
    regulator watchdog agency commission
    party opposition leader
    neighbour neighbor
    office bureau department
    child baby toddler infant boy son grandson godson
    child baby toddler infant girl daughter granddaughter goddaughter
    crew attendant steward stewardess staff
    committee panel commission
"""
_OTHERS = list_words(
    """
    husband wife son daughter brother sister mother father uncle aunt nephew niece grandfather grandmother
    cousin boyfriend girlfriend fiance partner widow boy girl baby toddler
    guard driver cyclist motorcyclist pedestrian jogger hiker climber tourist guest customer shopper
    nurse midwife teacher lecturer headteacher tutor electrician plumber cleaner carpenter mechanic
    builder baker butcher cook chef waiter waitress barman hairdresser gardener painter sculptor poet
    novelist author writer photographer artist composer conductor dancer comedian model
    banker broker trader accountant auditor treasurer cashier landlord tenant contractor developer
    programmer hacker astronaut cosmonaut sailor fisherman skipper stewardess steward attendant
    prisoner inmate warden refugee migrant protester demonstrator activist campaigner
    king queen prince princess duke duchess emperor dictator
    ambassador envoy diplomat consul spy agent
    secretary treasurer adviser advisor aide bodyguard butler nanny babysitter maid gamekeeper
    employer apprentice intern volunteer veteran pensioner
    referee umpire fan supporter spectator linesman
    hunter shepherd miner docker dockworker courier postman
    gang cartel mafia smuggler trafficker
    vet dentist pharmacist surgeon
    schoolchildren
    guide client provost dean rector
    fund investor villager passer-by brewer headmaster headmistress secretary-general whistleblower
    robot dog bear shark bull
    """
)
# Nouns that any of the others may fall under.
_VAGUE = list_words(
    """
    man woman person people suspect victim attacker assailant resident local witness survivor official
    group team member leader worker employee expert citizen individual adult patient
    candidate relative family colleague friend others critic opponent ally perpetrator culprit offender
    defendant teenager teen youth pensioner veteran celebrity
    """
)
# These say what the vague ones leave open, and so oppose each other only.
_OPPOSED = (("man", "woman"), ("boy", "girl"), ("men", "women"))


def _read_groups() -> dict[str, set[int]]:
    found: dict[str, set[int]] = {}
    number = -1
    for line in _GROUPS.strip("\n").splitlines():
        number += not line.startswith("        ")
        for word in line.split():
            found.setdefault(find_base(word), set()).add(number)
    return found


_GROUP_OF = _read_groups()
_LISTED = frozenset(find_base(word) for word in (*_OTHERS, *_VAGUE))
_VAGUE_BASES = frozenset(find_base(word) for word in _VAGUE)
_OPPOSED_BASES = frozenset(frozenset(map(find_base, pair)) for pair in _OPPOSED)
# Endings of nouns for people, and the common nouns of things that share them.
_ENDINGS = re.compile(
    r"\w{2,}(?:woman|women|ologist|ographer|keeper|player|seller|maker|worker|holder|ists?|ians?|eers?)\Z"
)
_THINGS = list_words(
    "list lists mist assist insist exist persist resist twist consist enlist mailing career beer deer peer veer asian"
)
_NO_ROLES = frozenset(find_base(word) for word in ("state", "city", "town", "house", "force", "head", "side", "labour"))


@lru_cache(maxsize=20_000)
def is_role(word: str) -> bool:
    """Whether a word (any inflection) names people or bodies that act."""
    base = find_base(word)
    if base in _NO_ROLES:
        return False
    if base in _GROUP_OF or base in _LISTED:
        return True
    lowered = word.casefold()
    return lowered not in _THINGS and word[:1].islower() and bool(_ENDINGS.match(lowered))


def is_vague_role(word: str) -> bool:
    """Whether the noun leaves open who it is ("man", "suspect")."""
    return find_base(word) in _VAGUE_BASES


def may_be_same(role_a: str, role_b: str) -> bool:
    """Whether two such nouns can name the same person or body; symmetric."""
    a, b = find_base(role_a), find_base(role_b)
    if a.endswith(b) or b.endswith(a):
        return True  # "schoolgirl" is a girl
    if frozenset((a, b)) in _OPPOSED_BASES:
        return False
    if a in _VAGUE_BASES or b in _VAGUE_BASES:
        return True
    return bool(_GROUP_OF.get(a, set()) & _GROUP_OF.get(b, set()))
