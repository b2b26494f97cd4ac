"""Closed classes of function words that the rules of attribution lean on. Content words are in the lexicon."""

from saidby.days import MONTHS, WEEKDAYS

AUXILIARIES = frozenset(
    "has have had having was were is are am be been being will would shall should can could may might must did do "
    "does not never 's n didn doesn don hasn haven hadn wasn weren isn aren won wouldn couldn shouldn ain t ll ve "
    "d re m".split()
)
CONTRACTED = frozenset("t ll ve d re m".split())
BE = frozenset("was were is are am be been being 's wasn weren isn aren re m".split())
FINITE = frozenset(
    "has have had was were is are am will would shall should can could may might must did do does didn doesn don "
    "hasn haven hadn wasn weren isn aren won wouldn couldn shouldn ll ve d re m".split()
)
ADVERBS = frozenset(
    "also later then once still again ever even already always often earlier further first now just since only "
    "sometimes soon too yet nonetheless nevertheless instead rather thus therefore however meanwhile moreover "
    "furthermore indeed perhaps maybe twice both deeply".split()
)
SUBJECTS = frozenset("he she they it we i you who this everyone everybody nobody someone".split())
OBJECTS = frozenset("him her them us me you it himself herself themselves itself".split())
POSSESSIVES = frozenset("his her its their our my your".split())
DETERMINERS = frozenset(
    "the a an this that these those some any no every each another other all both several many most few one two "
    "three four five six his her its their our my your neither either such more".split()
)
RELATIVES = frozenset("who which that whom whose where when".split())
PREPOSITIONS = frozenset(
    "of for in at from by on with to into about over under after before during against between among through "
    "without within upon since until near amid despite following including via across behind beyond like than "
    "toward towards because while as if when although though unless whether per out off up down around along".split()
)
OPENERS = frozenset(
    "in on at after before during for with since while when as if although though amid despite following because "
    "once until under by from given asked speaking among between according citing based unless upon without "
    "instead like throughout".split()
)
SUBORDINATORS = frozenset(
    "that because while when although though if as after before since unless until whereas".split()
)
CONJUNCTIONS = frozenset("and but or nor yet so then".split())
BREAKS = frozenset(", ; : ( [ — – - . ! ? …".split())
STOPS = frozenset(". ! ? …".split())
CONTINUERS = frozenset("and but while as because with although though or so if whereas where when".split())

TIMES = (
    WEEKDAYS
    | MONTHS
    | frozenset("mon tue tues wed thu thurs fri sat sun".split())
    | frozenset(
        "today yesterday tomorrow tonight week weeks month months year years day days night morning afternoon evening "
        "noon midday midnight weekend hour hours minutes decade ago earlier later recently time summer winter spring "
        "autumn fall season century here dawn dusk moment moments gmt afterward afterwards".split()
    )
)
TIME_EDGES = frozenset(
    "on in at by since during from until late early mid last this next the same previous following past a an one "
    "two three four five six few several local that of , - a.m. p.m. am pm each every just for over after before "
    "shortly about around".split()
)
VENUES = frozenset(
    "series messages posts tweets statements interviews comments statement interview report briefing conference "
    "letter post tweet twitter x facebook telegram television tv radio phone telephone email e-mail hearing "
    "speech rally event meeting court address testimony podcast documentary message video remarks communique "
    "session debate release instagram youtube media editorial article memo column filing documents papers book "
    "announcement bulletin assessment update note broadcast forum summit call town hall blog website page visit "
    "ceremony presser appearance complaint affidavit lawsuit op-ed parliament congress study review paper survey "
    "press news response reply resolution order ruling proclamation decree".split()
)
CUE_VENUES = frozenset(
    "statement statements interview interviews report reports assessment letter post tweet briefing conference "
    "bulletin release communique speech testimony email message memo".split()
)
VENUE_PREPOSITIONS = frozenset("in at on via during through by over after before from".split())
TAILS = frozenset("with to on at by from for of in after before about near outside".split())

PLURALS = frozenset(
    "police people men women media data staff some many others few most several both they we i you children "
    "families statistics figures critics personnel crew team".split()
)
COLLECTIVES = frozenset("team crew family staff media data police personnel some many most both".split())
# Adjectives and parts of compounds that look like a verb's past.
ED_ADJECTIVES = frozenset(
    "armed united so-called retired unidentified unnamed affiliated unconfirmed alleged controlled backed led-run "
    "red detailed limited advanced mixed aged sacred hundred shed speed need feed seed indeed bed wounded injured "
    "displaced unarmed masked hooded veiled learned combined allied elected appointed related interested beloved "
    "embattled renowned respected experienced distinguished registered licensed certified accredited organized "
    "deceased wanted accused convicted unmanned federated integrated associated disabled disaffected disgraced "
    "ousted jailed exiled naked wicked rugged married divorced educated talented gifted noted celebrated "
    "outspoken self-described concerned involved leaked classified published uploaded unpublished unsigned "
    "crossed".split()
)
IRREGULAR_PASTS = frozenset(
    "said told went came took made gave left found saw held fell rose grew knew thought felt kept led lost met "
    "paid ran sent spent stood began broke brought built bought caught chose drew drove ate fought flew forgot "
    "got heard laid lay sold shot shook sang sat slept spoke stole struck swore taught threw wore won wrote "
    "became bore dealt fled froze hid hung sought shut sank swept understood woke withdrew overthrew undertook "
    "arose blew rode dug".split()
)
