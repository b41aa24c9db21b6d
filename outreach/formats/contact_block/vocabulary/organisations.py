"""The words by which an organisation's name is known from a person's."""

from outreach.formats.contact_block.vocabulary.matching import Words, keyed_words

# A legal form closes the name of a company. Written as they are printed, without dots.
LEGAL_FORMS = keyed_words(
    """
        inc incorporated corp corporation co company ltd limited llc llp lp plc pty pte pvt sdn bhd gmbh mbh ag se kg
        kgaa ohg ug eg ev e.v gbr sa s.a sas sarl s.a.r.l sàrl snc scop sci spa s.p.a srl s.r.l
    """
    """
        slu s.l sl bv b.v nv n.v vof cv ab oy oyj asa aps a/s as hf ehf ltda s/a eireli sp zoo z.o.o s.r.o sro a.s kft
        zrt nyrt doo d.o.o ad eood ood ooo ооо зао оао пао ао ип тов jsc pjsc ojsc cjsc psc fze fzco dmcc wll kk k.k
        kabushiki gk tbk pt cc npc soc rf gte
    """
    " 株式会社 有限会社 有限公司 公司 集团 集團 주식회사 유한회사 شركة مؤسسة"
)

KEYWORDS = Words("""
    group holding holdings partners associates agency agencies agence agences agencia agenzia agência university
    universit* université* universidad* universidade* universität* università* universiteit* institute* institut*
    istituto instituto* college school schools academy* académie academia* akademie* faculty department* département
    departamento dipartimento departement*
    ministry ministère ministerio ministério ministero bundesministerium* *ministerium ministerie* office bureau
    commission* committee* council* association* association asociación associação associazione federation fédération
    federación federação society société sociedad sociedade societa
    foundation fondation fundación fundação fondazione stiftung* *stiftung stichting trust union unions league
    alliance network* coalition centre center centro centrum zentrum *zentrum initiative* organization organisation
    organización organização organizzazione organisatie
    bank banque banco banca *bank insurance versicherung* capital ventures investments investment fund funds fonds
    asset assets securities
    media press* news newspaper magazine radio television televisión televisão televisione tv channel broadcasting
    studios studio pictures entertainment records music publishing verlag* *verlag films theatre theater museum* musée
    museo gallery galerie festival* orchestra
    communications communication consulting consultants consultancy advisors advisory solutions services service
    systems technologies technology tech labs laboratories software digital interactive strategies strategic marketing
    pr public relations
    international global worldwide national nacional nazionale nationale federal fédéral bundes* landes* state city
    county municipality gemeinde* stadt* kommune* kommun ville comune ayuntamiento prefeitura câmara chamber chambre
    kammer* *kammer
    polizei* *polizei *präsidium police feuerwehr* army navy hospital* hôpital klinik* *klinikum *klinik clinic health
    healthcare pharma* pharmaceuticals biotech medical therapeutics biosciences energy power oil gas mining resources
    metals gold minerals lithium uranium silver copper
    industries industry manufacturing motors automotive airlines airways aviation logistics transport shipping
    railways bahn* foods food beverages brands retail stores hotels resorts tourism travel properties realty estate
    estates homes construction engineering
    presse- informationsdienst* *dienst *amt *anstalt *verband *verein verein* verband* bundesverband* gesellschaft*
    *gesellschaft genossenschaft* *werke stadtwerke *büro agentur* *agentur konzern* fraktion* landtag* bundestag*
    parliament parlament* senate congress party partei
    government regierung* gouvernement gobierno governo republic république república embassy botschaft embajada
    consulate un unicef undp unhcr iom ngo church diocese bistum* erzbistum* kirche* *kirche
    secretariat secretaría segreteria directorate delegation division team unit desk club fc sports sport games gaming
    esports company entreprise empresa azienda enterprises enterprise ventures collective cooperative coop exchange
    market markets
    *beratung beratung*
    министерство* министерства управление агентство* редакция пресс-служба университет* институт* центр* фонд*
    компания* группа* администрация* ассоциация* союз* банк* издательство газета журнал телеканал комитет*
    وزارة هيئة جامعة مركز معهد جمعية اتحاد مجموعة بنك مكتب منظمة إدارة دائرة مجلس
    大学 大學 協会 协会 協會 研究所 研究院 中心 委员会 委員会 財団 财团 银行 銀行 事務局 政府 省 局 庁 신문 재단
    협회 대학교 연구원 위원회 센터 은행 그룹 본부
    isebe umnyango lefapha kgoro muhasho ndzawulo lefelo iyunivesithi yunibesithi universiteit* departement*
    yhdistys liitto *liitto *yhtiö yliopisto ministeriö *ministeriö kaupunki förbund* *förbundet universitet*
    myndighet* *styrelsen *verket nämnd* stowarzyszenie fundacja uniwersytet ministerstwo urząd
    bundesamt* landesamt* amt behörde* kanton* kanzlei* staatskanzlei* kreis* landkreis* hochschule* *hochschule
    fachhochschule* forschung* max-planck* fraunhofer*
    wire newswire gmbh services editions edition éditions maison casa grupo groupe gruppo gruppe grupp konsern koncern
""")
# Endings that many companies' invented names share.
ENDINGS = ("tech", "soft", "corp", "bank", "bio", "pharma", "media", "net", "ware", "works", "lab", "labs", "con")
