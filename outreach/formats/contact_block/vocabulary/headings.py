"""The words that contact blocks open with, and those after which no contact follows."""

from outreach.formats.contact_block.vocabulary.matching import Words, keyed_phrases

# A heading holds at least one of these.
CORE = Words("""
    contact contacts contacting contacter contactez contactar contacto contactos contactarse contactpersoon*
    contactgegevens contactinformatie contactinfo contate contato contatos contatto contatti contattare contacta
    contactați contactaţi perscontact*
    kontakt kontakte kontakty kontakter kontakta kontakten kontaktieren kontaktdaten kontaktinformation*
    kontaktinformasjon kontaktiert kontaktperson* kontaktuj* kontaktné kontaktní kontaktai kontaktid kontakti
    kontaktid kontaktujte kontakthinweis *kontakt *kontakte *kontaktdaten *kontakter
    kontak kontaktu yhteyshenkil* yhteystiedot yhteystieto lisätietoja lisätiedot lisätietojen medieyhteydet iletişim
    irtibat
    enquiries enquiry inquiries inquiry queries query enquires inquires presseanfragen medienanfragen *anfragen
    *anfrage rückfragen *rückfragen rückfrage *fragen auskünfte auskunft *auskünfte ansprechpartner* *ansprechpartner
    *ansprechpartnerin ansprechperson* *ansprechpersonen
    navrae mediavrae vrae imibuzo umbuzo mibuzo dipotšišo dipotšiso dipotso lipotso diphesaho dipatlisiso dinyakišišo
    mbudziso dzimbudziso swivutiso mivutiso khonthekthe imibuto
    связь контакт контакты контактная контактные контактов контактам контакти контактна контактная връзки справок
    спеціаліст επικοινωνία επικοινωνίας
    للتواصل للاتصال اتصال الاتصال للاستفسار للاستفسارات استفسارات تواصل لمزيد للمزيد التواصل תקשורת ליצירת לפרטים
    liên hubungi narahubung informasi maklumat mawasiliano wasiliana iletisim kapcsolat kapcsolattartó sajtókapcsolat
    elérhetőség συνεντεύξεις
    upplysningar opplysninger oplysninger upplýsingar presskontakt* pressekontakt* mediekontakt* medienkontakt*
    sajtókapcsolat informujemy
    persvragen persinformatie interpellez renseignements renseignement rsvp
""")

# These may stand in a heading; the first group makes one of a line that ends in a colon, "For further information:".
INFORMATION = Words("""
    information informations info infos informationen informaciones información informação informações informazioni
    informatie inligting informasjon informacji informace informácie informació detail details détails detalles
    detalhes dettagli
    информация информации информацию инфо معلومات المعلومات inkcukacha iinkcukacha ulwazi imininingwane
""")

COMPANIONS = Words("""
    further more additional other any general please details detail person persons people point points us me him her
    them our your my their this the a an for or and of to at on in with by about is are can may be
    relations public pr ir investor investors corporate communications communication number numbers numero data desk
    only team office sales company business website customer service support agency booking
    release releases statement story event matter subject attention editors editor notes note arrange arranged wishing
    wish want would like see read visit call email write reach requests request questions question image images photos
    international national local english french spanish german speaking languages north south east west europe asia
    africa america
    bitte wenden sie sich an ihr ihre ihnen für fuer weitere weiterer nähere bei zu zum zur von und oder der die das
    den dem des haben gerne stehen steht verfügung erhalten erteilt erteilen gibt thema achtung wir uns richten
    inhaltliche fachliche journalistische zuständig verantwortlich
    pour plus de d des du la le les l en savoir davantage toute tout demande demandes veuillez prière s adresser
    auprès vos votre nos et ou relation relations presse contactez service un une
    para mayor mayores más mas favor por comunicarse comuníquese con contacte póngase ponerse el los las al y o e
    sobre datos de del información solicitud consultas mayor
    mais obter entre em com dados do da dos das ou entrar pedidos assessoria à às a os as
    per ulteriori maggiori richieste si prega di contattare il lo i gli ai agli alla alle dei della delle ufficio
    riferimenti
    voor meer nadere verdere over neem met op kunt u contact opnemen noot de redactie niet publicatie het
    för mer ytterligare vänligen kontakta frågor och eller på med om til mere yderligere venligst for vidare mer ta
    henvendelser spørsmål kan rettes til pressen
    by дополнительной дополнительная более подробная подробной получения за по всем вопросам для с со и обращайтесь
    обращаться телефону вопросы
    من على يرجى لمزيد للحصول بنا أو و مع
    navrae rig kan gerig word asseblief vir kontak ngolwazi oluthe vetshe thintana olunye banzi ezivela kwabeendaba
    abezindaba kwabezindaba xhumana
    press presse medien media médias prensa imprensa stampa pers medier mediums medios journalists journalistes
    journalisten periodistas giornalisti redaktionen interviews interview entrevistas interviste
    сми прессы прессе медиа пресса إعلام الإعلام للإعلام إعلامي الصحافة
""")

ALONE = keyed_phrases("""
    press office
    media office
    media desk
    news desk
    press desk
    press service
    press centre
    press center
    newsroom
    pressestelle
    medienstelle
    presseabteilung
    media relations
    press relations
    investor relations
    public relations
    relations presse
    relations médias
    relations avec la presse
    service de presse
    service presse
    bureau de presse
    attaché de presse
    attachée de presse
    gabinete de prensa
    oficina de prensa
    departamento de prensa
    assessoria de imprensa
    gabinete de imprensa
    ufficio stampa
    persdienst
    perscontact
    persvoorlichting
    presstjänst
    pressetjeneste
    tiedotus
    пресс-служба
    пресс-центр
    المكتب الإعلامي
    المكتب الصحفي
    媒体联系
    媒体联络
    媒體聯絡
    媒體查詢
    新闻联系
    联系方式
    联系我们
    聯絡方式
    お問い合わせ先
    お問い合わせ
    問い合わせ先
    報道関係者お問い合わせ先
    本件に関するお問い合わせ先
    本件に関するお問い合わせ
    取材のお問い合わせ
    연락처
    문의
    문의처
    보도자료 문의
    언론 문의
    담당자
    for more information
    for further information
    for additional information
    for more details
    more information
    further information
    pour plus d'informations
    pour en savoir plus
    para más información
    más información
    para mais informações
    mais informações
    per maggiori informazioni
    per ulteriori informazioni
    per informazioni
    weitere informationen
    weitere auskünfte
    voor meer informatie
    meer informatie
    mer information
    för mer information
    mere information
    for mer informasjon
    lisätietoja
    więcej informacji
    další informace
    дополнительная информация
""")

# What follows these is no contact: the block ends here.
_CLOSING = keyed_phrases("""
    about
    über
    ueber
    a propos
    à propos
    acerca de
    sobre
    chi siamo
    informazioni su
    over
    om
    о компании
    об организации
    notes to editors
    note to editors
    editor's notes
    notes for editors
    background
    forward looking statements
    cautionary
    safe harbor
    disclaimer
    source
    share this
    share
    related
    read more
    tags
    follow us
    subscribe
    sign up
    copyright
    all rights reserved
    view source
    view original
    view the original
    privacy policy
    cookie
    terms of use
    photo
    image
    ends
    end
    fin
    ende
    back to top
    print
    latest news
    more news
    recent news
    you may also like
    legal notice
    this press release
    the issuer is solely responsible
    this news release
    quelle
    bildmaterial
    hinweis
    haftungsausschluss
""")


def closes(words: tuple[str, ...]) -> bool:
    """Whether a line of these folded words ends a contact block."""
    return any(words[: len(phrase)] == phrase for phrase in _CLOSING if len(words) <= len(phrase) + 6)
