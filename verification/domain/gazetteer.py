"""Which place lies in which: countries, their regions and the cities that news is made in.

Idea: "in Munich", "in Bavaria" and "in Germany" can all be true of one event, "in Munich" and "in Hamburg"
can not. Method: a table of names, each with the place around it; two places agree when one lies in the
other. A country is also known by its adjective ("Chilean").

Limits: a few hundred places, no villages; a name that several places share stands for the best known one.
A name that is not in the table is unknown, which is no evidence of anything: it may lie anywhere that is
larger than a town. Reference: none, own table.
"""

from __future__ import annotations

from functools import lru_cache

# Country, other names and adjectives after "="; then its regions, each with its cities in brackets, and
# cities of no region given.
_TABLE = """
France=French: Provence(Marseille,Nice,Toulon,Cannes,Avignon) Brittany(Rennes,Brest) Normandy(Rouen,Caen,Le_Havre)
    Alsace(Strasbourg) Corsica(Ajaccio) Paris(Montmartre,La_Defense) Lyon Toulouse Bordeaux Lille Nantes Grenoble Calais
Germany=German: Bavaria(Munich,Nuremberg,Augsburg) Saxony(Dresden,Leipzig) Hesse(Frankfurt) Berlin(Kreuzberg)
    North_Rhine-Westphalia(Cologne,Dusseldorf,Dortmund,Essen,Bonn) Hamburg Bremen Baden-Württemberg(Stuttgart)
    Lower_Saxony(Hanover,Wolfsburg) Brandenburg(Potsdam)
United_Kingdom=UK,U.K.,Britain,Great_Britain,British:
    England(London,Manchester,Birmingham,Leeds,Bristol,Liverpool,Sheffield,Newcastle,Nottingham,Leicester,
    Southampton,Portsmouth,Oxford,Cambridge,York,Brighton,Plymouth,Dover,Kent,Cornwall,Yorkshire,Devon,Norfolk,Essex)
    Scotland=Scottish(Edinburgh,Glasgow,Aberdeen,Dundee,Inverness) Wales=Welsh(Cardiff,Swansea)
    Northern_Ireland(Belfast,Derry) London(Westminster,Heathrow,Soho,Brixton,Camden,Hackney)
Ireland=Irish: Dublin Cork Galway Limerick
Spain=Spanish: Catalonia=Catalan(Barcelona,Girona) Andalusia(Seville,Malaga,Granada,Cadiz,Cordoba)
    Basque_Country=Basque(Bilbao,San_Sebastian) Galicia(Vigo) Madrid Valencia Murcia Zaragoza Alicante
    Canary_Islands(Tenerife,Gran_Canaria,La_Palma) Balearic_Islands(Mallorca,Ibiza)
Portugal=Portuguese: Lisbon Porto Braga Faro Coimbra Madeira Azores
Italy=Italian: Lombardy(Milan,Bergamo,Brescia) Sicily=Sicilian(Palermo,Catania) Tuscany(Florence,Pisa)
    Piedmont(Turin) Veneto(Venice,Verona,Padua) Lazio(Rome) Campania(Naples) Liguria(Genoa) Sardinia Bologna
    Lampedusa Bari Trieste
Switzerland=Swiss: Geneva Zurich Bern Basel Lausanne Davos
Austria=Austrian: Vienna Salzburg Graz Innsbruck Tyrol Linz
Belgium=Belgian: Flanders=Flemish(Antwerp,Ghent,Bruges) Wallonia(Liege,Charleroi) Brussels
Netherlands=Dutch,Holland: Amsterdam Rotterdam The_Hague Utrecht Eindhoven
Denmark=Danish: Copenhagen Aarhus Greenland Odense
Norway=Norwegian: Oslo Bergen Trondheim Stavanger Svalbard Tromso
Sweden=Swedish: Stockholm Gothenburg Malmo Uppsala Kiruna
Finland=Finnish: Helsinki Tampere Turku Lapland
Iceland=Icelandic: Reykjavik Grindavik
Poland=Polish: Warsaw Krakow Gdansk Wroclaw Poznan Lodz Lublin Silesia
Czech_Republic=Czech,Czechia: Prague Brno Ostrava
Slovakia=Slovak: Bratislava Kosice
Hungary=Hungarian: Budapest Debrecen Szeged
Romania=Romanian: Bucharest Cluj Timisoara Transylvania
Bulgaria=Bulgarian: Sofia Plovdiv Varna
Greece=Greek: Athens Thessaloniki Crete Lesbos Rhodes Santorini Piraeus
Turkey=Turkish,Türkiye: Istanbul Ankara Izmir Antalya Gaziantep
Cyprus=Cypriot: Nicosia Limassol
Serbia=Serbian: Belgrade Novi_Sad
Croatia=Croatian: Zagreb Split Dubrovnik
Bosnia=Bosnian: Sarajevo Mostar
Slovenia=Slovenian: Ljubljana
Albania=Albanian: Tirana
Kosovo: Pristina
Ukraine=Ukrainian: Kyiv Kiev Kharkiv Odesa Odessa Lviv Mariupol Dnipro Kherson Zaporizhzhia Crimea(Sevastopol)
    Donetsk Luhansk Bakhmut Donbas
Russia=Russian: Moscow St._Petersburg,Saint_Petersburg Siberia(Novosibirsk,Omsk) Chechnya(Grozny) Kursk Belgorod
    Vladivostok Kazan Sochi Rostov
Belarus=Belarusian: Minsk Brest-Litovsk
Moldova=Moldovan: Chisinau
Georgia=Georgian: Tbilisi Batumi
Armenia=Armenian: Yerevan
Azerbaijan=Azerbaijani: Baku
Estonia=Estonian: Tallinn
Latvia=Latvian: Riga
Lithuania=Lithuanian: Vilnius Kaunas
United_States=US,U.S.,USA,America,American:
    California=Californian(Los_Angeles,San_Francisco,San_Diego,Sacramento,Oakland,Santa_Monica,San_Jose,Hollywood,
    Malibu,Silicon_Valley,Fresno) Texas=Texan(Houston,Dallas,Austin,El_Paso,San_Antonio,Uvalde,Galveston)
    Florida(Miami,Orlando,Tampa,Jacksonville,Cape_Canaveral,Palm_Beach) Illinois(Chicago,Springfield)
    New_York(New_York_City,Manhattan,Brooklyn,Queens,Bronx,Harlem,Wall_Street,Albany,Buffalo,Staten_Island)
    Massachusetts(Boston,Worcester) Pennsylvania(Philadelphia,Pittsburgh) Georgia_state(Atlanta,Savannah)
    Washington_state(Seattle,Spokane) Oregon(Portland) Nevada(Las_Vegas,Reno) Arizona(Phoenix,Tucson)
    Colorado(Denver,Boulder) Michigan(Detroit,Flint) Ohio(Cleveland,Columbus,Cincinnati) Louisiana(New_Orleans)
    Tennessee(Memphis,Nashville) Minnesota(Minneapolis) Missouri(St._Louis,Kansas_City) Maryland(Baltimore)
    Utah(Salt_Lake_City) Hawaii(Honolulu,Maui) Alaska(Anchorage,Juneau) Wisconsin(Milwaukee,Madison)
    Virginia(Richmond) New_Jersey(Newark) Kentucky(Louisville) Alabama(Birmingham_Alabama) North_Carolina(Charlotte)
    South_Carolina(Charleston) Indiana(Indianapolis) Oklahoma(Tulsa) New_Mexico(Albuquerque) Montana Wyoming Idaho Iowa
    Kansas Nebraska Maine Vermont Connecticut Mississippi Arkansas Delaware Washington,Washington_D.C. Puerto_Rico
Canada=Canadian: Ontario(Toronto,Ottawa) Quebec(Montreal,Quebec_City) British_Columbia(Vancouver)
    Alberta(Calgary,Edmonton)
    Nova_Scotia(Halifax) Manitoba(Winnipeg) Yukon
Mexico=Mexican: Mexico_City Tijuana Guadalajara Monterrey Cancun Sinaloa(Culiacan) Jalisco Chiapas Oaxaca Ciudad_Juarez
Brazil=Brazilian: Sao_Paulo Rio_de_Janeiro,Rio Brasilia Amazonas(Manaus) Bahia(Salvador)
Argentina=Argentine,Argentinian: Buenos_Aires Cordoba_Argentina Rosario Mendoza Patagonia
Chile=Chilean: Santiago Valparaiso Atacama
Peru=Peruvian: Lima Cusco
Colombia=Colombian: Bogota Medellin Cali Cartagena
Venezuela=Venezuelan: Caracas Maracaibo
Ecuador=Ecuadorian: Quito Guayaquil Galapagos
Bolivia=Bolivian: La_Paz
Paraguay=Paraguayan: Asuncion
Uruguay=Uruguayan: Montevideo
Cuba=Cuban: Havana
Haiti=Haitian: Port-au-Prince
Jamaica=Jamaican: Kingston
Honduras=Honduran: Tegucigalpa
Guatemala=Guatemalan: Guatemala_City
El_Salvador=Salvadoran: San_Salvador
Panama=Panamanian: Panama_City
Egypt=Egyptian: Cairo Alexandria Sinai Luxor Suez
Libya=Libyan: Tripoli Benghazi Derna
Tunisia=Tunisian: Tunis Sfax
Algeria=Algerian: Algiers Oran
Morocco=Moroccan: Rabat Casablanca Marrakesh,Marrakech Tangier
Sudan=Sudanese: Khartoum Darfur(El_Fasher) Port_Sudan
South_Sudan: Juba
Ethiopia=Ethiopian: Addis_Ababa Tigray(Mekelle)
Somalia=Somali: Mogadishu
Kenya=Kenyan: Nairobi Mombasa Rift_Valley(Nakuru) Kisumu
Uganda=Ugandan: Kampala Entebbe
Tanzania=Tanzanian: Dar_es_Salaam Zanzibar Dodoma
Rwanda=Rwandan: Kigali
Congo=Congolese: Kinshasa Goma
Nigeria=Nigerian: Lagos Abuja Kano Borno(Maiduguri)
Ghana=Ghanaian: Accra Kumasi
Senegal=Senegalese: Dakar
Mali=Malian: Bamako Timbuktu
Niger=Nigerien: Niamey
Ivory_Coast=Ivorian: Abidjan
Cameroon=Cameroonian: Yaounde Douala
Angola=Angolan: Luanda
Mozambique=Mozambican: Maputo
Zambia=Zambian: Lusaka
Zimbabwe=Zimbabwean: Harare
South_Africa=South_African: Johannesburg Cape_Town Durban Pretoria Soweto
Namibia=Namibian: Windhoek
Madagascar: Antananarivo
Israel=Israeli: Jerusalem Tel_Aviv Haifa Eilat
Palestine=Palestinian: Gaza(Gaza_City,Rafah,Khan_Younis) West_Bank(Ramallah,Jenin,Hebron,Nablus)
Lebanon=Lebanese: Beirut Tyre Sidon
Syria=Syrian: Damascus Aleppo Homs Idlib
Jordan=Jordanian: Amman
Iraq=Iraqi: Baghdad Mosul Basra Erbil
Iran=Iranian: Tehran Isfahan Shiraz Tabriz
Saudi_Arabia=Saudi: Riyadh Jeddah Mecca Medina
Yemen=Yemeni: Sanaa Aden Hodeidah
United_Arab_Emirates=UAE,Emirati: Dubai Abu_Dhabi
Qatar=Qatari: Doha
Kuwait=Kuwaiti: Kuwait_City
Oman=Omani: Muscat
Afghanistan=Afghan: Kabul Kandahar Herat
Pakistan=Pakistani: Islamabad Karachi Lahore Peshawar Quetta Punjab Balochistan
India=Indian: Delhi,New_Delhi Maharashtra(Mumbai,Pune) Karnataka(Bangalore,Bengaluru) West_Bengal(Kolkata)
    Tamil_Nadu(Chennai) Kerala(Kochi) Gujarat(Ahmedabad) Hyderabad Kashmir(Srinagar) Goa Assam Uttar_Pradesh(Lucknow)
Bangladesh=Bangladeshi: Dhaka Chittagong
Sri_Lanka=Sri_Lankan: Colombo Kandy
Nepal=Nepali,Nepalese: Kathmandu
Myanmar=Burma,Burmese: Yangon Mandalay
Thailand=Thai: Bangkok Phuket Chiang_Mai
Vietnam=Vietnamese: Hanoi Ho_Chi_Minh_City Da_Nang
Cambodia=Cambodian: Phnom_Penh
Malaysia=Malaysian: Kuala_Lumpur Penang
Singapore=Singaporean:
Indonesia=Indonesian: Java(Jakarta,Surabaya) Bali Sumatra(Medan,Aceh) Sulawesi Lombok
Philippines=Filipino,Philippine: Manila Cebu Mindanao(Davao) Luzon
China=Chinese: Beijing Shanghai Guangdong(Guangzhou,Shenzhen) Hubei(Wuhan) Sichuan(Chengdu) Tibet(Lhasa)
    Xinjiang(Urumqi)
    Hong_Kong Macau Tianjin Chongqing
Taiwan=Taiwanese: Taipei Kaohsiung
Japan=Japanese: Tokyo Osaka Kyoto Hokkaido(Sapporo) Okinawa Fukushima Hiroshima Nagasaki Nagoya
South_Korea=South_Korean: Seoul Busan Incheon
North_Korea=North_Korean: Pyongyang
Mongolia=Mongolian: Ulaanbaatar
Kazakhstan=Kazakh: Astana Almaty
Uzbekistan=Uzbek: Tashkent
Australia=Australian: New_South_Wales(Sydney,Newcastle_NSW) Victoria(Melbourne) Queensland(Brisbane,Cairns)
    Western_Australia(Perth) South_Australia(Adelaide) Tasmania(Hobart) Darwin Canberra
Luxembourg=Luxembourgish:
Malta=Maltese: Valletta
Monaco=Monegasque:
Liechtenstein: Vaduz
Andorra: Andorra_la_Vella
North_Macedonia=Macedonian: Skopje
Montenegro=Montenegrin: Podgorica
Bahrain=Bahraini: Manama
Laos=Laotian: Vientiane
Bhutan: Thimphu
Maldives: Male
Mauritius: Port_Louis
Fiji: Suva
Samoa: Apia
Tonga: Nukualofa
Papua_New_Guinea: Port_Moresby
Solomon_Islands: Honiara
Turkmenistan: Ashgabat
Kyrgyzstan=Kyrgyz: Bishkek
Tajikistan=Tajik: Dushanbe
Burundi: Bujumbura
Malawi=Malawian: Lilongwe
Botswana: Gaborone
Lesotho: Maseru
Eswatini: Mbabane
Togo=Togolese: Lome
Benin=Beninese: Cotonou
Burkina_Faso: Ouagadougou
Chad=Chadian: N'Djamena
Gabon=Gabonese: Libreville
Gambia=Gambian: Banjul
Guinea=Guinean: Conakry
Liberia=Liberian: Monrovia
Sierra_Leone: Freetown
Mauritania=Mauritanian: Nouakchott
Eritrea=Eritrean: Asmara
Djibouti: Djibouti_City
Nicaragua=Nicaraguan: Managua
Costa_Rica: San_Jose_Costa_Rica
Dominican_Republic: Santo_Domingo
Bahamas: Nassau
Barbados: Bridgetown
Guyana=Guyanese: Georgetown
Suriname: Paramaribo
Belize: Belmopan
New_Zealand=New_Zealander: Auckland Wellington Christchurch
"""
CONTINENTS = {
    "europe": "France Germany United_Kingdom Ireland Spain Portugal Italy Switzerland Austria Belgium "
    "Netherlands Denmark "
    "Norway Sweden Finland Iceland Poland Czech_Republic Slovakia Hungary Romania Bulgaria Greece Serbia "
    "Croatia Bosnia "
    "Slovenia Albania Kosovo Ukraine Belarus Moldova Estonia Latvia Lithuania Cyprus Russia",
    "africa": "Egypt Libya Tunisia Algeria Morocco Sudan South_Sudan Ethiopia Somalia Kenya Uganda Tanzania "
    "Rwanda Congo "
    "Nigeria Ghana Senegal Mali Niger Ivory_Coast Cameroon Angola Mozambique Zambia Zimbabwe South_Africa Namibia",
    "asia": "Afghanistan Pakistan India Bangladesh Sri_Lanka Nepal Myanmar Thailand Vietnam Cambodia Malaysia "
    "Singapore "
    "Indonesia Philippines China Taiwan Japan South_Korea North_Korea Mongolia Kazakhstan Uzbekistan",
    "latin america": "Mexico Brazil Argentina Chile Peru Colombia Venezuela Ecuador Bolivia Cuba Haiti Panama",
    "middle east": "Israel Palestine Lebanon Syria Jordan Iraq Iran Saudi_Arabia Yemen Qatar Kuwait Oman Egypt",
}


def _plain(name: str) -> str:
    return name.replace("_", " ").casefold()


def _read_table() -> tuple[dict[str, str], dict[str, str]]:
    """The place around each place, and the proper name of each other name."""
    around: dict[str, str] = {}
    alias: dict[str, str] = {}

    def enter(names: str, parent: str) -> str:
        proper, _, others = names.partition("=")
        first, *spellings = [_plain(name) for name in proper.split(",") if name]
        around.setdefault(first, parent)
        for other in (*spellings, *(_plain(name) for name in others.split(",") if name)):
            alias.setdefault(other, first)
        return first

    for line in _join_countries():
        head, _, rest = line.partition(":")
        country = enter(head.strip(), "")
        for part in rest.replace(", ", ",").split():
            region, _, cities = part.partition("(")
            name = enter(region, country)
            for city in cities.rstrip(")").split(","):
                if city:
                    enter(city, name)
    for borough in ("manhattan", "brooklyn", "queens", "bronx", "harlem", "wall street", "staten island"):
        around[borough] = "new york city"
    return around, alias


def _join_countries() -> list[str]:
    lines: list[str] = []
    for line in _TABLE.strip().splitlines():
        if line.startswith(" ") and lines:
            # A list of cities may go on in the next line.
            lines[-1] += line.strip() if lines[-1].endswith((",", ":")) else f" {line.strip()}"
        else:
            lines.append(line)
    return lines


_AROUND, _ALIAS = _read_table()
_HOLDING = frozenset(_AROUND.values())
_ALIAS |= {"l.a.": "los angeles", "d.c.": "washington", "n.y.": "new york", "nyc": "new york city"}
LONGEST_NAME = 4  # words


@lru_cache(maxsize=4_096)
def find_place(name: str) -> str:
    """The table's name of a place or of a country's adjective, "" when it is not in the table."""
    plain = " ".join(name.casefold().replace("’", "'").removesuffix("'s").split()).removeprefix("the ")
    plain = _ALIAS.get(plain, plain)
    return plain if plain in _AROUND or plain in CONTINENTS else ""


def lies_in(inner: str, outer: str) -> bool:
    """Whether one place of the table lies in another or is it."""
    place = inner
    while place:
        if place == outer or (outer in CONTINENTS and place in map(_plain, CONTINENTS[outer].split())):
            return True
        place = _AROUND.get(place, "")
    return False


def is_city(place: str) -> bool:
    """Whether a place of the table has no smaller place in it and lies in another."""
    return bool(_AROUND.get(place)) and place not in _HOLDING
