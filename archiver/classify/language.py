"""Which language a short text is in: by its script and its commonest words.

Comments are too short for a statistical identifier (most have under 20 letters), and what hangs on the answer is only
which lexica are read. Swedish when nothing speaks against it, since that is what most people write to a municipality.
"""

import re
from collections.abc import Sequence

from archiver.classify.normalise import normalise
from archiver.classify.words import Word


def _bare(word: str) -> str:
    """A listed word as the normalised texts spell it."""
    return normalise(word).text


_SCRIPTS = (
    (re.compile(r"[а-яёіїєґ]"), "uk"),
    (re.compile(r"[\u0620-\u064a\u066e-\u06d5]"), "ar"),
    (re.compile(r"[\u1200-\u137f]"), "am"),
    (re.compile(r"[\u0370-\u03ff]"), "el"),
    (re.compile(r"[\u0e00-\u0e7f]"), "th"),
    (re.compile(r"[\u4e00-\u9fff]"), "zh"),
)
_SAME_SCRIPT = (
    ("uk", re.compile(r"[іїєґ]"), "uk"),
    ("uk", re.compile(r"[ыэъё]|\b(?:спасибо|как|что|где|когда|мой|моя|моей|мне|нужн[аоы]?|помощь|пожалуйста|привет|есть|было|очень|или|ли)\b"), "ru"),
    ("ar", re.compile(r"[ێۆڕڵە]"), "ckb"),
    ("ar", re.compile(r"[پچژگکی]|\b(?:ممنون|سلام|است|لازم|دارم|را|برای|این|هم)\b"), "fa"),
    ("am", re.compile(r"[ቐ-ቝኣኽዅ]|የቐን|ኣሎ|እዩ|ይደሊ"), "ti"),
)  # fmt: skip
"""Languages that share a script with another, by the letters and words only they have."""
_LETTERS: tuple[tuple[str, str, float], ...] = (
    ("tr", "ğışç", 1.0), ("pl", "ąęłńśźż", 1.5), ("bs", "čćđž", 0.7), ("se", "đŋŧčáš", 0.6), ("ro", "ăţțș", 1.5), ("hu", "őű", 2.0),
    ("et", "õ", 1.5), ("lt", "ėųūįč", 0.8), ("de", "ß", 2.0), ("es", "ñ¿¡", 2.0), ("fr", "çèêàùœ", 0.7), ("ku", "êîûş", 0.7), ("sq", "ëç", 0.8),
    ("vi", "ảạấầẩậắằẳẵặẹẻẽếềểễệỉịọỏốồổộớờởợụủứừửữựơư", 2.0), ("no", "æø", 0.6), ("da", "æø", 0.6), ("pl", "ó", 0.3),
)  # fmt: skip
"""Letters of the original that Swedish lacks, and how much each speaks for a language (é and ü occur in Swedish)."""
_ODD = re.compile(r"[^\x00-\x7fåäöéüÅÄÖ–’”…]")
_COMMON: dict[str, frozenset[str]] = {
    language: frozenset(listed.split())
    for language, listed in {
        "sv": "och att det är jag som en på i av för med till den har de inte om ett han men var sig så vi från kan när nu ska skulle hon ni er mig dig oss "
        "vad hur vem varför finns någon något min mitt mina vår vårt era ert eller också bara mycket alla efter vid mot ut upp där här va e å o ja nej hej "
        "tack bra din ditt dina får fick kommer kom blir blev gör hos än utan sen sedan kommunen ju nog väl helt igen nån nåt mer måste vill inga ingen "
        "går gå vara varit hade ha sa säger barn bor hem dag idag år man folk skolan bort ner in är ingenting aldrig alltid redan ännu ifrån mellan under "
        "över innan samma andra hela lite mest bäst fin fint kul bo ses la ner mamma pappa son dotter hans hennes deras dom dem denna detta dessa ej icke jo jaha heja första andra sista advent grattis lördar bu buu w",
        "en": "the and is are you to of in my for it that with on this have not be was your can please i we they at from me what how when where does do did "
        "has he she his her our there no yes will would should could thank thanks if or but an who why just all get need needs help so great nice good "
        "happy someone anyone been being don't doesn't can't won't i'm it's very more than well done outside inside next about any some still again never "
        "always were as by after before out up down off only too here now then them their call want know think make",
        "fi": "ja on ei se että en hän mutta kun niin olen oli ovat mitä kuka missä milloin voiko onko minun meidän teidän kiitos hyvä kanssa joka sitä "
        "tämä tuo nyt vielä myös mikä miten saako voitteko minä sinä ole kuin tai jos siellä täällä koko aina olisi pitäisi hei moi eivät kaikki mun "
        "hyvää onnea taas todella haluan haluaisin tarvitsen tarvitsee äitini isäni poikani tyttäreni lapseni vaimoni mieheni sain saa saada pitää voi "
        "voisi voitte voisitte ette emme minua sinua häntä heidän apua koulu koulussa koulun lapsi lapset lasten kunta kunnan kirjasto hieno hienoa kiva "
        "huono paljon vain jo ihan meillä teillä minulla hänellä rikki eilen tänään huomenna miksi kuinka paikka joulua pääsiäistä juhannusta aika ilman "
        "sinne tänne siitä tästä joku jotain mitään ketään enää heti kotiin kotona äiti isä poika tyttö viime ensi vuosi vuotta aikaan paljonko maksaa lähtee eikä puhelimeen monelta mihin numeroni lauantaina torstaina aukeaa bussi on",
        "so": "waa iyo waxaan in uu ay ka ku la u iga fadlan mahadsanid maxay sidee goorma xaggee waxa ma oo ee si hadda wax aan ayaa buu bay leh kuwa "
        "salaan salaam aad baad baahanahay caawimaad caawi waan wuu way wuxuu waxay ilmahayga wiilkayga wiilkaygu gabadhayda gabadhaydu ninkayga ninkaygu "
        "hooyaday aabahay lambarkayga lambarkaygu dugsiga iskuulka mahadsan wanaagsan subax galab kasta laakiin markaan markii inaan kuma miyaa halkee "
        "rabaa doonayaa ahay ahaa yahay tahay jiraa jirtaa aanan ma'aha lacagtii carruurtayda carruurtana bishan helin hayaan ayuu looga codsadaa guri shaqada waad tihiin berri cunto",
        "pl": "nie się jest że na do czy jak mam dla ale co to są mój moja proszę dziękuję przy już był po kto gdzie kiedy ten jestem od w z i mi mnie nam "
        "potrzebuję chcę chciałbym chciałabym mojego mojej syn córka dzieci dziecko bardzo dobrze dzień dobry pomocy pomoc zabrała może można będzie tylko ile której bilet dobre basen",
        "no": "ikke jeg og det er på en som til av har med vi dere deg meg hva hvor hvordan når noe noen bare også fra etter takk være kan skal trenger hjelp "
        "min mitt barn hun han at om for å den de var syk barnehage skolen kommunen hvorfor hvem dette",
        "da": "ikke jeg og det er på en som til af har med vi jer dig mig hvad hvor hvordan hvornår noget nogen bare også fra efter tak være kan skal brug "
        "hjælp min mit børn hun han at om for den de var syg børnehave skolen kommunen hvorfor hvem dette mange åbner",
        "es": "el la los las de que y en un una es por con para mi no se como cuando donde gracias hola está su muy pero necesito ayuda hijo hija enfermo "
        "tengo quiero puedo usted ustedes mis nos del al abre biblioteca también porque buenos días",
        "de": "der die das und ist ich nicht ein eine mit für auf wann wo wie danke sie wir haben bitte mein meine mutter vater sohn tochter kind kinder "
        "krank brauche hilfe keine kein öffnet ihr euch von zu den dem seit bekommt können kann bei auch sehr gut guten bis bald darf man hier schön danke",
        "tr": "ve bir bu için ne var çok ben nasıl nerede teşekkür teşekkürler ederim değil benim mi mı yok oğlum kızım eşim kocam annem babam hasta ihtiyacım "
        "yardım yardıma zaman lütfen güzel merhaba istiyorum lazım dövüyor beni bana ile evet hayır iyi ama cok tesekkur nasil icin",
        "sq": "dhe është për një nuk unë faleminderit ku si kur djali vajza im ime sëmurë kam dua ndihmë mirë shumë përshëndetje fëmijët hapet me të në",
        "bs": "hvala kada gdje je moj moja sin kćerka djeca dijete bolestan bolesna treba mi pomoć molim kako imam nemam želim dobar dan da li se na u za što "
        "ne nije su smo ste otvara škola",
        "ro": "mulțumesc multumesc fiul fiica meu mea este bolnav când unde se am nevoie de ajutor vă rog bună ziua nu copilul copii pentru și cu la un o",
        "hu": "köszönöm mikor hol nyit a az fiam lányom beteg segítség kell kérem jó napot nem van egy és hogy",
        "et": "aitäh tänan mu minu poeg tütar on haige millal kus avate vaja abi palun tere ei ja laps lapsed",
        "lt": "ačiū aciu mano sūnus dukra serga kada kur reikia pagalbos prašau labas ne ir vaikas atidaroma",
        "vi": "cảm ơn con trai gái tôi bị bệnh khi nào ở đâu cần giúp không và của là xin",
        "ku": "spas ez min kurê keça nexweş e alîkarî alîkariyê dixwazim mala we ava li ku kengî ji bo û ne heye zarok",
        "sw": "asante sana mtoto wangu ni mgonjwa nahitaji msaada wapi lini tafadhali na ya wa kwa habari",
        "tl": "salamat po may sakit ang anak ko kailangan tulong saan kailan mga sa ng na ako hindi magandang",
        "fit": "mie sie met tet net oon olema oletta ette ko kiitoksia tääl kläppi kläpit mikäs hään meän teän halvama halvaa piian hyä kans",
        "se": "lea mun don giitu bures gos mii ii leat dat go mu du su dárbbašan veahki bárdni nieida eadni áhčči buohcci girjerádju gielda skuvla mánát mánná "
        "buorre beaivi ollu lihkku ja de ahte in it eai",
        "fr": "le la les des est et je vous merci pour dans une où pas que mon ma mes fils fille malade quand ouvrez besoin aide bonjour j'ai d'aide avec sur",
    }.items()
}
_TELLING = {
    language: frozenset(listed.split())
    for language, listed in {
        "no": "ikke jeg dere hva hvordan noe noen takk trenger syk hvorfor",
        "da": "ikke jeg jer hvad hvordan noget nogen af hvornår hjælp syg brug hvorfor",
        "fit": "oon met net tet ette kläppi kläpit mie sie mikäs tääl meän hään halvama oletta kiitoksia",
        "se": "lea giitu bures dárbbašan leat mun buohcci girjerádju gielda",
        "en": "the you your please thanks thank beautiful amazing congratulations",
    }.items()
}
_LANGUAGES = tuple(_COMMON)
_SPOKEN_IN: dict[str, list[str]] = {}
for _language, _words in _COMMON.items():
    for _word in _words:
        _SPOKEN_IN.setdefault(_bare(_word), []).append(_language)
_TELLING_BARE = {language: frozenset(map(_bare, telling)) for language, telling in _TELLING.items()}


def language_of(text: str, words: Sequence[Word], original: str = "") -> str:
    """ISO 639 code of a normalised text; `sv` when unsure, `und` when there is no word at all.

    `original` is the text as written, whose letters tell languages apart that normalising makes alike.
    """
    if not words:
        return "und"
    odd = _ODD.search(original or text) is not None
    if odd:
        scripted = _by_script(text)
        if scripted:
            return scripted
    forms = [w.form[:40] for w in words[:60]]
    scores = dict.fromkeys(_LANGUAGES, 0.0)
    for form in forms:
        spoken = _SPOKEN_IN.get(form, ())
        for language in spoken:
            scores[language] += 1
    for language, telling in _TELLING_BARE.items():
        if scores[language]:
            scores[language] += 1.5 * sum(f in telling for f in forms)
    if odd:
        written = original.lower()
        for language, letters, weight in _LETTERS:
            scores[language] += weight * min(4, sum(written.count(letter) for letter in letters))
    finnish = sum(bool(_FINNISH.search(f)) for f in forms)
    scores["fi"] += 0.8 * finnish
    swedish = scores["sv"] + 0.6 + (0.5 if ("å" in text or "ä" in text or "ö" in text) and scores["fi"] == 0 else 0)
    best = max(_LANGUAGES, key=lambda language: scores[language])
    if scores[best] > max(swedish, LEAST_SHARE * len(forms)):
        return best
    if scores["sv"] == 0 and scores["fi"] == 0 and sum(f in _ENGLISH for f in forms) * 2 > len(forms):
        return "en"
    return "sv"


LEAST_SHARE = 0.2
"""Of the words that must be a language's own before a text is taken for it: a few foreign words make no foreign text."""


def _by_script(text: str) -> str:
    """The language of a text written in another script than the Latin, or nothing."""
    letters = sum(c.isalpha() for c in text)
    for pattern, language in _SCRIPTS:
        if len(pattern.findall(text)) * 3 > letters:
            return next(
                (own for script, telling, own in _SAME_SCRIPT if script == language and telling.search(text)), language
            )
    return ""


_FINNISH = re.compile(
    r"[a-zäö]{2}(?:[aoui]ssa|[äöyie]ssä|[aoui]sta|[äöyie]stä|[aoui]lla|[äöyie]llä|[aoui]lta|[äöyie]ltä|[aäoöuyei]lle|lleni|[aäoöuye]ksi|[aou]tta|[äöy]ttä|kaan|kään|"
    r"isesti|oitu|nsa|nsä|tään|taan|iksi|iin|[aou]nut|[äöy]nyt|maan|mään|koon|ään|uus|yys)\Z"
    r"|aa[^a]|ää[^ä]|[^u]uu[^u]|[^y]yy[^y]|yö|äy|hdo|hde|kiito|hyvä|ihana|kaunis|hieno|paikka|vittu|perkele|saatana|tervetul"
)
"""Endings and letters of Finnish words that Swedish words seldom have."""
_ENGLISH_WORDS = (
    "great nice beautiful love amazing awesome congratulations wow good morning happy free hello welcome cool best perfect lovely "
    "follow buy sale crypto cheap post place easter christmas pothole school broken light street help sick"
)
_ENGLISH = frozenset(_ENGLISH_WORDS.split())
