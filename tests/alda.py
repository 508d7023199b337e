"""A small collection whose brief has nearly every field: a storm, a strike, a denial, figures that differ, edits, a logo."""

from __future__ import annotations

import base64
import json
from pathlib import Path

from briefgen.brief.build import build_brief
from briefgen.brief.edits import fingerprint
from briefgen.model import Brief, Edit, Occasion, Window
from briefgen.model.frozen import of_plain, plain
from briefgen.profile.load import load_profile
from briefgen.sources.readers import read_sources

AS_OF = "2026-11-22"
WEEK = Window(kind="week", start="2026-11-16", end=AS_OF)
COURIER = """Storm closes two piers of Port Alda

Alda Courier, 17 November 2026

ALDA (Alda Courier) — The storm killed 12 people in Port Alda on Monday, the coast guard said. The harbour office \
said on Tuesday that it closed two piers after the storm.

"We shall open the piers again on 30 November," harbour master Anna Orr told reporters. The union said that the \
ministry told it that the strike may end soon. Officials may close a third pier, according to a port official.

Sign up for our newsletter
"""
NEWS = """Two piers closed, 15 dead in Alda

Inland News, 18 November 2026

The storm killed 15 people in Port Alda on Monday, the hospital of Alda said. The harbour office closed two piers \
after the storm on Monday. Mayor Jon Vale denied that the harbour office closed two piers after the storm.

"We shall open the piers again on 30 November," Anna Orr said. The dockers' strike goes on for a third week, the \
union said.

A goat was born in the zoo of Num on Sunday. It is the 40th goat of the zoo, and it has a white beard.
"""
RECORDS = (
    {
        "title": "Dockers strike in Alda", "date": "2026-11-19", "publisher": "Alda Courier",
        "url": "https://alda.example/strike",
        "text": "About 300 dockers of Port Alda joined the strike for higher wages on Wednesday, the union said. "
        "Mayor Jon Vale denied that the harbour office closed two piers after the storm.",
    },
    {
        "title": "More dockers strike", "date": "2026-11-21", "publisher": "Inland News",
        "text": "About 450 dockers of Port Alda joined the strike for higher wages on Friday, the union said. The "
        "harbour office of Alda plans to reopen the grain terminal on 12 December. Jon Vale said he may resign, "
        "the newspaper reported.",
    },
    {
        "title": "Old storm", "date": "2026-10-01", "publisher": "Inland News",
        "text": "A storm sank three ships off Cape Num in September, the coast guard of Alda said. Nobody was hurt, "
        "the coast guard said.",
    },
    {"title": "No text", "date": "2026-11-20"},
    {
        "title": "Union and harbour office talk", "date": "2026-11-22", "publisher": "Coast Radio",
        "text": "The union and the harbour office of Alda spoke of the strike and the piers on Saturday. The storm "
        "killed 17 people in Port Alda, the coast guard said on Saturday.",
    },
)  # fmt: skip
PROFILE = """\
title = "Port Alda weekly"
marking = "TLP:GREEN"
[[sources]]
name = "Alda Courier"
grade = "B"
state_media = true
shown = "The Courier"
[[themes]]
id = "strike"
name = "Strike"
keywords = ["strike", "dockers", "union"]
[[themes]]
id = "storm"
name = "Storm"
keywords = ["storm", "piers", "harbour", "coast guard"]
[[questions]]
text = "Who closed the piers?"
keywords = ["piers", "closed"]
[[questions]]
text = "What do dockers earn?"
keywords = ["earn"]
[[indicators]]
text = "A pier is closed"
keywords = ["closed two piers"]
[[indicators]]
text = "A ship sinks"
keywords = ["sank"]
[public]
headline = "A storm and a strike"
contact = "desk@alda.example"
address = "https://alda.example/{date}"
[public.glossary]
pier = "where ships lie"
[page]
logo = "logo.svg"
logo_alt = "An anchor"
[page.colours]
brand = "#0b5394"
[page.colours.themes]
strike = "#7a1f1f"
"""
LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>'
EDITS = (
    Edit(action="comment", words="The ministry is silent.", by="Vera Lund"),
    Edit(
        action="comment", words="Twelve is the coast guard's number.", by="Vera Lund",
        text="The storm killed 12 people in Port Alda on Monday, the coast guard said.",
    ),
    Edit(
        action="rewrite", words="A third pier may close.", by="Vera Lund",
        text="Officials may close a third pier, according to a port official.",
    ),
    Edit(action="grade", publisher="Inland News", grade="C3", by="Vera Lund"),
    Edit(action="drop", text="The ship left.", by="Vera Lund"),
)  # fmt: skip


def write_alda(folder: Path) -> Path:
    """Write the articles and the profile into a folder, and return the articles' folder."""
    inbox = folder / "inbox"
    inbox.mkdir(parents=True)
    (inbox / "1_courier.txt").write_text(COURIER)
    (inbox / "2_news.txt").write_text(NEWS)
    (inbox / "3_week.jsonl").write_text("".join(f"{json.dumps(r)}\n" for r in RECORDS))
    (inbox / "4_broken.txt").write_text("")
    (folder / "logo.svg").write_text(LOGO)
    (folder / "briefgen.toml").write_text(PROFILE)
    return inbox


def alda_brief(folder: Path) -> Brief:
    """Return the brief of the articles that `write_alda` wrote into a folder, signed off, as it comes back from its file."""
    profile = load_profile(folder / "briefgen.toml")
    documents, skipped = read_sources([folder / "inbox"], profile.reading)

    def build(*edits: Edit) -> Brief:
        occasion = Occasion(window=WEEK, edits=edits)
        return build_brief(documents, profile, as_of=AS_OF, skipped=skipped, occasion=occasion)

    read = fingerprint(build(*EDITS))
    signed = Edit(action="sign off", by="Vera Lund", points=read)
    return of_plain(plain(build(*EDITS, signed)))


def as_base64(text: str) -> str:
    """Return a text as a picture of a brief is kept."""
    return base64.b64encode(text.encode()).decode()
