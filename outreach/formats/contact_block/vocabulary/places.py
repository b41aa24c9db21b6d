"""The words of a postal address, the divisions of North America, and the ends of internet domains."""

from outreach.formats.contact_block.vocabulary.matching import Words, keyed_words

STREETS = Words("""
    street st road rd avenue ave boulevard blvd lane ln drive dr court ct place pl square sq highway hwy parkway pkwy
    way terrace crescent floor fl suite ste building bldg tower house room unit block level plaza box po p.o
    rue avenue boulevard place quai allée impasse chemin route cours étage cedex bp faubourg
    calle avenida avda av paseo plaza carrera cra piso oficina edificio nº no núm apartado torre
    rua avenida travessa largo praça andar sala bloco conjunto cep estrada rodovia
    via viale piazza corso largo piano vicolo strada
    *straße *strasse *strabe str *str ground *weg *platz *allee *gasse *ring *ufer *damm *chaussee *berg postfach haus
    hof *graben markt campus bahnhof am
    *straat *laan *weg *plein *gracht *kade postbus
    *gatan *vägen *gade *vej *gata *vegen *veien *katu *tie box plan
    ул улица пр пр-т проспект пер переулок наб площадь пл д дом оф офис корп стр г город обл
    ulica ul aleja al náměstí trida utca út tér sokak cadde caddesi mah mahallesi kat jalan jl
    شارع طريق مبنى برج ص.ب صندوق
    路 街 号 號 楼 樓 室 区 區 丁目 番地 로 길 동 층
""")

# State or province, without which "Little Falls, MN" is a name and two letters.
US_STATES = frozenset(
    """
        AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK
        OR PA PR RI SC SD TN TX UT VT VA WA WV WI WY
    """.split()
)
CA_PROVINCES = frozenset("AB BC MB NB NL NS NT NU ON PE QC SK YT".split())
STATE_NAMES = keyed_words(
    """
        alabama alaska arizona arkansas california colorado connecticut delaware florida hawaii idaho illinois indiana
        iowa kansas kentucky louisiana maine maryland massachusetts michigan minnesota mississippi missouri montana
        nebraska nevada
    """
    """
        ohio oklahoma oregon pennsylvania tennessee texas utah vermont virginia wisconsin wyoming ontario quebec
        alberta manitoba saskatchewan
    """
)

GENERIC_DOMAINS = frozenset(
    """
        com org net int edu gov mil info biz name pro coop aero museum jobs mobi travel tel asia cat post online site
        tech app dev agency media news press email group global world international foundation ngo ong
    """
    """
        cloud digital solutions services consulting company studio design store shop blog live life today space
        website systems network team works tv fm health care energy finance capital ventures partners law legal
        university academy
    """
    """
        institute school church community social events berlin wien hamburg koeln swiss paris london nyc eus gal bzh
        scot wales brussels vlaanderen africa joburg capetown durban tokyo moscow istanbul quebec lat rio bio eco
        earth green
    """
    """
        one xyz top club vip art film music game games gmbh ltd llc inc srl plus pr marketing politics fund charity
        vote wiki zone center city house land expert guru
    """.split()
)
# In use, but no region of a numbering plan, or written unlike it.
_OTHER_COUNTRY_DOMAINS = frozenset("uk eu su ac".split())


def is_top_level(label: str) -> bool:
    """Whether `label` (lower case) may end a domain: a country's two letters, or one of the usual generic ones."""
    if label in GENERIC_DOMAINS or label in _OTHER_COUNTRY_DOMAINS or label.startswith("xn--"):
        return True
    return len(label) == 2 and label.upper() in _regions()


def _regions() -> frozenset[str]:
    import phonenumbers

    return frozenset(phonenumbers.SUPPORTED_REGIONS)


# What stands before or after a name in a sentence, and never in one.
STOPWORDS = keyed_words(
    """
        of for and or the to at in on by with from is are be can may please via will was has have this that you your
        our us we they it an a as not if who which also any all visit call email mail reach reached available contact
    """
    """
        interviews interview more information further about through website click here reply regarding concerning
        directly
    """
    " bitte wenden sich sie ist sind oder unter auch nur wird werden ihr ihre"
    " est sont ou sur par vous nous au aux avec merci"
    " es son o en con para por favor sobre è sono per con presso oppure"
    " op is zijn of bij aan är eller på er eller at пo на"
)
MONTHS_AND_DAYS = Words("""
    january february march april may june july august september october november december jan feb mar apr jun jul aug
    sep sept oct nov dec
    monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri sat sun
    januar februar märz mai juni juli oktober dezember montag dienstag mittwoch donnerstag freitag samstag sonntag
    janvier février mars avril juin juillet août septembre octobre novembre décembre lundi mardi mercredi jeudi
    vendredi samedi dimanche
    enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre lunes martes miércoles
    jueves viernes sábado domingo
    hours hrs am pm gmt utc cet est edt pst pdt uhr
""")
