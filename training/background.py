"""News texts -> models/background.tsv: in how many articles each term stands. Counts only, no text.

    python -m training.background

From `../shared/data`: PolNeAR train and dev, LGL, and the article bodies of article-extraction-benchmark.
None is a set that stories are scored on. Each corpus has the same say, so that one election (PolNeAR is
2016) does not make its candidates' names common words; MEANTIME's four topics would do so too.
"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree

from bench.shared import ROOT, data_folder
from onrecord.story.words import read_terms

TARGET = ROOT / "src" / "onrecord" / "models" / "background.tsv"
#: Articles that a term must stand in: rarer ones weigh the same as unseen ones, nearly.
LEAST = 2


def corpora(data: Path) -> list[list[str]]:
    """The texts of each corpus."""
    polnear = [path.read_text("utf-8") for path in sorted((data / "attribution/polnear").rglob("*.txt"))]
    lgl = [
        f"{item.findtext('title') or ''}\n{item.findtext('text') or ''}"
        for item in ElementTree.parse(data / "place/lgl.xml").getroot()
    ]
    truth = next((data / "pages/article-extraction-benchmark").rglob("ground-truth.json"))
    bodies = [row["articleBody"] for row in json.loads(truth.read_text("utf-8")).values()]
    return [polnear, lgl, bodies]


def count_terms(sets: list[list[str]]) -> tuple[int, dict[str, int]]:
    """How many articles there are, and in how many of them each term would stand at equal shares."""
    total = 0
    shares: dict[str, float] = {}
    seen: Counter[str] = Counter()
    for texts in sets:
        found: Counter[str] = Counter()
        for text in texts:
            found.update({term.form for term in read_terms(text)})
        total += len(texts)
        seen.update(found)
        for form, count in found.items():
            shares[form] = shares.get(form, 0.0) + count / len(texts) / len(sets)
    counts = {form: max(1, round(total * shares[form])) for form, count in seen.items() if count >= LEAST}
    return total, counts


def main() -> None:
    sets = corpora(data_folder())
    total, counts = count_terms(sets)
    rows = [f"\t{total}", *(f"{form}\t{count}" for form, count in sorted(counts.items()))]
    TARGET.write_text("term\tarticles\n" + "\n".join(rows) + "\n", "utf-8")
    print([len(texts) for texts in sets], total, len(counts), TARGET.stat().st_size)


if __name__ == "__main__":
    main()
