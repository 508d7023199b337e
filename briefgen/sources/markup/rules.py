"""Lines inside an article that are no part of it: what leads elsewhere, credits of pictures, calls to sign up.

A table of rules by name, in the languages of the pages that are read most; a line goes whole or stays.
"""

from __future__ import annotations

import re

WORDS = 25
"""A longer line is never taken for one of these."""
SENTENCE = 12
"""A longer line that ends in a full stop is a sentence of the article."""
RULES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("link to another article", re.compile(
        r"\W*(?:read (?:more|also|next)\b|see also\b|also read\b|more (?:on|from|about|in|stories)\b|related\b|recommended\b|further reading\b|"
        r"lesen sie (?:auch|mehr)\b|mehr zum thema\b|mehr (?:dazu|zu)\b|weitere (?:themen|artikel|informationen|beiträge)\b|das könnte sie|"
        r"auch interessant|zum thema\b|(?:\.{3}|…) ?(?:weiter|more|read|continue)\b|vorschau auf den nächsten|(?:next|previous|nächster|vorheriger) (?:article|post|artikel|beitrag)\b|>>.{0,200}<<$|siehe auch\b|empfohlene\b|czytaj (?:też|także|więcej|dalej)|zobacz (?:też|także|więcej)|dowiedz się więcej|"
        r"polecamy\b|lire (?:aussi|la suite)|à lire\b|voir aussi|lea también|leer más|te puede interesar|leggi anche|lees ook|læs også|les også)",
        re.IGNORECASE)),
    ("sign-up or share line", re.compile(
        r"\W*(?:sign up\b|subscribe\b|newsletter\b|share this\b|follow us\b|if you enjoyed\b|never miss\b|we want to hear\b|get (?:the |our )?.{1,60}\bby e-?mail\b|melde dich (?:für|zu)\b|jetzt (?:abonnieren|anmelden)\b)", re.IGNORECASE)),
    ("date of a change", re.compile(
        r"\W*(?:last (?:modified|updated|edited|change)|letzte änderung|letzte aktualisierung|zuletzt (?:aktualisiert|geändert)|stand:)", re.IGNORECASE)),
    ("photo credit", re.compile(
        r"\W*(?:photo(?: credit)?s?:|image(?: credit)?s?:|credits?:|crédits? photos?|foto(?:s|credit)?:|fot\.|bild(?:quelle|nachweis|er)?:|titelbild:|"
        r"beitragsbild\b|quelle:)", re.IGNORECASE)),
    ("copyright line", re.compile(
        r"\W*(?:copyright\b|©|all rights reserved|alle rechte vorbehalten|(?:sofern|soweit) nicht anders (?:ausgewiesen|angegeben)|"
        r"unless otherwise (?:noted|stated|indicated)|except where otherwise noted)",
        re.IGNORECASE)),
    ("advertisement", re.compile(r"\W*(?:advertisement|anzeige|werbung|reklama|publicité)\b", re.IGNORECASE)),
    ("tags", re.compile(
        r"\W*(?:tags?:|schlagw|filed under|posted in|categories:|(?:this|dieser|cette|esta) (?:entry|post|eintrag|beitrag|entrée|entrada) (?:was|is|wurde|ist|a été|fue)\b)",
        re.IGNORECASE)),
    ("comments", re.compile(r"\W*(?:kommentar|(?:no|keine|\d+) (?:comments?|kommentare?)\b)", re.IGNORECASE)),
    ("table of contents", re.compile(r"\W*(?:inhaltsverzeichnis|table of contents|sommaire|spis treści|índice)\W*$", re.IGNORECASE)),
    ("about the author", re.compile(
        r".{0,120}\b(?:(?:zeige|show|view|see) (?:all |alle )?(?:posts|articles|beiträge|artikel) (?:by|from|von)|alle beiträge von|voir tous les articles)\b", re.IGNORECASE)),
)  # fmt: skip
"""Name of the rule, and how a line begins that goes by it."""


def rule_of(line: str) -> str | None:
    """Return the rule that takes a line out of an article, or None."""
    words = len(line.split())
    if words > WORDS or (words > SENTENCE and line.endswith(".")):
        return None
    return next((name for name, pattern in RULES if pattern.match(line)), None)
