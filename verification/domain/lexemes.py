"""Words as they are compared: inflection undone, synonyms brought together, opposites told apart.

Idea: two reporters rarely use the same verb, so "died" has to meet "killed" and "turned down" has to face
"accepted". Method: a word becomes its base form (irregular forms by table, the rest by rough stems); base
forms and two-word verbs of one meaning share a *concept*, and opposites share it with the other *pole*. A
word outside the table is its own concept with no pole, and a prefix ("unsafe", "illegal", "disallow") may
still make it the opposite of another.

Limits: English; a word has one meaning here ("run", "open"). The table holds what news is full of and is
our own. Reference: the use of antonyms for contradiction follows Harabagiu, Hickl and Lacatusu, "Negation,
contrast and contradiction in text processing" (2006).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from claims.domain.lexicon import list_words
from verification.domain.wording import stem_word

# Base form first.
_IRREGULAR = """
    be is are was were been being am
    bear bore born borne
    beat beaten
    become became
    begin began begun
    bite bit bitten
    blow blew blown
    break broke broken
    bring brought
    build built
    burn burnt
    buy bought
    catch caught
    choose chose chosen
    come came
    deal dealt
    draw drew drawn
    drink drank drunk
    drive drove driven
    eat ate eaten
    fall fell fallen
    feel felt
    fight fought
    find found
    flee fled
    fly flew flown
    forbid forbade forbidden
    freeze froze frozen
    get got gotten
    give gave given
    go went gone
    grow grew grown
    hang hung
    have has had
    hear heard
    hide hid hidden
    hold held
    keep kept
    know knew known
    lay laid
    lead led
    leave left
    lend lent
    lie lay lain lied lies lying
    die died dies dying
    tie tied ties
    lose lost
    make made
    mean meant
    meet met
    pay paid
    ride rode ridden
    ring rang rung
    rise rose risen
    run ran
    say said
    see saw seen
    seek sought
    sell sold
    send sent
    shake shook shaken
    shine shone
    shoot shot
    shrink shrank shrunk
    sing sang sung
    sink sank sunk
    sit sat
    sleep slept
    speak spoke spoken
    spend spent
    stand stood
    steal stole stolen
    stick stuck
    strike struck stricken
    swear swore sworn
    sweep swept
    swim swam swum
    take took taken
    teach taught
    tear tore torn
    tell told
    think thought
    throw threw thrown
    wake woke woken
    wear wore worn
    win won
    write wrote written
    child children
    woman women
    man men
    person people
    foot feet
    dead death deaths
    wife wives
    life lives
    thief thieves
    deny denied denies denial
    deep depth
    long length
    wide width
    high height
    try tried tries
"""
# A line is a concept: words of one meaning, after "~" those of the opposite one. Two words joined by "_" are
# a verb and its particle.
_CONCEPTS = """
    die dead kill fatal fatality perish lethal deadly claim_life ~ survive survivor alive
    hurt injure injury wound ~ unhurt unharmed unscathed
    rise raise increase go_up climb grow growth jump surge soar hike gain higher rocket leap swell
        ~ go_down come_down fall decrease drop decline shrink plunge slump tumble reduce reduction
        ~ cut lower slash trim slide
    win victory triumph ~ lose loss defeat
    approve back approval adopt pass ratify endorse uphold sign carry accept agree agreement greenlight confirm
        ~ reject rejection turn_down vote_down refuse rebuff overturn veto throw_out strike_down defeat
    allow permit legalise legalize authorise authorize ~ ban forbid prohibit bar disallow outlaw block prevent
    guilty convict conviction ~ acquit acquittal innocent clear exonerate
    support back favour favor vote_for in_favour endorse ~ oppose vote_against opposition object
    open reopen ~ close shut closure shut_down
    begin start launch commence get_under_way get_underway kick_off set_off
        ~ end finish conclude stop cease halt wrap_up
    arrive arrival enter ~ leave depart departure exit
    grant award give ~ deny denial withhold
    meet reach achieve hit ~ miss
    safe secure ~ unsafe dangerous hazardous risky
    legal lawful ~ illegal unlawful
    harmless ~ harmful toxic poisonous
    true genuine authentic real ~ false untrue fake bogus forged forgery counterfeit
    free release liberate let_go ~ hold_captive captive detain jail imprison custody
    find locate trace discover recover ~ missing search_for look_for
    work function operate ~ break_down malfunction fail
    attend attendance visitor present ~ absent boycott skip stay_away
    inspect inspection examine examination audit ~ skip neglect
    hire appoint recruit appointment recruitment ~ sack dismiss oust fire lay_off make_redundant dismissal
    stay remain stay_on keep ~ quit resign resignation step_down stand_down go leave
    ease relax loosen lift ~ impose tighten uphold
    strengthen ~ weaken
    improve better improvement recover ~ worsen deteriorate worse
    include ~ exclude
    healthy well ~ ill sick unwell
    continue go_on persist resume proceed go_ahead ~ end suspend stop halt cancel call_off scrap abandon cease
    admit acknowledge confess confirm concede ~ deny denial
    profit ~ loss
    majority ~ minority
    friend ally ~ enemy foe rival
    rich wealthy ~ poor
    full capacity ~ empty
    enough sufficient ~ insufficient shortage run_out_of run_short lack
    sober ~ drunk intoxicated
    clean ~ dirty contaminated polluted
    stable ~ unstable critical
    conscious awake ~ unconscious asleep
    expand ~ contract
    upgrade ~ downgrade
    advance ~ retreat withdraw
    encourage ~ discourage
    praise welcome hail ~ criticise criticize condemn denounce
    reveal disclose ~ conceal hide
    permanent ~ temporary
    voluntary optional ~ mandatory compulsory forced
    surplus ~ deficit
    positive ~ negative
    accelerate speed_up ~ slow_down
    float ~ sink
    married ~ divorced unmarried
    punctual on_time ~ delayed
    cheaper ~ dearer
    remember ~ forget
    possible ~ impossible
    visible ~ invisible hidden
    able ~ unable
    lucky ~ unlucky
    top ~ bottom
    ahead ~ behind
    pass_exam ~ flunk
    land ~ take_off
    qualify ~ disqualify knocked_out eliminated
    contain under_control extinguish put_out ~ out_of_control spread
    reopened ~ shuttered
    obey comply ~ defy violate breach
    honour honor ~ break_promise
    repay ~ default
    ally_with ~ turn_against
    vaccinated ~ unvaccinated
    worker employee staff
    employ employed ~ jobless unemployed
    intact undamaged ~ damage destroy wreck ruin demolish
    succeed success successful manage ~ fail failure unsuccessful
    innocent blameless ~ culprit
    unanimous ~ split divided
    peaceful calm quiet ~ violent violence
    join ~ leave quit
    save rescue ~ abandon
    buy purchase acquire acquisition take_over takeover
    sell sale
    arrest capture nab apprehend catch seize
    escape at_large fugitive on_run
    resign_office step_aside
    hold take_place happen occur stage host come
    destroy_fully raze flatten
    erupt eruption
    outbreak break_out
    fire_person sack
    shoot gun_down open_fire
    blast explosion explode blow_up bomb bombing detonate
    quake earthquake tremor
    blaze fire wildfire burn
    crash collision collide
    flood flooding inundate
    publish release issue
    founded establish
    build construct construction erect
    complete completion finished
    decide decision rule ruling resolve
    sign signature
    vote poll ballot
    protest demonstration demonstrate rally march
    company firm business
    plane aircraft jet airliner
    ship vessel boat
    soldier troop
    prison jail
    home house
    car vehicle
    pay payment
    job post
    cost worth value price
    plan project
    deal accord pact
    election poll_day
    doctor physician medic
    child kid
    spectator fan
    walk_out walkout strike industrial_action
    expire run_out
    due schedule slate
    trap stuck
    inform notify tell_of
    carry_out perpetrate
    receive get obtain
    join_up enlist
    expect forecast predict prediction
    evacuate evacuation
    disappear vanish
    treat treatment
    employ_staff
    derail jump_track
    capsize overturn_boat
    extend prolong extension
    rob robbery heist hold_up
    steal theft burgle burglary
    murder assassinate assassination
    kidnap kidnapping abduct abduction
    attack assault raid
    invade invasion
    investigate investigation probe inquiry
    discover discovery
    announce announcement unveil
    inaugurate inauguration
    merge merger
    negotiate negotiation talks
    withdraw withdrawal pull_out
    expel expulsion deport deportation
    extradite extradition
    marry marriage wedding wed
    deliver delivery
    remove removal
    fund funding finance
    evict eviction
    nominate nomination
    demolish demolition tear_down
    renovate renovation refurbish refurbishment
    privatise privatisation privatize privatization
    dissolve dissolution
    introduce introduction
    restrict restriction curb
    submit submission file
    donate donation
    inherit inheritance
    invest investment
    consume consumption use usage
    produce production output make manufacture
    export shipment
    earn earnings income salary wage
    spend spending expenditure
    visit tourist
    fine penalty
    harvest crop
    rent tenancy
    span stretch cross
    effect force apply
    keep retain ~ return give_back hand_back
"""
# "un" negates whatever it stands before, the Latin prefixes adjectives of some endings ("inform" is not the
# opposite of "form"), and "dis" a few verbs.
_PREFIXED = re.compile(
    r"(?:un|non-?)(?P<plain>\w{4,})|(?:in|im|il|ir)(?P<latin>\w{3,}(?:abl|ibl|al|ent|ant|at|iv|ous|ect|et|ct|ur))"
    r"|dis(?P<verb>agre|approv|honest|loyal|prov|connect|qualify|obey|satisfy|trust|allow|similar|respect)"
)


@dataclass(frozen=True, slots=True)
class Lexeme:
    """The concepts of a word, each with its pole (+1, -1, or 0 where there is no opposite)."""

    concepts: tuple[tuple[str, int], ...]

    @property
    def key(self) -> str:
        return self.concepts[0][0]


def _read_irregular() -> dict[str, str]:
    forms: dict[str, str] = {}
    for line in _IRREGULAR.strip().splitlines():
        base, *others = line.split()
        forms[base] = base
        for form in others:
            forms.setdefault(form, base)
    return forms


_BASE = _read_irregular()
# Nouns that only look like forms of a verb.
_KEPT = list_words("meeting during something anything everything nothing morning evening")
PAST_FORMS = frozenset(form for form, base in _BASE.items() if form != base)


@lru_cache(maxsize=20_000)
def find_base(word: str) -> str:
    """The base form of a word of any case, as a rough stem ("Rose" -> "ris", "rises" -> "ris")."""
    lowered = word.casefold()
    for ending in ("'s", "’s", "'", "’"):
        lowered = lowered.removesuffix(ending)
    if lowered in _KEPT:
        return lowered
    return _even_out(stem_word(_BASE.get(lowered, lowered)))


def _even_out(stem: str) -> str:
    """What rough stemming leaves uneven: "carri" and "carry", "kil" and "kill", "injur" and "injure"."""
    if len(stem) > 3 and stem[-1] in "ei":
        stem = stem[:-1] + ("y" if stem[-1] == "i" else "")
    return stem[:-1] if len(stem) > 3 and stem[-1] == stem[-2] else stem


def _read_concepts() -> tuple[dict[str, list[tuple[str, int]]], dict[tuple[str, ...], list[tuple[str, int]]]]:
    single: dict[str, list[tuple[str, int]]] = {}
    joined: dict[tuple[str, ...], list[tuple[str, int]]] = {}
    for line in _join_lines(_CONCEPTS):
        same, _, opposite = line.partition("~")
        name = f"#{same.split()[0]}"
        for words, pole in ((same, 1 if opposite else 0), (opposite, -1)):
            for word in words.split():
                parts = tuple(find_base(part) for part in word.split("_"))
                entry = single.setdefault(parts[0], []) if len(parts) == 1 else joined.setdefault(parts, [])
                if (name, pole) not in entry:
                    entry.append((name, pole))
    return single, joined


def _join_lines(table: str) -> list[str]:
    lines: list[str] = []
    for line in table.strip().splitlines():
        if line.lstrip().startswith("~"):
            lines[-1] += line
        else:
            lines.append(line)
    return lines


_SINGLE, _JOINED = _read_concepts()
LONGEST_PHRASE = max(map(len, _JOINED))


def find_lexeme(word: str) -> Lexeme:
    """The concepts of one word; a word outside the table is a concept of its own."""
    base = find_base(word)
    return Lexeme(tuple(_SINGLE.get(base, ((base, 0),))))


def find_phrase(words: tuple[str, ...]) -> Lexeme | None:
    """The concepts of a verb with its particle, None when these words are none."""
    found = _JOINED.get(tuple(find_base(word) for word in words))
    return Lexeme(tuple(found)) if found else None


@lru_cache(maxsize=20_000)
def find_unprefixed(base: str) -> str:
    """The base form whose opposite `base` is by its negating prefix ("unsafe" -> "safe"), or ""."""
    found = _PREFIXED.fullmatch(base)
    return (found["plain"] or found["latin"] or found["verb"]) if found else ""
