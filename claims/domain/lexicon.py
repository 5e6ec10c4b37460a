"""Word lists that names are recognised by.

Method: short lists for news in English, our own; what is missing here is judged by its form in `names`.
Limits: no gazetteer. Reference: none.
"""

from __future__ import annotations


def list_words(words: str) -> frozenset[str]:
    """The words of a text separated by white space."""
    return frozenset(words.split())


# Words that are capitalised only because they begin a sentence, and days and months, which name no one.
NOT_NAMES = list_words(
    """
    a an the this that these those it its he she they we i you his her their our my your in on at to for
    from with by as of and or but if so then when while where who what why how there here after before
    since although though despite during until unless because not no yes still also even just only all
    some many most both each every such one two three four five six seven eight nine ten meanwhile
    however moreover besides instead now today yesterday tomorrow tonight according given having under
    over among another other others several few more less first last next finally later earlier recently
    previously either neither nor once perhaps maybe well experts critics officials sources monday
    tuesday wednesday thursday friday saturday sunday january february march april may june july august
    september october november december
    """
)

# First words of outlets whose name does not say that they are one.
OUTLETS = list_words(
    """
    nbc cbs abc cnn bbc npr pbs msnbc cnbc reuters afp ap upi bloomberg politico axios guardian
    propublica vox vice buzzfeed huffpost breitbart newsmax semafor economist newsweek forbes fortune
    wired spiegel monde figaro país pais milenio reforma universal proceso jornada infobae xinhua tass
    interfax dpa efe ansa kyodo yonhap aljazeera techcrunch benzinga gizmodo mashable engadget verge
    slate salon gawker variety tmz espn sky itv ctv mail quartz vulture snopes
    """
)

# Countries, US states and capitals that make the news, and their short forms.
PLACES = list_words(
    """
    mexico canada china russia ukraine israel gaza iran iraq india pakistan france germany spain italy
    britain england scotland wales ireland europe asia africa america australia japan korea brazil
    argentina colombia venezuela cuba haiti turkey syria egypt texas california florida arizona
    washington moscow beijing london paris berlin kyiv brussels tokyo jerusalem tehran madrid rome
    geneva ottawa u.s. us usa uk u.k. eu u.n. un
    """
)

# Titles and offices that stand before a personal name.
TITLES = list_words(
    """
    president prime minister secretary senator sen. rep. representative congressman congresswoman
    governor gov. mayor chief general gen. colonel col. lieutenant captain sergeant sheriff judge
    justice attorney director chairman chairwoman chair chancellor king queen prince princess pope
    cardinal bishop archbishop reverend rev. dr. dr mr. mr mrs. mrs ms. ms sir lord lady professor prof.
    spokesman spokeswoman spokesperson ambassador commissioner deputy vice former acting defense defence
    foreign interior health state treasury home finance officer inspector detective leader speaker ceo
    premier journalist reporter correspondent analyst economist expert author activist lawyer envoy czar
    head co-founder founder coach star actor singer official maj. major lt. sgt. capt. cpl. contractor
    pilot nurse lecturer rabbi imam sister brother father
    """
)

# Companies that speak under one word, which would pass for a surname.
COMPANIES = list_words(
    """
    apple google microsoft amazon facebook meta twitter samsung lenovo blackberry tesla boeing airbus
    netflix intel nvidia uber walmart toyota volkswagen siemens nestle pfizer exxon shell bp ibm oracle
    sony huawei alibaba tiktok spacex openai maersk
    """
)
