"""More of what a forger does: figures, what was left out, files, other versions to hide behind, and words of our own."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from typing import Any

from alterations import Forge, NothingToForgeError, Tree
from forgeries import first_with, forgery, kept_in, need, swap

from briefgen.brief.edits import fingerprint
from briefgen.brief.given import hash_given, occasion_of
from briefgen.model.frozen import of_plain
from briefgen.profile.frozen import thaw_profile
from briefgen.profile.tables import hash_profile

OURS: dict[str, Forge] = {}
"""What changes our own words alone, with all hashes: it cannot be wrong, and the report must show the new words."""

_ours = kept_in(OURS)


def rehash(tree: Tree) -> None:
    """Make the hashes of what a brief was built with anew."""
    brief = of_plain(tree)
    assert brief.profile is not None
    profile = thaw_profile(brief.profile, brief.appearance)
    given = hash_given(profile, brief.as_of, occasion_of(brief), brief.decisions)
    tree["generator"] |= {"profile_sha256": hash_profile(profile), "given_sha256": given}


# Figures, days, counts ---------------------------------------------------------------------------


@forgery("conflicts")
def a_figure_given_by_somebody_else(tree: Tree, _: Any) -> None:
    one, two = tree["conflicts"][0]["values"][:2]
    swap(one, two, "speaker")


@forgery("conflicts")
def figures_swapped(tree: Tree, _: Any) -> None:
    one, two = tree["conflicts"][0]["values"][:2]
    swap(one, two, "value")


@forgery("conflicts")
def a_conflict_left_out(tree: Tree, _: Any) -> None:
    tree["conflicts"].pop()


@forgery("conflicts")
def a_conflict_with_one_value_less(tree: Tree, _: Any) -> None:
    conflict = next(c for c in tree["conflicts"] if len(c["values"]) > 2)
    conflict["values"].pop()


@forgery()
def a_zero_below_zero(tree: Tree, _: Any) -> str:
    """Let a nought print with a minus: both are equal as numbers."""
    for part in ("left_over", "ambiguous"):
        for passage in tree[part]:
            if passage["margin"] == 0:
                passage["margin"] = -0.0
                return part
    raise NothingToForgeError


@forgery("headlines")
def headlines_of_each_others_days(tree: Tree, _: Any) -> None:
    swap(*tree["headlines"][:2], "source")


@forgery("headlines")
def a_headline_on_another_day(tree: Tree, _: Any) -> None:
    tree["headlines"][0]["date"] = "2026-11-01"


@forgery("events")
def the_title_of_an_event_from_another(tree: Tree, _: Any) -> None:
    held = [e for e in tree["events"] if e["title"]]
    other = next(e for e in held if e["title"] != held[0]["title"])
    swap(held[0], other, "title")


@forgery("events")
def days_of_events_swapped(tree: Tree, _: Any) -> None:
    held = [e for e in tree["events"] if e["date"]]
    other = next(e for e in held if e["date"] != held[0]["date"])
    swap(held[0], other, "date")


@forgery("ahead")
def nothing_ahead(tree: Tree, _: Any) -> None:
    need(tree["ahead"])
    tree["ahead"] = []


@forgery("timeline")
def what_happened_as_ahead(tree: Tree, _: Any) -> None:
    tree["ahead"] = [*tree["ahead"], tree["timeline"].pop(0)]


@forgery("timeline")
def another_word_for_a_date(tree: Tree, _: Any) -> None:
    entry = tree["timeline"][0]
    entry["raw"] = next(
        w for w in tree["sentences"][entry["sentence"]]["text"].split() if w != entry["raw"]
    )


@forgery("funnel")
def a_funnel_that_used_more(tree: Tree, _: Any) -> None:
    tree["funnel"]["used"] += 1


@forgery("source_summary")
def the_statement_on_sources_in_other_words(tree: Tree, _: Any) -> None:
    tree["source_summary"]["statement"] += " All are independent."


@forgery("source_summary")
def articles_counted_for_another_publisher(tree: Tree, _: Any) -> None:
    counts = tree["source_summary"]["publishers"]
    counts[next(iter(counts))] += 1


@forgery("source_summary")
def publishers_in_another_order(tree: Tree, _: Any) -> None:
    counts = tree["source_summary"]["publishers"]
    tree["source_summary"]["publishers"] = dict(reversed(counts.items()))
    need(len(counts) > 1)


@forgery("questions")
def questions_in_another_order(tree: Tree, _: Any) -> None:
    tree["questions"].reverse()
    need(len(tree["questions"]) > 1)


@forgery("questions")
def the_answer_to_another_question(tree: Tree, _: Any) -> None:
    swap(*tree["questions"][:2], "text")


@forgery("indicators")
def what_is_watched_reported(tree: Tree, _: Any) -> None:
    quiet = next(i for i in tree["indicators"] if i["status"] != "reported")
    quiet |= {"status": "reported", "sentences": [next(iter(tree["sentences"]))], "note": None}


# Files -------------------------------------------------------------------------------------------


@forgery("sources")
def another_codec_that_decodes_alike(tree: Tree, _: Any) -> None:
    source = next(s for s in tree["sources"] if s["encoding"] == "utf-8")
    source["encoding"] = "utf-8-sig"


@forgery("sources")
def another_reader(tree: Tree, _: Any) -> None:
    tree["sources"][0]["reader_version"] = "2"


@forgery("sources")
def a_line_of_another_number(tree: Tree, _: Any) -> None:
    source = first_with(tree["sources"], "record")
    source["record"] += 1


@forgery("sources")
def files_called_as_if_in_a_folder(tree: Tree, _: Any) -> None:
    for source in tree["sources"]:
        source |= {"path": f"Reuters/{source['file']}", "file": f"Reuters/{source['file']}"}
    for skipped in tree["skipped"]:
        skipped["source"] = f"Reuters/{skipped['source']}"


@forgery("sources")
def one_file_under_two_spellings(tree: Tree, _: Any) -> None:
    source = tree["sources"][0]
    head, _, name = source["path"].rpartition("/")
    again = f"S{len(tree['sources']) + 1}"
    tree["sources"].append(
        {**copy.deepcopy(source), "id": again, "origin": again, "path": f"{head}/./{name}"}
    )


# Dodges ------------------------------------------------------------------------------------------


def _lie(tree: Tree) -> None:
    """Invent a speaker."""
    key = next(iter(tree["evidence"]))
    tree["evidence"][key]["attribution"] |= {"kind": "named", "who": "Anna Orr"}


@forgery("evidence")
def another_version_to_lie(tree: Tree, _: Any) -> None:
    _lie(tree)
    tree["generator"]["version"] = "99.0"


@forgery("evidence")
def other_models_to_lie(tree: Tree, _: Any) -> None:
    _lie(tree)
    tree["generator"]["models"] = "0" * 64


@forgery("all else")
def the_format_before_to_lie(tree: Tree, _: Any) -> None:
    _lie(tree)
    tree |= {"schema": "briefgen/brief/1", "profile": None, "decisions": []}
    tree["generator"] |= {"models": None, "given_sha256": None}


@forgery("all else")
def code_of_its_own_to_lie(tree: Tree, _: Any) -> None:
    _lie(tree)
    tree["profile"]["selection"]["summariser"] = "os:system"
    tree["generator"]["summariser"] = "os:system"
    rehash(tree)


@forgery("themes")
def a_profile_without_one_key_word(tree: Tree, _: Any) -> None:
    themes = tree["profile"]["themes"]
    themes[0]["keywords"] = themes[0]["keywords"][:1]
    rehash(tree)


@forgery("sources")
def a_period_that_begins_later(tree: Tree, _: Any) -> None:
    need(tree["period"]["kind"] != "sources")
    tree["period"]["start"] = tree["period"]["end"]
    rehash(tree)


@forgery("sources")
def a_cut_off_before_the_last_article(tree: Tree, _: Any) -> None:
    days = sorted(s["published"]["date"] for s in tree["sources"] if s["published"]["date"])
    need(days[0] != days[-1])
    tree["as_of"] = days[0]
    rehash(tree)


@forgery("edits")
def an_edit_that_nobody_sees_applied(tree: Tree, _: Any) -> None:
    """Drop a point by an edit that the list of edits does not show."""
    gone = tree["key_points"].pop()["sentence"]
    sentence = tree["sentences"][gone]
    tree["decisions"].append({
        "action": "drop", "text": sentence["text"], "sha256": None, "source": None, "publisher": None, "theme": None,
        "words": None, "grade": None, "edition": None, "by": "Vera Lund", "points": None,
    })  # fmt: skip
    rehash(tree)


@forgery("edits")
def an_edit_of_other_words_than_it_shows(tree: Tree, _: Any) -> None:
    """Show other words for an edit than those it was made for."""
    tree["edits"][0]["text"] = "nothing"


@forgery("edits")
def an_edit_that_does_not_apply_as_applied(tree: Tree, _: Any) -> None:
    edit = next(e for e in tree["edits"] if not e["applied"])
    edit |= {"applied": True, "note": ""}


@forgery("comments")
def a_comment_on_another_sentence(tree: Tree, _: Any) -> None:
    comment = next(c for c in tree["comments"] if c["sentence"])
    comment["sentence"] = next(k for k in tree["sentences"] if k != comment["sentence"])


@forgery("comments")
def a_comment_of_somebody_else(tree: Tree, _: Any) -> None:
    tree["comments"][0]["by"] = "Anna Orr"


@forgery("changes")
def an_edition_of_a_series_that_is_none(tree: Tree, _: Any) -> None:
    need(not tree["changes"] and tree["period"]["kind"] != "sources")
    count = {"label": "7", "as_of": tree["as_of"], "articles": 3, "origins": 3, "claims": 1}
    tree |= {"edition": 7, "changes": {"since": None, "editions": [count], "items": []}}
    rehash(tree)


@forgery("changes")
def an_edition_that_hides_what_is_new(tree: Tree, _: Any) -> None:
    tree["changes"]["items"] = []


@forgery("edition")
def an_edition_of_another_number(tree: Tree, _: Any) -> None:
    tree["edition"] += 1
    rehash(tree)


# Ours --------------------------------------------------------------------------------------------


@_ours("All is well")
def another_headline(tree: Tree, _: Any) -> None:
    tree["profile"]["public"]["headline"] = tree["publication"]["headline"] = "All is well"
    rehash(tree)


@_ours("TLP:RED")
def a_higher_marking(tree: Tree, _: Any) -> None:
    tree["profile"]["marking"] = tree["marking"] = "TLP:RED"
    rehash(tree)


@_ours("Anna Orr has said so.")
def words_of_an_edit_that_does_not_apply(tree: Tree, _: Any) -> None:
    made = next(d for d in tree["decisions"] if d["action"] == "drop")
    made["text"] = tree["edits"][tree["decisions"].index(made)]["text"] = "Anna Orr has said so."
    rehash(tree)


@_ours("Reuters")
def another_name_for_a_publisher(tree: Tree, _: Any) -> None:
    named = first_with(tree["profile"]["sources"], "shown")
    named["shown"] = tree["publication"]["publishers"][named["name"]] = "Reuters"
    rehash(tree)


@_ours("A6")
def another_grade_for_a_publisher(tree: Tree, _: Any) -> None:
    named = tree["profile"]["sources"]
    named[0]["grade"] = "A"
    for source in tree["sources"]:
        if source["publisher"] == named[0]["name"]:
            source["grade"] = f"A{source['grade'][1:]}"
    rehash(tree)


@_ours("All of it is proved.")
def a_comment_in_other_words(tree: Tree, _: Any) -> None:
    made = [d for d in tree["decisions"] if d["action"] == "comment"]
    made[0]["words"] = tree["comments"][0]["text"] = "All of it is proved."
    _signed(tree)


@_ours("The piers are open.")
def other_words_by_somebody_else(tree: Tree, _: Any) -> None:
    made = next(d for d in tree["decisions"] if d["action"] == "rewrite")
    made |= {"words": "The piers are open.", "by": "Anna Orr"}
    for sentence in tree["sentences"].values():
        if sentence["rewritten"]:
            sentence["rewritten"] = "The piers are open."
    for edit in tree["edits"]:
        if edit["action"] == "rewrite":
            edit["by"] = "Anna Orr"
    _signed(tree)


@_ours("Nobel Prize")
def another_picture(tree: Tree, _: Any) -> None:
    tree["appearance"]["logo"]["alt"] = tree["profile"]["page"]["logo_alt"] = "Nobel Prize"
    rehash(tree)


def _signed(tree: Tree) -> None:
    """Sign off what a forged brief prints now."""
    points = fingerprint(of_plain(tree))
    for decision in tree["decisions"]:
        if decision["action"] == "sign off":
            decision["points"] = points
    rehash(tree)


# Files of JSON -----------------------------------------------------------------------------------


def forged_files(content: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield what else a file may say than the brief that this program reads from it."""
    tree = json.loads(content)
    yield "a key twice", content.replace(b"{", b'{"title": "Another",', 1)
    key = next(iter(tree["sentences"]))
    other = {**tree["sentences"][key], "text": "It is proved."}
    inner = json.dumps({key: other})[1:-1].encode()
    yield (
        "a sentence twice",
        content.replace(b'"sentences": {', b'"sentences": {' + inner + b",", 1),
    )
    yield "a key of nobody's", json.dumps(tree | {"verified_by": "Anna Orr"}).encode()
    tree["sentences"][key]["printed"] = "It is proved."
    yield "a key of nobody's inside", json.dumps(tree).encode()
