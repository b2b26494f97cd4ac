"""Make the small spaCy pipeline of cnn.cfg: trained a little on a treebank where there is one, else as it is drawn.

usage: cnn_made.py FOLDER TREES NAMES     FOLDER: where it goes; TREES, NAMES: the same sentences with parse and names

Little training is enough: the network does the same work for a word whatever it learnt.
"""

import gzip
import random
import sys
from collections.abc import Iterator
from pathlib import Path

import spacy
from spacy.tokens import Doc
from spacy.training import Example

EPOCHS = 4
TOGETHER = 10  # sentences in a text
BATCH = 8  # texts
Rows = list[list[str]]


def main(folder: str, trees: str, names: str) -> None:
    """Write the pipeline to ``folder``; its description says what it learnt."""
    spacy.util.fix_random_seed(0)
    nlp = spacy.util.load_model_from_config(spacy.util.load_config(Path(__file__).with_name("cnn.cfg")), auto_fill=True)
    if Path(trees).exists() and Path(names).exists():
        examples = [Example(nlp.make_doc(doc.text), doc) for doc in docs(nlp.vocab, trees, names)]
        nlp.meta["description"] = f"trained for {train(nlp, examples)} steps on the development part of EWT."
    else:
        draw(nlp)
        nlp.meta["description"] = "weights as drawn, for there was no treebank to train on."
    nlp.to_disk(folder)


def train(nlp: spacy.Language, examples: list[Example]) -> int:
    """Teach the pipeline; return the number of steps."""
    optimizer = nlp.initialize(lambda: examples)
    steps = 0
    for _ in range(EPOCHS):
        random.shuffle(examples)
        for batch in spacy.util.minibatch(examples, BATCH):
            nlp.update(batch, sgd=optimizer, drop=0.1)
            steps += 1
    return steps


def draw(nlp: spacy.Language) -> None:
    """Give the pipeline labels in usual numbers and random weights."""
    for name, count in (("tagger", 50), ("parser", 40), ("ner", 18)):
        for number in range(count):
            nlp.get_pipe(name).add_label(f"{name}{number}")
    nlp.initialize()


def docs(vocab: spacy.Vocab, trees: str, names: str) -> Iterator[Doc]:
    """Yield texts of some sentences each, with tags, parse and names."""
    named = {key: [row[2] for row in rows] for key, rows in sentences(names)}
    parsed = [(unbroken(rows), named.get(key, [])) for key, rows in sentences(trees)]
    told = [(rows, labels) for rows, labels in parsed if len(rows) == len(labels)]
    for at in range(0, len(told), TOGETHER):
        yield Doc.from_docs([doc(vocab, rows, labels) for rows, labels in told[at : at + TOGETHER]])


def doc(vocab: spacy.Vocab, rows: Rows, labels: list[str]) -> Doc:
    """Return one sentence."""
    heads = [int(row[6]) - 1 if row[6] != "0" else at for at, row in enumerate(rows)]
    return Doc(
        vocab,
        words=[row[1] for row in rows],
        spaces=["SpaceAfter=No" not in row[9] for row in rows],
        tags=[row[4] for row in rows],
        heads=heads,
        deps=["ROOT" if row[6] == "0" else row[7] for row in rows],
        ents=[label if label[:2] in {"B-", "I-"} else "O" for label in labels],
    )


def sentences(file: str) -> Iterator[tuple[str, Rows]]:
    """Yield the id of each sentence, and its rows."""
    for block in gzip.decompress(Path(file).read_bytes()).decode("utf-8").strip().split("\n\n"):
        lines = block.split("\n")
        key = next(line for line in lines if line.startswith("# sent_id = "))
        yield key, [line.split("\t") for line in lines if line[0] != "#"]


def unbroken(rows: Rows) -> Rows:
    """Return the words alone, those of one written word ("did", "n't") with no space between them."""
    words = [[*row] for row in rows if row[0].isdecimal()]
    for row in rows:
        first, dash, last = row[0].partition("-")
        if dash:
            for word in words[int(first) - 1 : int(last) - 1]:
                word[9] = "SpaceAfter=No"
            words[int(last) - 1][9] = row[9]
    return words


if __name__ == "__main__":
    main(*sys.argv[1:])
