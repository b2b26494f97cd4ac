"""Attributions read off a discourse layer and a parse."""

import gzip
from pathlib import Path

from training.gum import gum_texts

SENTENCES = """\
# newdoc id = GUM_talk_ferry
# newpar
1\tTorv\tTorv\tPROPN\tNNP\t_\t2\tnsubj\t_\tDiscourse=attribution-positive:1->2
2\tsaid\tsay\tVERB\tVBD\t_\t0\troot\t_\t_
3\tthat\tthat\tSCONJ\tIN\t_\t6\tmark\t_\tDiscourse=joint-list:2->0
4\tthe\tthe\tDET\tDT\t_\t5\tdet\t_\t_
5\tferry\tferry\tNOUN\tNN\t_\t6\tnsubj\t_\t_
6\tsank\tsink\tVERB\tVBD\t_\t2\tccomp\t_\tSpaceAfter=No
7\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\t_

# newpar
1\tAccording\taccord\tVERB\tVBG\t_\t3\tcase\t_\tDiscourse=attribution-positive:3->4
2\tto\tto\tADP\tIN\t_\t1\tfixed\t_\t_
3\tTorv\tTorv\tPROPN\tNNP\t_\t6\tobl\t_\tSpaceAfter=No
4\t,\t,\tPUNCT\t,\t_\t3\tpunct\t_\t_
5\tit\tit\tPRON\tPRP\t_\t6\tnsubj\t_\tDiscourse=joint-list:4->0
6-7\tdidn't\t_\t_\t_\t_\t_\t_\t_\t_
6\tdid\tdo\tAUX\tVBD\t_\t0\troot\t_\t_
7\tn't\tnot\tPART\tRB\t_\t6\tadvmod\t_\t_

"""


def test_clauses_that_attribute_give_source_cue_and_content(tmp_path: Path) -> None:
    with gzip.open(tmp_path / "gum-free-train.conllu.gz", "wt", encoding="utf-8") as file:
        file.write(SENTENCES)
    ((name, text, said),) = gum_texts(tmp_path)
    assert name == "GUM_talk_ferry"
    assert text.strip() == "Torv said that the ferry sank.\n\nAccording to Torv, it didn't"
    assert [[[text[a:b] for a, b in part] for part in (s.source, s.cue, s.content)] for s in said] == [
        [["Torv"], ["said"], ["that the ferry sank"]],
        [["Torv"], ["According to"], ["it didn't"]],
    ]
