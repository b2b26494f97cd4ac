"""The closed classes of English words, each once and under the name that grammars give it.

Steps put together what they need: ``grammar.PREPOSITIONS - {"of", "for"}``, with the reason beside it. Words are folded
and split as tokens are: "they've" is "they", "'", "ve"; "didn't" is "didn", "'", "t". Classes that grow stand in
``lexicons/``; a handful of words that only one rule asks for stands with that rule.
"""

from typing import Final

Words = frozenset[str]

# Determiners
ARTICLES: Final[Words] = frozenset({"the", "a", "an"})
DEMONSTRATIVES: Final[Words] = frozenset({"this", "that", "these", "those"})
POSSESSIVES: Final[Words] = frozenset("my your his her its our their".split())
DEFINITE: Final[Words] = DEMONSTRATIVES | POSSESSIVES | {"the"}  # they take up what is known
DISTRIBUTIVES: Final[Words] = frozenset({"all", "both", "each", "every"})
DETERMINERS: Final[Words] = ARTICLES | DEMONSTRATIVES | POSSESSIVES | DISTRIBUTIVES
QUANTIFIERS: Final[Words] = frozenset(
    "some any no other another either neither several many more most few much less fewer enough such".split()
)
NUMERALS: Final[Words] = frozenset("one two three four five six seven eight nine ten".split())

# Pronouns
SUBJECT_PRONOUNS: Final[Words] = frozenset("i you he she it we they".split())
OBJECT_PRONOUNS: Final[Words] = frozenset("me you him her it us them".split())
REFLEXIVES: Final[Words] = frozenset("myself yourself himself herself itself ourselves themselves".split())
INDEFINITES: Final[Words] = frozenset("everyone everybody someone somebody anyone anybody nobody".split())
RELATIVE_PRONOUNS: Final[Words] = frozenset("who whom whose which that".split())
RELATIVES: Final[Words] = RELATIVE_PRONOUNS | {"where", "when"}
INTERROGATIVES: Final[Words] = frozenset("who whom whose which what where when why how".split())

# Auxiliaries
BE: Final[Words] = frozenset("am is are was were be been being".split())
HAVE: Final[Words] = frozenset("have has had having".split())
DO: Final[Words] = frozenset("do does did".split())
MODALS: Final[Words] = frozenset("will would shall should can could may might must".split())
AUXILIARIES: Final[Words] = BE | HAVE | DO | MODALS
NON_FINITE: Final[Words] = frozenset("be been being having".split())  # no clause has one of these for its only verb
# What is left in front of the apostrophe ...
NEGATED_BE: Final[Words] = frozenset("isn aren wasn weren ain".split())
NEGATED_HAVE: Final[Words] = frozenset("haven hasn hadn".split())
NEGATED_DO: Final[Words] = frozenset("don doesn didn".split())
NEGATED_MODALS: Final[Words] = frozenset("won wouldn couldn shouldn mustn mightn".split())
NEGATED: Final[Words] = NEGATED_BE | NEGATED_HAVE | NEGATED_DO | NEGATED_MODALS
# ... and behind it: "she'd", "we're", "I'm". The one token with its sign, "'s", is a verb or an owner's mark.
CLITICS: Final[Words] = frozenset("d ll m re ve".split())

# Prepositions, conjunctions
PREPOSITIONS: Final[Words] = frozenset(
    "aboard about across after against along amid among around as at before behind between beyond beside by despite "
    "down during following for from in including inside into like near of off on onto out outside over per since "
    "than through till to toward towards under until up upon versus via with within without".split()
)
COORDINATORS: Final[Words] = frozenset("and or but nor so yet".split())
SUBORDINATORS: Final[Words] = frozenset(
    "that because while when although though if as after before since unless until whereas".split()
)

# Adverbs that stand between a subject and its verb, or before a clause
ADVERBS: Final[Words] = frozenset(
    "again already also even ever just later now once only so soon still then too yet".split()
)
CONJUNCTS: Final[Words] = frozenset(
    "furthermore however indeed instead meanwhile moreover nevertheless nonetheless rather therefore thus".split()
)
APPROXIMATORS: Final[Words] = frozenset("about almost approximately around nearly roughly some".split())

# Signs that join words, and those that part clauses too
HYPHENS: Final[Words] = frozenset({"-", "‐", "‑"})
DASHES: Final[Words] = HYPHENS | {"–", "—"}
