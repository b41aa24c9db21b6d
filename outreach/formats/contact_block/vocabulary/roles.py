"""What people are called in their office, and their titles of courtesy and degree."""

from outreach.formats.contact_block.vocabulary.matching import Words, keyed_words

# A role has at least one of these: what a person is, or the desk itself.
NOUNS = Words("""
    director* codirector codirectors head chief officer* spokes* speaker president* vice vp svp evp avp ceo cfo coo
    cto cmo cio chro cso cco cpo cdo
    chairman chairwoman chair chairperson secretary secretar* minister* deputy assistant* associate lead leader
    coordinator* ordinator adviser* advisor* specialist* consultant executive editor* journalist* producer
    founder* cofounder* partner analyst* attorney counsel administrator representative* ambassador commissioner mayor
    governor senator congressman congresswoman publicist* strategist* liaison* owner principal professor researcher*
    scientist* fellow* correspondent* superintendent inspector curator registrar treasurer trustee chancellor provost
    dean chaplain intern supervisor planner organiser organizer generalist webmaster maintainer author manager*
    manageress md
    directeur* directrice* responsable* chargé* attaché* porte-parole parole chef cheffe conseill* président*
    secrétaire* délégué* coordinateur* coordinatrice* coordonn* rédacteur* rédactrice* gérant* fondateur* fondatrice*
    ministre* adjoint* chercheu*
    jefe jefa gerente* portavoz vocero* vocera* encargad* coordinador* asesor* presidente* secretari* periodista*
    subdirector* ministr* alcalde* alcaldesa consejer* titular directora directores
    diretor* assessor* chefe porta-voz jornalista* redator* coordenador* conselheir* sócio sócia
    *sprecher *sprecherin *sprecherinnen *leiter *leiterin leitung* *referent *referentin *beauftragte *beauftragter
    *berater *beraterin *manager *managerin *direktor *direktorin geschäftsführ* *vorstand *vorsitzende* *präsident*
    *redakteur*
    *redaktor* *assistent* *koordinator* *mitarbeiter* *verantwortlich* prokurist* *inhaber* *gründer* *chefin
    pressechef* mediensprecher* *professor* *dozent* regierungsrat* gemeinderat* stadtrat* staatsrat* nationalrat*
    bundesrat* vorsteher* *rätin *forscher* kommunikationschef*
    direttore* direttrice* responsabil* addett* portavoce capo presidente* segretari* coordinat* redattore* referente*
    amministrator* giornalista* consulente*
    woordvoerd* hoofd directeur* voorzitter* persvoorlicht* voorlicht* adviseur* segsman segsvrou *woordvoerder
    *woordvoerster waarnemende beleidsmedewerker* *medewerker *direkteur hoofdirekteur minister*
    *chef *ansvarig *ansvarlig talesperson* *sekreterare *redaktör* ordförande* *sjef *direktør *direktör *rådgivare
    *rådgiver kommunikatör* *leder *kommunikatör vd *kommunikationschef talsmand talskvinde talsperson handläggare
    johtaja* *johtaja *päällikkö *päällikkö päällikkö tiedottaja* *tiedottaja toimitusjohtaja* viestintä*
    asiantuntija* puheenjohtaja* pääsihteeri*
    rzecznik* rzeczniczk* dyrektor* kierowni* prezes* specjalist* redaktor* koordynator* mluvčí ředitel* vedoucí
    tisková tiskový tajemník* hovorca hovorkyňa purtător* szóvivő* igazgató* vezető* menedzser*
    директор* руководител* начальник* секретар* пресс-секретар* редактор* главный заместител* менеджер* специалист*
    помощник* советник* председател* представител* корреспондент* журналист* глава координатор* прессекретар*
    управляющ*
    müdür* sözcü* başkan* uzman* koordinatör* danışman* sorumlusu jurubicara juru bicara kepala direktur manajer
    isithethi* okhulumela* isikhulumi* umkhulumeli* umlomo ibambela* mmueledi
    mmuelli mmoleledi* muambeleli* muimeleri* sebui sebueledi mosebeletsi umphathi*
    مدير مديرة المدير رئيس رئيسة المتحدث متحدث المتحدثة مستشار مستشارة مسؤول مسؤولة منسق منسقة سكرتير
    经理 总监 主任 发言人 记者 部长 部長 課長 室長 担当 担当者 科長 科长 팀장 과장 대리 부장 이사 차장 주임 대표
    실장 국장 사무관 주무관 主管 總監 經理
""")

# These strengthen a role, but may as well stand in an organisation's name or a heading.
TOPICS = Words("""
    press media communications communication comms relations affairs outreach marketing pr ir public investor
    investors corporate engagement advocacy information external internal global regional senior junior general
    digital content social strategic strategy policy government community brand events programme program project sales
    business development operations finance financial legal global group science technology research interim acting
    national international north south private personal official
    america americas europe asia africa emea apac pacific office newsroom deputy hr human resources product
    partnerships
    presse médias communication publiques publique relations extérieures général générale générale
    prensa comunicación comunicaciones relaciones públicas general institucionales institucional imprensa comunicação
    relações institucional stampa comunicazione relazioni esterne
    kommunikation öffentlichkeitsarbeit unternehmenskommunikation pressearbeit investoren anleger presse- medien-
    konzernkommunikation medien presse leitende leitender stellvertretende stellvertretender stv pressestelle
    medienstelle *kommunikation *pressestelle *presse *abteilung *referat *öffentlichkeitsarbeit
    communicatie pers media kommunikation press information viestintä pers- persdienst
    отдела отдел департамента управления связям общественностью пресс-служба пресс-службы службы по пресс генеральный
    исполнительный
    广报 広報 広報部 広報室 宣传 公关 市场部 公关部 媒体 홍보 홍보팀 홍보실 الإعلام العلاقات العامة التنفيذي
    الإعلامي الصحفي
""")

COURTESY = keyed_words(
    """
        mr mrs ms miss mx dr drs prof professor sir dame lord lady rev reverend fr father sr sra srta don doña herr
        frau mme mlle m maître me amb ambassador hon honourable
    """
    """
        capt captain sgt sergeant lt lieutenant maj major col colonel gen cpl det pfc ph imam rabbi sheikh shaikh hrh
        he h.e. mnr mev me adv advocate ing signora signor sig dott dottssa dr.in eng arch lic licda mtro mtra
    """
    " г-н г-жа д-р السيد السيدة الدكتور الدكتورة د أ م"
)
# Degrees and academic titles of the German-speaking countries: not part of what a person is called.
DEGREES = keyed_words(
    """
        phd ph.d md m.d mba msc m.sc bsc b.sc ma m.a ba b.a mag mmag dipl dipl.-ing dipl.-kfm dipling di ing bakk llm
        ll.m llb mph mpa cfa cpa esq obe cbe mbe mcipr fcipr cipr apr pmp dphil edd meng beng rn jd mpp bed fh cpir
        iro
    """
    " he/him she/her they/them"
)

# Small words inside a role, an organisation or a sentence; a name holds only those of PARTICLES.
CONNECTORS = keyed_words(
    """
        of for and & the to in und für der die das des dem den im am zum zur bei von de la le les du des d l et pour
        en à au aux del y e da do das dos di della dello delle dei degli per con i il
    """
    " van het voor och av för på og til ja и по с со для из في من و du"
)
PARTICLES = keyed_words(
    """
        van von der den de del della di da das do dos du la le las los el al bin binti binte bint ibn ben abu ter ten
        te zu zum zur af av y e san santa st d o’ o ould ag ap und 't dela dello degli lo mac mc bat ou
    """
)
JOINERS = keyed_words("and or & und oder et ou y o e og och eller en и или и/или и، أو و /")
