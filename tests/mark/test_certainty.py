"""Which hedges reach which figure."""

import pytest

from tests.mark.told import figures_in

# text, then for each figure in order the hedges that reach it
REACHED = [
    # before it in its clause
    ("The board is believed to have lost 60 boats.", [["believed to"]]),
    ("The toll could reach 60.", [["could"]]),
    # over a whole clause, and what stands beside its figure
    ("The fleet is estimated to have lost 60 boats off Lund, more than half of its trawlers.", [["estimated"]] * 2),
    ("The board is believed to have lost 60 of the 90 boats.", [["believed to"], []]),
    # over a list, and to a conversion in brackets
    ("The storm sank an estimated 60 boats and 12 barges.", [["estimated"], ["estimated"]]),
    ("The storm did damage of an estimated 60 million crowns ($6 million).", [["estimated"], ["estimated"]]),
    ("Some 60 boats, 12 barges and 3 piers are the preliminary losses.", [["preliminary"]] * 3),
    # behind it, of its own noun
    ("Some 60 trawlers of the fleet are believed to be lost.", [["believed to"]]),
    ("Divers met 60 men who reportedly left the ship.", [["reportedly"]]),
    ("There were 60 suspected cases.", [["suspected"]]),
    ("As many as 60 may have drowned.", [["may"]]),
    # of the figure before it, and so not of the next
    ("Sixty men were confirmed dead and 12 boats were found.", [["confirmed"], []]),
    ("There were 60 suspected cases, and 12 boats were found.", [["suspected"], []]),
    # in the words that introduce it
    ("A study estimated that rain fell on most days and that in the end 60 boats were lost.", [["estimated"]]),
    ("Preliminary inquiries by the port council show that after two days of rain 60 boats sank.", [["Preliminary"]]),
    ("Sixty boats, including 12 confirmed wrecks, were found.", [[], ["confirmed"]]),
    ("The board counted 60 new suspected cases and 12 wrecks.", [["suspected"], []]),
    # of the second clause, and not of the first
    ("The storm sank 60 boats, and another 12 are believed to be lost.", [[], ["believed to"]]),
    ("Sixty drowned and 12 are feared dead.", [[], ["feared"]]),
    # what is to change, and not what it starts from
    ("The toll of 60 is expected to rise to 90.", [[], ["expected"]]),
    # who did it is in doubt, and not to how many
    ("Suspected pirates shot 60 men.", [[]]),
    # foretold for a case, and not what stands in the condition
    ("If the rain goes on, 60 boats will be moved.", [["If"]]),
    ("If in doubt, ask one of the 60 guards.", [[]]),
    # weighed in the next sentence
    ("The board says 60 boats were lost. The port says that figure is exaggerated.", [["exaggerated"]]),
    ("Thieves took 60 dollars (£40). “This is just an estimate,” a guard said.", [["estimate"]] * 2),
    ("Thieves took ropes worth 60 crowns. “This is just an estimate,” a guard said.", [["estimate"]]),
    # of those who did something else before
    ("Some 60 men who had come to the pier by bus were allegedly robbed.", [["allegedly"]]),
    # taken back at the end
    ("The storm sank 60 boats, a number that could not be verified.", [["could not be verified"]]),
    # denied
    ("The storm sank 60 boats, not 90.", [[], ["not"]]),
    # who was hurt is known, who did it is not
    ("He is accused of wounding 60 men.", [[]]),
    ("He is accused of stealing 60 boats.", [["accused"]]),
    # what was possible, allowed or usual
    ("The crew could not mend 60 boats.", [[]]),
    ("Owners may be eligible for 60 crowns.", [[]]),
    ("In such a storm you would expect 60 wrecks.", [[]]),
    # a verb of saying
    ("The board confirmed 60 deaths.", [[]]),
    # another clause
    ("He may have sunk because 60 boats were in the way.", [[]]),
    ("The alleged leader and 60 other men were held.", [[]]),
    # the first that were sent, no first count
    ("They are half of the initial 60 troops sent to Lund.", [[], []]),
]


@pytest.mark.parametrize(("text", "hedges"), REACHED)
def test_a_hedge_reaches_the_figures_that_it_qualifies(text: str, hedges: list[list[str]]) -> None:
    assert [[h.of(text) for h in figure.hedge] for figure in figures_in(text)] == hedges
