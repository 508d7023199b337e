"""What a user would write: sentences by spaCy, TF-IDF, k-means, the sentences nearest the centres, one PDF.

The yardstick of `speed.py`; prints seconds of its parts and its peak memory as JSON.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory

CLUSTERS, SHOWN = 12, 8


def main() -> None:
    """Make the plain brief of a file of JSON Lines."""
    begun = time.perf_counter()
    import spacy  # noqa: PLC0415 - what loading costs is part of it
    from sklearn.cluster import KMeans  # noqa: PLC0415
    from sklearn.feature_extraction.text import TfidfVectorizer  # noqa: PLC0415
    from weasyprint import HTML  # noqa: PLC0415

    lines = Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()
    texts = [json.loads(line)["text"] for line in lines]
    loaded = time.perf_counter()
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    nlp.max_length = 10**7
    told = [(n, s.text) for n, doc in enumerate(nlp.pipe(texts)) for s in doc.sents]
    cut = time.perf_counter()
    weigh = TfidfVectorizer(stop_words="english", min_df=2)
    groups = KMeans(CLUSTERS, n_init=3, random_state=0).fit(weigh.fit_transform(texts))
    rows = weigh.transform([text for _, text in told])
    label = groups.labels_[[n for n, _ in told]]
    page = ["<h1>Brief</h1>"]
    for group in range(CLUSTERS):
        mine = (label == group).nonzero()[0]
        near = (rows[mine] @ groups.cluster_centers_[group]).argsort()[::-1][:SHOWN]
        page += [f"<h2>{group}</h2>", *(f"<p>{escape(told[mine[i]][1])}</p>" for i in near)]
    grouped = time.perf_counter()
    with TemporaryDirectory() as folder:
        HTML(string="".join(page)).write_pdf(str(Path(folder) / "plain.pdf"))
    ended = time.perf_counter()
    print(
        json.dumps(
            {
                "articles": len(texts),
                "sentences": len(told),
                "stages": {
                    "load": loaded - begun,
                    "sentences": cut - loaded,
                    "groups": grouped - cut,
                    "PDF": ended - grouped,
                },
                "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
            }
        )
    )


if __name__ == "__main__":
    main()
