"""Texts that are the worst for some rule: shapes that grow to any size."""

from __future__ import annotations

from collections.abc import Callable

ARTICLE = "The harbour office said on Monday that it closed two piers after the storm, and 40 ships wait outside.\n\n"
"""A paragraph that stands before and behind each of them."""

UNITS = {
    "front matter with carriage returns and line feeds": "key: value\r\n",
    "title separators": "Pier | ",
    "title dashes": "Storm closes pier - ",
    "title lines": "Storm closes pier » harbour\n",
    "marks alone": "!@#$%",
    "full stops": ".",
    "opening quotation marks": "“",
    "closing quotation marks": "”",
    "letters in quotation marks": "“a”",
    "straight marks": '"',
    "apostrophes": "a’",
    "quotations with speakers": "“Yes,” he said. ",
    "quotations that do not end": "“Yes, he said. ",
    "copyright signs": "©",
    "copyright signs with letters": "© a ",
    "copyright in brackets": "(c)",
    "one word": "a",
    "capitals": "A",
    "a word of hyphens": "a-",
    "capitals and hyphens": "A-",
    "abbreviations": "U.S.",
    "abbreviations apart": "U.S. Gen. ",
    "digits": "1",
    "groups of digits": "1,000,",
    "digits apart": "1 ",
    "fractions": "1/",
    "numbers joined": "2 and 3 and ",
    "ranges": "between 10 and ",
    "millions": "40 million ",
    "per cent": "40% ",
    "days": "March 3 ",
    "dates": "3 March 2026 ",
    "weekdays": "last Monday ",
    "a year ago": "a year ago ",
    "spaces": " ",
    "tabs": "\t",
    "line feeds": "\n",
    "carriage returns": "\r",
    "blank lines": " \n",
    "asterisks": "*",
    "slanted words": "*a ",
    "strong words": "**a ",
    "underlines": "__a ",
    "backticks": "`",
    "brackets": "[",
    "links that do not end": "[a](",
    "closing links": "](",
    "pictures": "![a](",
    "parentheses": "(a ",
    "backslashes": "\\*",
    "tags that do not end": "<p a=",
    "tags": "<p>",
    "comments that do not end": "<!-- - ",
    "names of characters": "&#1",
    "colons": "a: ",
    "speakers": "Mr A: ",
    "names": "Anna ",
    "names with commas": "Anna, ",
    "names joined": "Anna and ",
    "states": "president of Russia ",
    "that": "said that ",
    "names that said": "Anna said ",
    "denials": "denied that he ",
    "futures": "will ",
    "commas": "a, ",
    "dashes": "a — ",
    "ellipses": "a... ",
    "questions": "Why? ",
    "sentences without a space": "The ship left.The ship came.",
    "one long paragraph": "The harbour office said on Monday that it closed 2 piers. ",
    "paragraphs": ARTICLE,
    "wrapped lines": "the harbour office and its two piers and forty ships wait out\n",
    "one line again and again": "The ship left the pier on Monday.\n",
    "items": "- a\n",
    "headings": "# a\n",
    "quoted lines": "> a\n",
    "addresses": "a@b",
    "telephones": "+1 ",
    "lines of capitals": f"{'A' * 99}\n",
    "photos": "photo by ",
    "menus": "home news ",
    "labels of dates": "published on ",
    "tag lists": "OrrFirst MORE ",
    "highlights": "Story highlights ",
    "datelines": "SEOUL, ",
    "datelines in brackets": "SEOUL (",
    "zero-width spaces": "\u200b",
    "marks on letters": "e\u0301",
    "Hangul letters": "\u1100\u1161\u11a8",
    "line separators": "a\u2028",
}
"""What is repeated, by what it is."""
GROWING: dict[str, Callable[[int], str]] = {
    "marks and a letter": lambda n: f"{'!' * n}a",
    "letters far apart": lambda n: f"a{'!' * 400}a " * (n // 403),
    "a copyright sign and spaces": lambda n: f"©{' ' * n}.",
    "one mark after the other on a letter": lambda n: "e" + "\u0301" * n,
    "a capitalised word": lambda n: "A" + "a" * n,
    "a byline": lambda n: "By " + "Anna " * (n // 5),
    "one sentence": lambda n: f"The ship {'left and came and ' * (n // 18)}left.",
    "one sentence of names": lambda n: f"The ship {'of Anna Orr ' * (n // 12)}left.",
}


def shapes() -> dict[str, Callable[[int], str]]:
    """Return what makes each shape at some number of characters, by its name."""
    repeated = {name: _repeat(unit) for name, unit in UNITS.items()}
    front = "front matter with carriage returns and line feeds"
    return {**repeated, front: lambda n: f"---\r\n{repeated[front](n)}", **GROWING}


def _repeat(unit: str) -> Callable[[int], str]:
    return lambda n: unit * max(1, n // len(unit))
