"""The closed classes of words that the rules of attribution lean on, put together from those of grammar.

Open classes stand in ``lexicons/en/words.toml``.
"""

from saidby import grammar
from saidby.days import MONTHS, WEEKDAYS

CONTRACTED = grammar.CLITICS | {"t"}
AUXILIARIES = grammar.AUXILIARIES | grammar.NEGATED | CONTRACTED | {"'s", "n", "not", "never"}
BE = grammar.BE | grammar.NEGATED_BE | {"'s", "m", "re"}
# Not "'s": far more often it marks an owner.
FINITE = (grammar.AUXILIARIES - grammar.NON_FINITE) | grammar.NEGATED | grammar.CLITICS
# Not "so": in front of a verb it is a name, or a clause begins.
ADVERBS = (
    (grammar.ADVERBS - {"so"})
    | grammar.CONJUNCTS
    | frozenset("always often sometimes earlier further first since perhaps maybe twice both deeply".split())
)
# Not "anyone", "somebody": they are nobody in particular ("anyone who saw it is asked to call").
SUBJECTS = grammar.SUBJECT_PRONOUNS | (grammar.INDEFINITES - {"anyone", "anybody", "somebody"}) | {"who", "this"}
OBJECTS = grammar.OBJECT_PRONOUNS | grammar.REFLEXIVES
POSSESSIVES = grammar.POSSESSIVES
DETERMINERS = grammar.DETERMINERS | grammar.QUANTIFIERS | grammar.NUMERALS
RELATIVES = grammar.RELATIVES
# What leads to a phrase or clause that hangs on another.
PREPOSITIONS = grammar.PREPOSITIONS | (grammar.SUBORDINATORS - {"that"}) | {"whether"}
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
VENUE_PREPOSITIONS = frozenset("in at on via during through by over after before from".split())
TAILS = frozenset("with to on at by from for of in after before about near outside".split())

PLURALS = frozenset("some many others few most several both they we i you".split())
# They take a verb in the singular or the plural, and no "he".
COLLECTIVES = frozenset("team crew family staff media data police personnel some many most both".split())
