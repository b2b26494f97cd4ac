"""MinHash of whole articles: for two texts a line, the share of their runs of words that both have, as datasketch
estimates it."""

import json
import re
import sys

from datasketch import MinHash

RUN = 3  # words
PERMUTATIONS = 256
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


def sketch(text: str) -> MinHash:
    """Return the sketch of a text's runs of words, in lower case and without signs."""
    words = [word.replace("’", "'") for word in _WORD.findall(text.lower())]
    made = MinHash(num_perm=PERMUTATIONS, seed=1)
    made.update_batch([" ".join(words[i : i + RUN]).encode() for i in range(max(1, len(words) - RUN + 1))])
    return made


if __name__ == "__main__":
    for line in sys.stdin:
        one, other = json.loads(line)
        print(json.dumps(sketch(one).jaccard(sketch(other))), flush=True)
