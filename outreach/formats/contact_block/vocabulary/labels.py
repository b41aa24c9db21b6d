"""The words that stand before a number, an address or a field, in the languages of press releases."""

from enum import StrEnum


class Label(StrEnum):
    """What a label announces."""

    PHONE = "phone"
    MOBILE = "mobile"
    DUTY = "duty"
    FAX = "fax"
    EMAIL = "email"
    WEB = "web"
    ADDRESS = "address"
    NAME = "name"
    GIVEN_NAME = "given name"
    FAMILY_NAME = "family name"
    ROLE = "role"
    ORGANISATION = "organisation"
    CITY = "city"
    COUNTRY = "country"
    OTHER = "other"


PHONE_LABELS = frozenset([Label.PHONE, Label.MOBILE, Label.DUTY, Label.FAX])

# One label between bars or line ends. Longer ones are tried first, so their order does not matter.
TABLE: dict[Label, str] = {
    Label.PHONE: """
        tel|tel no|tel nr|tel number|tels|tél|téls|téléphone|telephone|telephones|telephone number|tel./whatsapp|phone
        |phones
        phone no|phone number|phone numbers|ph|ph no|pho|call|office|office phone|office tel|office number|work
        |work phone|direct
        |direct line|direct dial|direct phone|direct tel|landline|land line|switchboard|main|main line|contact number
        contact no|contact tel|contact phone|telefon|telefonnummer|telefon nr|tel.-nr|rufnummer|ruf|fon|festnetz
        |durchwahl|zentrale
        teléfono|teléfonos|telefono|telefoni|telefone|telefones|fono|fonos|fone|fones|tlf|tlfno|tfno|tfn|tfo|tlfn|tlph
        |telf|teléf
        tél. fixe|fixe|standard|ligne directe|telefoon|telefoonnummer|telefoonno|puhelin|puh|puhelinnumero|sími|simi
        |telefonas|tālrunis|tālr
        |tel. č|telefonní|tlfnr|tlf. nr|telefonszám|numer telefonu|nr tel|nr telefonu|telefonski|telefonul|telefonos
        тел|тел./факс|телефон|телефоны|телефоны|телефон для справок|раб|раб. тел|конт. тел|контактный телефон
        |контактные телефоны|тлф|τηλ|τηλέφωνο|τηλέφωνα
        טלפון|טל|هاتف|الهاتف|تليفون|تلفون|رقم الهاتف|ت|تلفن|تماس|电话|電話|联系电话|聯絡電話|联络电话|电话号码
        |電話番号|代表電話|座机|전화|전화번호|연락처
        |โทร|โทรศัพท์
        điện thoại|đt|telpon|telp|telepon|no. telp|simu|umnxeba|iminxeba|ucingo|izingcingo|inombolo yocingo|founo
        |mogala|mohala|nomoro ya mohala|riqingho|lutingo|telfon
        numéro de téléphone|número de teléfono|número de telefone|numero di telefono|phone/whatsapp|tel/whatsapp
        |tel/cell|information line|media line|press line|media phone
    """,
    Label.MOBILE: """
        mobile|mobile phone|mobile no|mobile number|mob|mob no|mbl|cell|cell phone|cellphone|cellular|cell no
        |cell number|celphone|gsm|gsm no|handy|natel|mobil|mobiltelefon
        mobilfunk|mobilnummer|mobiltlf|portable|port|tél. portable|tél. mobile|cellulaire|móvil|movil|móviles|celular
        |cel|celulares|teléfono móvil
        telemóvel|tlm|telem|cellulare|cellulari|mobiel|mobieltje|selfoon|sel|sel no|selfoonnommer|matkapuhelin
        |gsm-nummer|farsími|komórka|tel. kom|kom|mobilní|mobilusis|mob. tel|mobilais
        моб|моб. тел|мобильный|мобильный телефон|сот|сотовый|сот. тел|κινητό|κιν|נייד|جوال|الجوال|محمول|موبايل|نقال
        |手机
        |手機|行動電話|携帯|携帯電話|휴대폰|휴대전화|핸드폰|มือถือ|di động|hp|ponsel
        whatsapp|whats app|whatsapp/signal|wa|sms|text|signal|viber|iselula|iselfowuni|iselfoni|isele|cep|cep telefonu
        |cep tel|gsm tel
    """,
    Label.DUTY: """
        duty|duty phone|duty officer|duty press officer|duty number|duty mobile|on call|on-call|out of hours
        |out-of-hours|after hours|after-hours|24/7|24 hours|24-hour|24h|24 hour press line|hotline
        emergency|bereitschaft|bereitschaftstelefon|pikett|astreinte|permanence|guardia|teléfono de guardia|plantão
        |reperibilità|weekend|weekends|weekend and evenings|evenings and weekends|newsroom
        |дежурный|дежурный телефон|горячая линия|jourtelefon|pressjour|pressevagt|pressevakt|vakttelefon
    """,
    Label.FAX: """
        fax|fax no|fax number|facsimile|telefax|telefaks|faks|faksi|fx|téléfax|télécopie|télécopieur|faxnummer|faxnr
        |факс|φαξ|פקס|فاكس|传真|傳真|팩스|ファックス|ファクス|แฟกซ์|feksi|ifeksi|faksnommer|faks no
    """,
    Label.EMAIL: """
        e-mail|email|e mail|mail|e-mails|emails|e-mail address|email address|emailaddress|e-mail-adresse|mailadresse
        |mail adress|media email|press email|contact email|email contact
        courriel|mél|mel|adresse électronique|adresse e-mail|adresse mail|correo|correo electrónico|correo-e|correos
        |dirección electrónica|e-correo|posta elettronica|posta
        correio eletrônico|correio eletrónico|endereço eletrônico|e-post|epost|e-postadress|e-postadresse|mejl|mailto
        |sähköposti|sposti|s-posti|netfang|tölvupóstur|e-pasts|el. paštas|el. p|poczta|adres e-mail|mail to
        e-poštni naslov|e-pošta|email-cím|drótposta|eposta|e-posta|эл. почта|электронная почта|почта|e-mail адрес
        |эл. адрес|имейл|ηλεκτρονικό ταχυδρομείο|אימייל|דוא"ל|בריד
        البريد الإلكتروني|البريد الالكتروني|بريد إلكتروني|بريد الكتروني|إيميل|ایمیل|邮箱|邮件|电邮|電郵|电子邮件
        |电子邮箱|電子郵件|メール
        メールアドレス|eメール|이메일|메일|อีเมล|thư điện tử|surel|imeyile|i-imeyile|imeyili|epos|e-pos|e-posadres
        |e-posse
        |send email|email us|send e-mail
    """,
    Label.WEB: """
        web|website|web site|websites|www|site|site web|site internet|internet|internetseite|webseite|web page|webpage
        |homepage|home page|url|link|company website|página web|pagina web|sitio web|sito|sito web
        sítio|сайт|веб-сайт|موقع|الموقع|الموقع الإلكتروني|网址|网站|網址|網站|官网|홈페이지|ウェブサイト|เว็บไซต์
        |twitter|facebook
        |linkedin|instagram|youtube|telegram|skype|x|tiktok|bluesky|mastodon|threads|xing|webbplats|hemsida|hjemmeside
        |kotisivu|iwebhusayithi|webwerf
    """,
    Label.ADDRESS: """
        address|addresses|postal address|mailing address|street address|adresse|anschrift|postanschrift|hausanschrift
        |adresse postale|dirección|direccion|domicilio|indirizzo|endereço|morada|adres|bezoekadres|postadres|adress
        postadress|besöksadress|osoite|adresa|адрес|адрес редакции|διεύθυνση|כתובת|العنوان|عنوان|地址|住所|所在地
        |주소|ที่อยู่
        |địa chỉ|alamat|ikheli|idilesi|location
    """,
    Label.NAME: """
        name|full name|contact name|contact person|contact persons|media contact name|media contact person
        |person to contact|attn|attention|nom|nom complet|prénom et nom|nom et prénom|personne à contacter
        |personne de contact|personne-ressource|nombre|nombre y apellidos|nombre completo
        persona de contacto|nome|nome e cognome|nome completo|persona di contatto|referente|pessoa de contacto
        |pessoa de contato|kontaktperson|kontaktpersonen|kontakt person|contactpersoon|naam|namn|navn|nimi
        |yhteyshenkilö|yhteyshenkilöt|osoba kontaktowa|osoba do kontaktu
        kontaktní osoba|имя|фио|ф.и.о|контактное лицо|контактные лица|الاسم|姓名|联系人|聯絡人|联络人|連絡人
        |媒体联系人|新闻联系人|媒體聯絡人|氏名
        お名前|担当者|担当者名|ご担当|이름|담당자|담당|성명|họ và tên|người liên hệ|nama|ansprechpartner
        |ansprechpartnerin|ansprechperson
        |igama
    """,
    Label.GIVEN_NAME: """
        vorname|first name|firstname|given name|prénom|nombre de pila|voornaam|förnamn|fornavn|etunimi
    """,
    Label.FAMILY_NAME: """
        nachname|zuname|familienname|last name|lastname|surname|family name|nom de famille|apellido|apellidos|cognome
        |sobrenome|apelido|achternaam|efternamn|etternavn|sukunimi
    """,
    Label.ROLE: """
        title|job title|position|role|function|funktion|fonction|poste|cargo|puesto|ruolo|qualifica|função|functie
        befattning|titel|stilling|должность|المنصب|职务|職位|직책|직위|役職|abteilung|department|dept|service
        |ufficio|abt
    """,
    Label.ORGANISATION: """
        company|company name|organization|organisation|organization name|organisation name|business name|firm|agency
        |firma|firmenname|unternehmen|entreprise|société|organisme|empresa|compañía|organización|azienda|società|ente
        organização|bedrijf|organisatie|företag|virksomhet|yritys|компания|организация|الشركة|公司|公司名称|单位
        |機構|会社名|企業名
        |회사|회사명|기관
    """,
    Label.CITY: "city|town|city/town|stadt|ort|ville|ciudad|città|localidad|cidade|plaats|stad|город|المدينة|城市",
    Label.COUNTRY: "country|land|staat|pays|país|paese|страна|البلد|国家|國家|country/region",
    Label.OTHER: """
        state|province|zip|zip code|postcode|postal code|plz|source|source link|wechat|line|date|ref|reference|vat
        |vat no|vat id|uid|ust-id|ust-idnr|ustid|hrb|isin|wkn|ticker|lei|registration no|reg no|company no|iban|bic
        |swift|inn|инн|огрн|кпп|id|p.o. box|po box|bp|b.p|hours
        office hours|language|languages|sprache|langue|idioma|category|tags|isbn|issn|nif|cif|nit|siret|siren|rcs|cnpj
        |cpf|rut|abn|acn|npo|section 21|beratungstelefon|spendenkonto|konto|notruf
    """,
}

# One letter stands for a label only right before a number or an address, or before its colon.
LETTERS = {
    "t": Label.PHONE,
    "p": Label.PHONE,
    "d": Label.PHONE,
    "o": Label.PHONE,
    "w": Label.PHONE,
    "m": Label.MOBILE,
    "c": Label.MOBILE,
    "h": Label.PHONE,
    "f": Label.FAX,
    "e": Label.EMAIL,
    "т": Label.PHONE,
    "ф": Label.FAX,
    "м": Label.MOBILE,
    "@": Label.EMAIL,
    "☎": Label.PHONE,
    "✆": Label.PHONE,
    "📞": Label.PHONE,
    "📱": Label.MOBILE,
    "✉": Label.EMAIL,
    "📧": Label.EMAIL,
}

EXTENSION_WORDS = """
    extension|ext|extn|exts|x|poste|durchwahl|dw|anexo|ramal|interno|int|apdo|доб|вн|внутр|toestel|tst|wew|linka
    |klapka|anknytning|turno|内线|分机|內線|内線|#
"""
