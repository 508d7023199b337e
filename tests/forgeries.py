"""What a forger does who knows the format: hashes made anew, ids changed everywhere, profile and edits altered with all that
follows from them. Each returns the field that should be named, or nothing where the brief has no such thing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from alterations import Alteration, Forge, Tree, forge

from briefgen.model.text import printed, sha256


def forged(tree: Tree, texts: dict[str, str]) -> Iterator[Alteration]:
    """Yield each forgery of a brief that has what it is made of; ``texts`` are the sources' by id."""
    yield from forge(FORGERIES, tree, texts)


FORGERIES: dict[str, Forge] = {}


def forgery(change: Forge) -> Forge:
    FORGERIES[change.__name__] = change
    return change


def renamed(tree: Tree, names: dict[str, str]) -> None:
    """Change ids wherever they stand."""

    def other(value: Any) -> Any:
        if isinstance(value, dict):
            return {names.get(k, k): other(v) for k, v in value.items()}
        if isinstance(value, list):
            return [other(v) for v in value]
        return names.get(value, value) if isinstance(value, str) else value

    tree.update({part: other(value) for part, value in tree.items()})


def points(tree: Tree, count: int = 1) -> Tree | None:
    return next((t for t in tree["themes"] if len(t["points"]) >= count), None)


def first_with(items: Any, *names: str) -> Any:
    """Return the first of some values that has something under each name."""
    held = items.values() if isinstance(items, dict) else items
    return next((item for item in held if all(item[name] for name in names)), None)


def swap(one: Any, two: Any, name: str) -> bool:
    if one[name] == two[name]:
        return False
    one[name], two[name] = two[name], one[name]
    return True


# Points, order, places ---------------------------------------------------------------------------


@forgery
def a_point_under_another_theme(tree: Tree, _: Any) -> str:
    theme = points(tree, 2)
    other = next((t for t in tree["themes"] if t is not theme), None)
    if not theme or not other:
        return ""
    moved = theme["points"].pop()
    other["points"].append({**moved, "theme": other["id"]})
    return "themes"


@forgery
def key_points_in_another_order(tree: Tree, _: Any) -> str:
    if len(tree["key_points"]) < 2:
        return ""
    tree["key_points"][:2] = tree["key_points"][1::-1]
    return "key_points"


@forgery
def points_of_a_theme_in_another_order(tree: Tree, _: Any) -> str:
    theme = points(tree, 2)
    if theme:
        theme["points"].reverse()
    return "themes" if theme else ""


@forgery
def a_weak_sentence_as_bottom_line(tree: Tree, _: Any) -> str:
    weak = next(
        (k for k, e in tree["evidence"].items() if e["attribution"]["status"] == "possible"), None
    )
    if not weak or not tree["bottom_line"]:
        return ""
    tree["bottom_line"]["sentence"] = weak
    return "bottom_line"


@forgery
def a_lead_in_from_elsewhere(tree: Tree, _: Any) -> str:
    point = tree["key_points"][0]
    point["lead_in"] = next(
        k for k in tree["sentences"] if k not in {point["sentence"], point["lead_in"]}
    )
    return "key_points"


@forgery
def a_key_point_left_out(tree: Tree, _: Any) -> str:
    gone = tree["key_points"].pop()["sentence"]
    for theme in tree["themes"]:
        theme["points"] = [p for p in theme["points"] if p["sentence"] != gone]
    return "key_points"


@forgery
def themes_in_another_order(tree: Tree, _: Any) -> str:
    tree["themes"].reverse()
    return "themes" if len(tree["themes"]) > 1 else ""


@forgery
def outlook_as_news(tree: Tree, _: Any) -> str:
    theme = first_with(tree["themes"], "outlook", "points")
    if theme:
        theme["points"].append(theme["outlook"].pop())
    return "themes" if theme else ""


# Ids ---------------------------------------------------------------------------------------------


@forgery
def ids_of_events_changed_everywhere(tree: Tree, _: Any) -> str:
    renamed(tree, {e["id"]: f"event-{n:010}" for n, e in enumerate(tree["events"])})
    return "events" if tree["events"] else ""


@forgery
def ids_of_claims_swapped_everywhere(tree: Tree, _: Any) -> str:
    if len(tree["claims"]) < 2:
        return ""
    renamed(tree, {"C1": "C2", "C2": "C1"})
    tree["claims"].sort(key=lambda c: int(c["id"][1:]))
    return "claims"


@forgery
def ids_of_sources_swapped_everywhere(tree: Tree, _: Any) -> str:
    turn = {"S1": "S2", "S2": "S1"}
    keys = {
        k: f"{turn[k.split('.')[0]]}.{k.split('.')[1]}"
        for k in tree["sentences"]
        if k.split(".")[0] in turn
    }
    renamed(tree, turn | keys)
    tree["sources"].sort(key=lambda s: int(s["id"][1:]))
    return "sources"


@forgery
def sentences_numbered_otherwise_everywhere(tree: Tree, _: Any) -> str:
    key = next(iter(tree["sentences"]))
    renamed(tree, {key: f"{key}9"})
    return "sentences"


@forgery
def a_sentence_twice_under_another_id(tree: Tree, _: Any) -> str:
    key = next(iter(tree["sentences"]))
    again = f"{key}9"
    tree["sentences"][again] = {**tree["sentences"][key], "id": again}
    tree["evidence"][again] = tree["evidence"][key]
    return "sentences"


@forgery
def a_theme_of_another_name_everywhere(tree: Tree, _: Any) -> str:
    profile = tree["profile"]
    renamed(tree, {tree["themes"][0]["id"]: "another"})
    tree["profile"] = profile
    return "themes"


# Words -------------------------------------------------------------------------------------------


def _of_source(name: str, change: Callable[[str], str]) -> Forge:
    def changed(tree: Tree, _: Any) -> str:
        source = first_with(tree["sources"], name)
        if not source or change(source[name]) == source[name]:
            return ""
        source[name] = change(source[name])
        return f"sources.{source['id']}"

    return changed


_ALIKE = str.maketrans({"a": "\u0430", "e": "\u0435", "o": "\u043e"})
for _name, _change in {
    "one_letter_of_a_title": ("title", lambda t: f"{t[:-1]}{'x' if t[-1] != 'x' else 'y'}"),
    "one_letter_of_an_address": ("url", lambda t: f"{t[:-1]}{'x' if t[-1] != 'x' else 'y'}"),
    "look_alike_letters_in_a_title": ("title", lambda t: t.translate(_ALIKE)),
    "look_alike_letters_in_a_publisher": ("publisher", lambda t: t.translate(_ALIKE)),
    "a_no_break_space_in_a_title": ("title", lambda t: t.replace(" ", "\u00a0", 1)),
    "a_direction_mark_in_a_publisher": ("publisher", lambda t: f"\u202e{t}"),
    "a_title_in_capitals": ("title", str.upper),
}.items():
    FORGERIES[_name] = _of_source(*_change)


@forgery
def look_alike_letters_in_a_sentence(tree: Tree, _: Any) -> str:
    sentence = next(iter(tree["sentences"].values()))
    sentence["text"] = sentence["text"].translate(_ALIKE)
    sentence["sha256"] = sha256(sentence["text"])
    return f"sentences.{sentence['id']}"


@forgery
def a_soft_hyphen_in_a_sentence(tree: Tree, _: Any) -> str:
    sentence = next(iter(tree["sentences"].values()))
    sentence["text"] = f"{sentence['text'][:9]}\u00ad{sentence['text'][9:]}"
    sentence["sha256"] = sha256(sentence["text"])
    return f"sentences.{sentence['id']}"


@forgery
def a_span_wider_by_white_space(tree: Tree, texts: dict[str, str]) -> str:
    """Let a sentence begin where the space before it does: it prints the same."""
    for key, s in tree["sentences"].items():
        start = s["start"] - 1
        if start >= 0 and texts[s["source"]][start].isspace():
            s["start"] = start
            return f"sentences.{key}"
    return ""


@forgery
def the_same_words_at_another_place(tree: Tree, texts: dict[str, str]) -> str:
    """Quote a word for a sentence where it stands elsewhere in the source."""
    key, s = next(iter(tree["sentences"].items()))
    text = texts[s["source"]]
    word = max(s["text"].split(), key=len)
    at = text.find(word)
    s |= {
        "start": at,
        "end": at + len(word),
        "text": printed(word),
        "sha256": sha256(printed(word)),
    }
    return f"sentences.{key}"


@forgery
def a_quotation_cut_short(tree: Tree, _: Any) -> str:
    if not tree["quotations"]:
        return ""
    words = tree["quotations"][0]["words"]
    tree["quotations"][0]["words"] = words[: words.rindex(" ")]
    return "quotations"


@forgery
def a_quotation_of_somebody_else(tree: Tree, _: Any) -> str:
    quotation = first_with(tree["quotations"], "speaker")
    if not quotation:
        return ""
    quotation["speaker"] = "Jon Vale"
    return "quotations"


@forgery
def the_phrase_of_a_claim_shortened(tree: Tree, _: Any) -> str:
    if not tree["claims"]:
        return ""
    tree["claims"][0]["phrase"] = tree["claims"][0]["phrase"].split()[0]
    return "claims"


# Evidence ----------------------------------------------------------------------------------------


@forgery
def who_else_says_it_swapped(tree: Tree, _: Any) -> str:
    held = [e for e in tree["evidence"].values() if e["also"]]
    other = next((e for e in held if e["also"] != held[0]["also"]), None)
    return "evidence" if other and swap(held[0], other, "also") else ""


@forgery
def the_denier_denied(tree: Tree, _: Any) -> str:
    """Turn a denial round: what is denied denies."""
    pair = next(((k, e) for k, e in tree["evidence"].items() if e["denials"]), None)
    if not pair:
        return ""
    key, evidence = pair
    denier = evidence["denials"][0]
    evidence["denials"] = []
    tree["evidence"][denier]["denials"] = [key]
    return "evidence"


@forgery
def a_forecast_as_stated(tree: Tree, _: Any) -> str:
    weak = next((e for e in tree["evidence"].values() if e["attribution"]["cue"]), None)
    if weak:
        weak["attribution"] |= {"status": "stated", "cue": None}
    return "evidence" if weak else ""


@forgery
def the_speaker_gone(tree: Tree, _: Any) -> str:
    spoken = next((e for e in tree["evidence"].values() if e["attribution"]["who"]), None)
    if spoken:
        spoken["attribution"] |= {
            "kind": "none",
            "who": None,
            "status": "stated",
            "cue": None,
            "chain": [],
        }
    return "evidence" if spoken else ""


@forgery
def speakers_swapped(tree: Tree, _: Any) -> str:
    held = [e for e in tree["evidence"].values() if e["attribution"]["who"]]
    other = next((e for e in held if e["attribution"] != held[0]["attribution"]), None)
    return "evidence" if other and swap(held[0], other, "attribution") else ""


@forgery
def the_chain_cut(tree: Tree, _: Any) -> str:
    held = next((e for e in tree["evidence"].values() if e["attribution"]["chain"]), None)
    if held:
        held["attribution"]["chain"] = []
    return "evidence" if held else ""


@forgery
def a_day_moved(tree: Tree, _: Any) -> str:
    held = first_with(tree["evidence"], "days")
    if held:
        held["days"][0]["date"] = "2026-11-01"
    return "evidence" if held else ""


@forgery
def the_words_of_a_day_moved(tree: Tree, _: Any) -> str:
    held = first_with(tree["evidence"], "days")
    if held:
        held["days"][0]["start"] -= 1
    return "evidence" if held else ""


@forgery
def a_claim_without_its_denial(tree: Tree, _: Any) -> str:
    claim = first_with(tree["claims"], "denied")
    if claim:
        claim["denied"] = []
    return "claims" if claim else ""


@forgery
def a_hedged_claim_asserted(tree: Tree, _: Any) -> str:
    claim = first_with(tree["claims"], "hedged")
    if claim:
        claim |= {"asserted": [*claim["asserted"], *claim["hedged"]], "hedged": []}
    return "claims" if claim else ""


@forgery
def a_story_that_takes_anothers_articles(tree: Tree, _: Any) -> str:
    if len(tree["stories"]) < 2:
        return ""
    gone = tree["stories"].pop()
    tree["stories"][0]["articles"] += gone["articles"]
    return "stories"


@forgery
def a_reprint_as_an_origin(tree: Tree, _: Any) -> str:
    reprint = next((s for s in tree["sources"] if s["origin"] != s["id"]), None)
    if not reprint:
        return ""
    reprint["origin"] = reprint["id"]
    tree["origins"] += 1
    return "origins"


# What was left out -------------------------------------------------------------------------------


@forgery
def a_skipped_line_forgotten(tree: Tree, _: Any) -> str:
    mark = next((s for s in tree["skipped"] if "#" in s["source"]), None)
    if mark:
        tree["skipped"].remove(mark)
        tree["funnel"]["found"] -= 1
    return "skipped" if mark else ""


@forgery
def a_skipped_file_invented(tree: Tree, _: Any) -> str:
    tree["skipped"].append(
        {"source": "secret.txt", "reason": "empty; put the article's text into it"}
    )
    tree["funnel"]["found"] += 1
    return "skipped"


@forgery
def a_file_invented_that_is_not_there(tree: Tree, _: Any) -> str:
    tree["skipped"].append({"source": "secret.txt", "reason": "no such file or folder"})
    tree["funnel"]["found"] += 1
    return "skipped"


@forgery
def another_reason_for_what_was_skipped(tree: Tree, _: Any) -> str:
    if not tree["skipped"]:
        return ""
    tree["skipped"][0]["reason"] = "it lies"
    return "skipped"


@forgery
def a_removed_line_forgotten(tree: Tree, _: Any) -> str:
    source = first_with(tree["sources"], "removed")
    if source:
        source["removed"].pop()
    return "sources" if source else ""


@forgery
def a_left_out_sentence_forgotten(tree: Tree, _: Any) -> str:
    return "left_out" if tree["left_out"] and tree["left_out"].pop() else ""


@forgery
def another_reason_for_what_was_left_out(tree: Tree, _: Any) -> str:
    if not tree["left_out"]:
        return ""
    tree["left_out"][0]["reason"] = "not chosen: it lies"
    return "left_out"


@forgery
def two_paragraphs_as_one(tree: Tree, texts: dict[str, str]) -> str:
    source = next((s for s in tree["sources"] if len(s["paragraphs"]) > 1), None)
    if not source:
        return ""
    one, two, *rest = source["paragraphs"]
    text = printed(texts[source["id"]][one["start"] : two["end"]])
    both = {**one, "end": two["end"], "text": text if one["text"] or two["text"] else None}
    source["paragraphs"] = [both, *({**p, "index": n} for n, p in enumerate(rest, start=1))]
    for s in tree["sentences"].values():
        if s["source"] == source["id"] and s["paragraph"]:
            s["paragraph"] -= 1
    return "sources"


@forgery
def a_paragraph_told_whose_text_is_not_kept(tree: Tree, texts: dict[str, str]) -> str:
    for source in tree["sources"]:
        for paragraph in source["paragraphs"]:
            if paragraph["text"] is None:
                text = texts[source["id"]][paragraph["start"] : paragraph["end"]]
                paragraph["text"] = printed(text)
                return "sources"
    return ""
