"""The classes of words that the rules of attribution lean on, put together from those of grammar."""

from saidby import grammar
from saidby.days import MONTHS, WEEKDAYS

CONTRACTED = grammar.CLITICS | {"t"}
AUXILIARIES = grammar.AUXILIARIES | grammar.NEGATED | CONTRACTED | {"'s", "n", "not", "never"}
BE = grammar.BE | grammar.NEGATED_BE | {"'s", "m", "re"}
# Not "'s": far more often it marks an owner.
FINITE = (grammar.AUXILIARIES - grammar.NON_FINITE) | grammar.NEGATED | grammar.CLITICS
# Not "so": it leads to a clause.
ADVERBS = (
    (grammar.ADVERBS - {"so"})
    | grammar.CONJUNCTS
    | frozenset("always often sometimes earlier further first since perhaps maybe twice both deeply".split())
)
# Not "anyone", "somebody": "Anyone with news of him is asked to call" has no source in them.
SUBJECTS = grammar.SUBJECT_PRONOUNS | (grammar.INDEFINITES - {"anyone", "anybody", "somebody"}) | {"who", "this"}
OBJECTS = grammar.OBJECT_PRONOUNS | grammar.REFLEXIVES
POSSESSIVES = grammar.POSSESSIVES
DETERMINERS = grammar.DETERMINERS | grammar.QUANTIFIERS | grammar.NUMERALS
RELATIVES = grammar.RELATIVES
# What leads to a phrase or clause that hangs on another. "inside" and "outside" often lead to none: "stood outside".
PREPOSITIONS = (grammar.PREPOSITIONS - {"inside", "outside"}) | (grammar.SUBORDINATORS - {"that"}) | {"whether"}
OPENERS = (grammar.SUBORDINATORS - {"that"}) | frozenset(
    "in on at during for with amid despite following once under by from given asked speaking among between "
    "according citing based upon without instead like throughout".split()
)
SUBORDINATORS = grammar.SUBORDINATORS
CONJUNCTIONS = grammar.COORDINATORS | {"then"}
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
TIME_EDGES = grammar.NUMERALS | frozenset(
    "on in at by since during from until late early mid last this next the same previous following past a an few "
    "several local that of , - a.m. p.m. am pm each every just for over after before shortly about around".split()
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
