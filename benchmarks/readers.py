"""How well files are read: the article's text, title and day of web pages, the text of documents, newsletters.

    python benchmarks/readers.py DATA [--peers] [--only pages,snippets,dates,documents,mail,made]

DATA holds ``pages/readability`` (pages with the wanted article), ``pages/snippets.jsonl`` (strings that must and
must not be in the text), ``pages/dates.jsonl`` (pages with their days), ``documents`` and ``mail``; what is missing is
passed over. Prints JSON: means over the pages, for briefgen and, where asked, for other programs in the same run.
"""

from __future__ import annotations

import argparse
import html
import json
import logging
import mailbox
import re
import sys
import tempfile
import time
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from lxml import html as lxml_html
from making import BESIDE, MAKERS, PROSE, pdf, pdf_of

from briefgen.model import Document
from briefgen.profile.tables import ReadingOptions
from briefgen.sources.extract.given_dates import read_given_date
from briefgen.sources.readers import read_sources
from briefgen.sources.readers.dispatch import read_open
from briefgen.sources.readers.formats import HEAD, sniff
from briefgen.sources.readers.place import Place

Extract = Callable[[bytes], str]


def tokens(text: str) -> Counter[str]:
    """Return the words of a text, each as often as it has it."""
    return Counter(re.findall(r"\w+", text.lower()))


def token_f1(text: str, wanted: str) -> float:
    """Return the F1 of a text's words against those wanted, 0 to 1."""
    one, other = tokens(text), tokens(wanted)
    shared = sum((one & other).values())
    size = sum(one.values()) + sum(other.values())
    return 2 * shared / size if size else 1.0


def letters(text: str) -> str:
    """Return the letters and digits of a title, by which it is compared."""
    return "".join(re.findall(r"\w+", unicodedata.normalize("NFKC", text).casefold()))


_APART = re.compile(
    r"\s+(?:[-–—|:·•»«@/]|::)\s+|\s*\|\s*|\s*_|(?<=\w):\s+|\s*(?=[(（\[])|(?<=[)）])\s*"
)
"""What sets a site's or an author's name, a section or a kicker apart from a title."""
NEARLY = 0.9
"""Titles that share so many of their words are the same to a reader ("The seven secrets", "Seven secrets")."""


def _parts(title: str) -> tuple[set[str], set[str], set[str]]:
    """Return the letters of a title up to each mark, behind each, and of its runs of parts of three words or half of it."""
    marks = list(_APART.finditer(title))
    starts, ends = [0, *(m.end() for m in marks)], [*(m.start() for m in marks), len(title)]
    runs = [title[a:b] for a in starts for b in ends if b > a]
    half = len(letters(title)) / 2
    long = {letters(r) for r in runs if len(r.split()) > 2 or len(letters(r)) >= half}  # noqa: PLR2004
    return {letters(title[:end]) for end in ends}, {letters(title[a:]) for a in starts}, long


def is_called(title: str, wanted: str) -> bool:
    """Return whether a reader would call a title the one wanted.

    The two sets differ in what they keep: Readability's titles hold the site's name wherever the page's metadata
    does, trafilatura's never do. So what a mark sets apart may be missing on either side: behind one, before the other.
    """
    one, other = _parts(title), _parts(wanted)
    within = letters(title) in other[0] | other[2] or letters(wanted) in one[0] | one[2]
    crossed = (one[0] & other[1] | one[1] & other[0]) & one[2] & other[2]
    return bool(letters(title)) and (within or bool(crossed) or token_f1(title, wanted) >= NEARLY)


def title_verdict(title: str | None, wanted: str) -> str:
    """Return how a title is: exact, right, or wrong."""
    if letters(title or "") == letters(wanted):
        return "exact"
    return "right" if is_called(title or "", wanted) else "wrong"


def told_titles(verdicts: Sequence[str]) -> dict[str, float]:
    """Return the shares of titles that are right, and that are right to the letter."""
    right = mean([float(v != "wrong") for v in verdicts])
    return {"title_right": right, "title_exact": mean([float(v == "exact") for v in verdicts])}


def read_page(path: Path) -> Document | None:
    """Return what briefgen reads of a page, here and now."""
    with path.open("rb") as file:
        reader = sniff(file.read(HEAD), path.name).reader or "page"
        file.seek(0)
        found = read_open(file, Place(path=path.name, file=path.name), reader, ReadingOptions())
        return next((d for d in found if isinstance(d, Document)), None)


def peers() -> dict[str, Extract]:
    """Return other programs that find the article of a page."""
    import justext  # noqa: PLC0415 - only where peers are asked for
    import readability  # noqa: PLC0415
    import trafilatura  # noqa: PLC0415

    def by_readability(data: bytes) -> str:
        page = readability.Document(data.decode("utf-8", "replace")).summary()
        return "\n".join(lxml_html.fromstring(page).itertext())

    def by_justext(data: bytes) -> str:
        found = justext.justext(data, justext.get_stoplist("English"))
        return "\n".join(p.text for p in found if not p.is_boilerplate)

    return {
        "trafilatura": lambda data: trafilatura.extract(data, include_comments=False) or "",
        "readability-lxml": by_readability,
        "jusText": by_justext,
    }


def tried(extract: Extract, data: bytes) -> str:
    """Return what a peer finds; nothing where it fails."""
    try:
        return extract(data)
    except Exception:  # noqa: BLE001 - a peer's failure is its result
        return ""


def text_of(tree: Any) -> str:
    """Return the text of a wanted article."""
    for element in tree.xpath("//script|//style"):
        element.drop_tree()
    return "\n".join(tree.itertext())


def mean(values: list[float]) -> float:
    """Return the mean, to four digits."""
    return round(sum(values) / len(values), 4) if values else 0.0


def records(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the objects of a JSON Lines file."""
    with path.open(encoding="utf-8") as file:
        yield from (json.loads(line) for line in file)


def measure_pages(folder: Path, others: Mapping[str, Extract]) -> dict[str, Any]:
    """Return token F1 of the articles, and how many titles are right."""
    scores: dict[str, list[float]] = {name: [] for name in ("briefgen", *others)}
    titles: list[str] = []
    for place in sorted(folder.iterdir()):
        source = place / "source.html"
        wanted = text_of(lxml_html.fromstring((place / "expected.html").read_text("utf-8")))
        said = json.loads((place / "expected-metadata.json").read_text("utf-8"))
        document = read_page(source)
        scores["briefgen"].append(token_f1(document.text if document else "", wanted))
        if said.get("title"):
            title = document.declared.title if document else None
            titles.append(title_verdict(title, said["title"]))
        for name, extract in others.items():
            scores[name].append(token_f1(tried(extract, source.read_bytes()), wanted))
    f1 = {name: mean(found) for name, found in scores.items()}
    return {"pages": len(titles), "token_f1": f1, **told_titles(titles)}


def measure_snippets(path: Path, others: Mapping[str, Extract]) -> dict[str, Any]:
    """Return the shares of wanted and unwanted strings that are in the texts; titles and days that are right."""
    found: dict[str, Counter[str]] = {name: Counter() for name in ("briefgen", *others)}
    wanted = unwanted = 0
    titles: list[str] = []
    days: Counter[str] = Counter()
    for record in records(path):
        source = path.with_suffix("") / record["file"]
        document = read_page(source)
        texts = {"briefgen": document.text if document else ""}
        texts |= {name: tried(extract, source.read_bytes()) for name, extract in others.items()}
        wanted += len(record["with"])
        unwanted += len(record["without"])
        for name, text in texts.items():
            found[name]["kept"] += sum(part in text for part in record["with"])
            found[name]["unwanted"] += sum(part in text for part in record["without"])
        if record.get("title"):
            title = document.declared.title if document else None
            titles.append(title_verdict(title, record["title"]))
        if record.get("date"):
            days[verdict(document, record["date"])] += 1
    shares = {
        name: {"kept": round(n["kept"] / wanted, 4), "unwanted": round(n["unwanted"] / unwanted, 4)}
        for name, n in found.items()
    }
    return {"strings": shares, **told_titles(titles), "days": dict(days)}


def verdict(document: Document | None, wanted: str) -> str:
    """Return whether the day of a document is right, wrong or none; none is right of a page that has no day."""
    given = document.declared.date if document else None
    readings = read_given_date(given) if given else ()
    if not readings:
        return "none" if wanted else "right"
    return "right" if readings[0].date == wanted else "wrong"


def measure_dates(path: Path, *, with_peers: bool) -> dict[str, Any]:
    """Return how many days of publication are right, wrong and not found."""
    days: dict[str, Counter[str]] = {"briefgen": Counter()}
    for record in records(path):
        source = path.with_suffix("") / record["file"]
        wanted = record["date"] if isinstance(record["date"], str) else ""
        days["briefgen"][verdict(read_page(source), wanted)] += 1
        if with_peers:
            from htmldate import find_date  # noqa: PLC0415 - only where peers are asked for

            try:
                got = find_date(source.read_bytes(), original_date=True)
            except Exception:  # noqa: BLE001 - a peer's failure is its result
                got = None
            told = "none" if not got else "right" if got == wanted else "wrong"
            days.setdefault("htmldate", Counter())[told] += 1
    return {name: dict(found) for name, found in days.items()}


def plain(markdown: str) -> str:
    """Return the text of a wanted document without Markdown's marks."""
    text = re.sub(r"<!--.*?-->|!\[[^\]]*\]\([^)]*\)", "", markdown, flags=re.DOTALL)
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)
    return html.unescape(text).replace("\\_", "_").replace("*", "")


def measure_documents(folder: Path) -> dict[str, Any]:
    """Return the mean token F1 of the documents of each format, and what was skipped."""
    documents, skipped = read_sources([folder])
    texts = {d.file: d.text for d in documents}
    scores: dict[str, list[float]] = {}
    for path in sorted(folder.rglob("*")):
        wanted = next(
            (p for p in (Path(f"{path}.md"), path.with_suffix(".md")) if p.is_file()), None
        )
        if path.suffix in {".docx", ".odt", ".epub", ".pdf"} and wanted:
            name = path.relative_to(folder).as_posix()
            score = token_f1(texts.get(name, ""), plain(wanted.read_text("utf-8")))
            scores.setdefault(path.suffix, []).append(score)
    f1 = {
        suffix: {"files": len(found), "token_f1": mean(found)} for suffix, found in scores.items()
    }
    return {**f1, "skipped": {s.source: s.reason for s in skipped if not s.source.endswith(".md")}}


_LEFT = re.compile(
    r"unsubscribe|<(?:p|div|td|br|img|a)\b|view .{0,40}in your browser", re.IGNORECASE
)


def measure_mail(folder: Path) -> dict[str, Any]:
    """Return how many mails are read, and in how many something is left that is no text of theirs."""
    documents, skipped = read_sources([folder])
    left = sorted({d.file for d in documents if _LEFT.search(d.text)})
    return {
        "mails": len({d.file for d in documents}),
        "articles": len(documents),
        "left_over": left,
        "skipped": len(skipped),
    }


def measure_made() -> dict[str, Any]:
    """Return the token F1 of a file of each format that is made by a program (making.py), with two-column PDFs."""
    makers: dict[str, Callable[..., bytes]] = {
        **MAKERS,
        "columns.pdf": lambda prose: pdf(prose, pages=1),
        "across.pdf": lambda prose: pdf(prose, across=True, pages=1),
        "scan.pdf": lambda _: pdf_of(["q 100 0 0 100 0 0 cm Q"]),
    }
    told: dict[str, Any] = {}
    with tempfile.TemporaryDirectory() as scratch:
        for name, make in makers.items():
            (Path(scratch) / name).write_bytes(make(PROSE))
        box = mailbox.Maildir(str(Path(scratch) / "box"))
        box.add(MAKERS["mail.eml"](PROSE))
        documents, skipped = read_sources([Path(scratch)])
    for name in (*makers, "box/"):
        texts = [d.text for d in documents if d.file.startswith(name)]
        if texts:
            wanted = "\n".join([*PROSE, BESIDE.get(name, "")])
            told[name] = round(token_f1("\n".join(dict.fromkeys(texts)), wanted), 4)
    return {**told, "skipped": {s.source: s.reason for s in skipped}}


def main() -> None:
    """Measure what is there, and print it."""
    logging.disable(logging.CRITICAL)
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--peers", action="store_true")
    parser.add_argument("--only", default="pages,snippets,dates,documents,mail,made")
    arguments = parser.parse_args()
    others = peers() if arguments.peers else {}
    data: Path = arguments.data
    measures: dict[str, tuple[Path, Callable[[Path], dict[str, Any]]]] = {
        "pages": (data / "pages/readability", lambda p: measure_pages(p, others)),
        "snippets": (data / "pages/snippets.jsonl", lambda p: measure_snippets(p, others)),
        "dates": (data / "pages/dates.jsonl", lambda p: measure_dates(p, with_peers=bool(others))),
        "documents": (data / "documents", measure_documents),
        "mail": (data / "mail", measure_mail),
    }
    result: dict[str, Any] = {}
    for name in arguments.only.split(","):
        place, measure = measures.get(name, (data, measure_documents))
        if name == "made":
            result[name] = measure_made()
        elif place.exists():
            start = time.process_time()
            result[name] = measure(place)
            result[name]["cpu_seconds"] = round(time.process_time() - start, 1)
    json.dump(result, sys.stdout, indent=1, ensure_ascii=False)
    sys.stdout.write("\n")


if __name__ == "__main__":
    main()
