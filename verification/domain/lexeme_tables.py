"""The tables of `lexemes`: forms that no rule gives, and words of one meaning with those of the opposite one.

Method: written by hand from what news is full of; whatever is missing is its own concept. Limits: English; one meaning
a word. Reference: none, our own.
"""

from __future__ import annotations

# Base form first.
IRREGULAR = """
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
CONCEPTS = """
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
