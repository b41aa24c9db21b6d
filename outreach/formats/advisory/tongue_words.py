"""The words by which `tongues` tells languages: small ones, those of headlines, and phrases of the trade."""

import re

_SMALL = {
    "en": "the of and to in is are was were be been that which for with on at by from this it its as an have has"
    " had will would not but they their we our he she his her you your or who there can all more after before"
    " about into than also when these those each every year years please",
    "fr": "le la les des du de un une et à au aux est sont était être que qui dans pour par sur avec ce cette ces"
    " il elle ils nous vous leur leurs son sa ses ne pas plus ou où mais se en l d s n qu c a ont été chaque"
    " tous toutes depuis an ans lors sans veuillez",
    "es": "el la los las lo de del y e en un una que se por con para su sus es son fue ha han no al como más pero"
    " sobre este esta estos entre también ya o a muy está están cada año años tiene tienen desde hasta todos"
    " todas según fueron",
    "de": "der die das den dem des und in im ist sind war wird werden mit für auf von vom zu zum zur ein eine einen"
    " einem einer nicht sich auch es er sie wir ihr an am als aus bei nach über oder dass hat haben wie noch"
    " um vor jedes jeder seit jahr bitte alle",
    "it": "il lo la i gli le di del della dei delle degli dello e è in un una che per con si sono non al alla ai"
    " alle da dal dalla nel nella su sul sulla come anche più ha hanno o ma questo questa tra sarà l d dell"
    " all nell ogni anno anni tutti tutte dopo fino",
    "pt": "o a os as de do da dos das e em no na nos nas um uma que para por com se não é são foi ao à aos às pelo"
    " pela mais como mas também seu sua entre ou este esta está já vão foram pelos pelas lhe nesta neste cada"
    " ano anos tem têm desde até todos todas",
    "ru": "и в на не что с по для из к о об от до за как это его их но а мы он она они который которые был была"
    " были будет также при или у",
}
SMALL = {language: frozenset(words.split()) for language, words in _SMALL.items()}
VERBS = {
    language: frozenset(verbs.split())
    for language, verbs in {
        "en": "is are was were be been have has had will would can please",
        "fr": "est sont était être a ont se il elle ils nous vous ne veuillez",
        "es": "es son fue fueron ha han se no está están tiene tienen",
        "de": "ist sind war wird werden hat haben sich nicht bitte wir",
        "it": "è sono sarà ha hanno si non",
        "pt": "é são foi foram se não está vão tem têm",
        "ru": "был была были будет",
    }.items()
}
# What headlines are made of where they have no small words: "Two billion people still drink unsafe water".
_OF_HEADLINES = {
    "en": "two three four five six seven eight nine ten half people women men children girls boys world water"
    " food health hunger war peace rights law laws report reports says say said new still already first"
    " last next million billion thousand rise rises fall falls drink drinks live lives die dies killed"
    " cities countries ministers leaders experts scientists workers refugees journalists calls call warns"
    " warn launch launches launched meets meet opens open begins start starts ends agree agrees vote votes"
    " buy buys pay pays sign signs faster higher lower without against under between work jobs schools"
    " homes money trade week month day days today tomorrow safe unsafe clean poor rich growing number"
    " record high low",
    "fr": "deux trois quatre cinq sept huit neuf moitié femmes hommes enfants filles garçons monde eau faim"
    " guerre paix droits loi lois rapport nouveau nouvelle nouveaux encore déjà premier première dernier"
    " milliards mille hausse baisse boivent vivent meurent villes pays ministres dirigeants scientifiques"
    " réfugiés journalistes appelle appellent alertent lance lancent réunissent ouvre ouvrent commence"
    " signent achètent contre entre travail emplois écoles argent semaine mois jour jours aujourd hui"
    " demain potable insalubre propre pauvres riches nombre",
    "es": "dos cuatro cinco seis siete ocho nueve mitad personas mujeres hombres niños niñas mundo agua hambre"
    " guerra paz derechos ley leyes informe nuevo nueva nuevos todavía primer primera último millones"
    " aumenta beben viven mueren ciudades países ministros líderes expertos científicos trabajadores"
    " refugiados periodistas pide piden advierten lanza lanzan reúnen abre abren empieza firman compran"
    " contra trabajo empleos escuelas dinero semana día días hoy mañana segura insegura limpia pobres"
    " ricos récord",
    "de": "zwei drei vier fünf sechs sieben acht neun zehn hälfte menschen frauen männer kinder mädchen welt"
    " wasser hunger krieg frieden rechte gesetz gesetze bericht neue neuer neues immer schon erste letzte"
    " millionen milliarden tausend steigt sinkt trinken leben sterben städte länder minister experten"
    " forscher arbeiter flüchtlinge journalisten fordert fordern warnt warnen startet treffen öffnet"
    " beginnt endet kaufen zahlen schneller höher gegen ohne unter zwischen arbeit schulen geld woche"
    " monat tag tage heute morgen sicher unsicheres sauber arme reiche zahl",
    "it": "due tre quattro cinque sei sette otto nove dieci metà persone donne uomini bambini mondo acqua fame"
    " guerra pace diritti legge leggi rapporto nuovo nuova nuovi ancora già primo prima ultimo milioni"
    " miliardi mila bevono vivono muoiono città paesi ministri esperti scienziati lavoratori rifugiati"
    " giornalisti chiede chiedono lancia incontrano apre aprono inizia firmano comprano contro senza"
    " lavoro scuole soldi settimana mese giorno giorni oggi domani sicura insicura pulita poveri ricchi"
    " numero",
    "pt": "dois duas três quatro cinco sete oito nove dez metade pessoas mulheres homens crianças mundo água"
    " fome guerra paz direitos lei leis relatório novo nova novos ainda primeiro primeira último milhões"
    " bilhões aumenta bebem vivem morrem cidades países ministros líderes cientistas trabalhadores"
    " refugiados jornalistas pede pedem alertam lança reúnem abre começa assinam compram contra sem"
    " trabalho empregos escolas dinheiro semana mês dia dias hoje amanhã segura insegura limpa pobres"
    " ricos",
}
_HEADLINE_WORDS = {language: frozenset(words.split()) for language, words in _OF_HEADLINES.items()}
# Without what is a word in two of them: "contra", "minister", "die".
HEADLINES = {
    language: words
    - frozenset[str]().union(
        *(others for tongue, others in (*_HEADLINE_WORDS.items(), *SMALL.items()) if tongue != language)
    )
    for language, words in _HEADLINE_WORDS.items()
}
# What stands in every release, and is forgotten when it is translated.
PHRASES = {
    language: re.compile(pattern, re.IGNORECASE)
    for language, pattern in {
        "en": r"\bfor (?:immediate|general) release\b|\bfor (?:further|more|additional) information\b,?"
        r" (?:please|contact|call|write|visit|see)|\bplease contact (?:our|the|us)\b"
        r"|\bnotes? (?:to|for) (?:the )?editors?\b",
        "fr": r"\bpour (?:plus d[’']|de plus amples |toute? )(?:informations?|renseignements?)\b|\bveuillez contacter\b"
        r"|\b(?:pour|à) diffusion immédiate\b|\bnotes? aux rédactions\b",
        "es": r"\bpara (?:más|mayor) información\b|\bpara (?:su )?(?:difusión|publicación) inmediata\b"
        r"|\bnota a los editores\b",
        "de": r"\bfür (?:weitere|nähere) (?:informationen|auskünfte)\b"
        r"|\bzur sofortigen (?:veröffentlichung|verwendung)\b|\bwenden sie sich bitte\b",
        "it": r"\bper (?:maggiori|ulteriori) informazioni\b|\bper (?:la )?(?:diffusione|pubblicazione) immediata\b",
        "pt": r"\bpara (?:mais|maiores|obter mais) informações\b|\bpara (?:divulgação|publicação) imediata\b",
        "ru": r"\b(?:за|для получения) дополнительной информаци\w+"
        r"|\bдля немедленно\w+ (?:опубликования|распространения)\b",
        "ar": r"(?:لمزيد|للمزيد) من المعلومات|للنشر الفوري",
        "zh": r"(?:如需|欲了解|欲知)更多(?:信息|详情)|供?立即发布",
    }.items()
}
