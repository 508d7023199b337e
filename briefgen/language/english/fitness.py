"""Which sentences may be printed as points: whole, standing alone, reporting instead of preaching.

The rules are those a careful editor keeps: no rhetoric, no prescription of the outlet's own, no list
lead-in, none too short or too long, nothing that points at a sentence the reader does not see.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from briefgen.language.cued import cue, seen
from briefgen.language.english.clauses import first_finite, words_of
from briefgen.language.english.denials import find_denied
from briefgen.language.tokens import stem
from briefgen.model import Attribution, Sentence
from briefgen.model.text import count_words

WORDS = (6, 45)
"""A point has no fewer and no more words."""
WORD_LETTERS = 60
"""A longer word is an address or no word; it would not fit a column."""

_OPENS_BACK = re.compile(
    r"^[“\"'‘(]?(?:this|these|that|those|it|its|it['’]s|he|she|they|his|her|their|them|such|here|"
    r"both|neither|either|the (?:former|latter|same)|another|others|some of (?:these|them)|"
    r"each|one of (?:these|the)|(?:among|of) (?:them|these|those)|"
    r"(?:many|some|several|none|all|most|both|one|two|three|four|half) of (?:them|those)|there)\b(?!\s(?:is|are|was|were|has been|have been)\sno\b)",
    re.IGNORECASE,
)
_THAT_CLAUSE = re.compile(
    r"^(?:both|either|neither)\s[A-Z]\w+|^(?:those who|both the)\b|^there (?:is|are|was|were)\b",
    re.IGNORECASE,
)
_CONNECTIVE = re.compile(
    r"^[“\"'‘(]?(?:however|moreover|furthermore|additionally|in addition|besides|nevertheless|nonetheless|"
    r"meanwhile|instead|otherwise|therefore|thus|hence|consequently|accordingly|as a result|for example|"
    r"for instance|in (?:contrast|essence|conclusion|short|sum|summary|turn|return|response|fact|particular|"
    r"other words|this (?:context|regard|way|sense|case)|light of (?:this|these|that)|the meantime)|conversely|likewise|"
    r"similarly|also|too|and|but|or|nor|so|yet|still|then|importantly|notably|indeed|overall|ultimately|lastly|"
    r"finally|firstly|secondly|thirdly|first|second|third|next|on the (?:one|other) hand|by contrast|"
    r"at the same time|that said|after all|of course|perhaps|in any case|rather|subsequently|"
    r"to (?:this|that) end|alongside this|beyond (?:this|that)|despite (?:this|that)|during (?:this|that|these)|"
    r"amid (?:this|these)|against this|under (?:this|these)|with this|by (?:this|doing))\b,?",
    re.IGNORECASE,
)
_POINTER = cue(
    r"«this|these|those|such|both»\s(?:\w+\s){0,3}?(?P<noun>[a-z]{3,})",
    "(?:the|said) «former|latter»", "the «following»", "as «above|mentioned|noted»", "(?:mentioned|described|noted) «above»",
    opens=r"\b", ends=r"\b",
)  # fmt: skip
_SELF_TIMED = frozenset(
    "year month week day morning evening afternoon summer winter spring autumn weekend time term century decade".split()
)
_SUCH_AS = re.compile(
    r"\bsuch as\b|\bthose (?:who|in|of|that|which|from|with|to)\b|\bas such\b|\bboth (?:\w+\s){0,4}and\b|\bboth (?-i:[A-Z]\w+)|\bthis (?:\w+\s)?(?:is|was)\b",
    re.IGNORECASE,
)
_CLAUSE_REFERENCE = re.compile(
    r"^(?:if|when|as|while|since|after|because|should)\b[^.]{15,}, th(?:is|at) (?:could|would|may|might|will|can)\b",
    re.IGNORECASE,
)
"""\"If they continue, this could …\": the sentence's own first clause is meant."""
_ASKS = re.compile(
    r"^(?:who|what|how|why|where|when)\s(?:would|could|should|can|else|on earth)\s(?!be\b|have\b)",
    re.IGNORECASE,
)
"""How a rhetorical question begins, whatever mark it ends with."""
_OPENS_WITH_DENIAL = re.compile(
    r"^(?:[\w’'-]+\s){1,7}?(?:den|reject|dismiss|refut|disput)\w+\s", re.IGNORECASE
)
"""Where a denial is what the sentence says, and no aside: "a day after it denied it"."""
_OPENS_WITH_A_REASON = re.compile(
    r"^[“\"'‘(]?(?:(?:the|one|another|a) (?:main |real |first |second |only |other )?reasons? (?:is|was|are|were)\b"
    r"|(?:according|thanks|owing|due|contrary|compared|prior|similar) to (?:it|this|that|them|these|him|her)\b)",
    re.IGNORECASE,
)
"""What comes behind a claim that the reader does not see."""
_PRONOUN = re.compile(r"(?<![”\"])\b(?:he|she|they|it|him|them|his|her|their|its)\b")
_LIKE_THAT = cue(r"«like» (?:it|this|that|them)[.!]?$", opens=r"\b")
_FIRST_PERSON = cue("«I|we|We|our|Our|us|my|My»", opens=r"(?<!“)\b", ends=r"\b")
_PRESCRIPTION = cue(
    r"«must|mustn|should|shouldn»\b", "«ought» to", "«needs?» to be",
    r"(?:it|there)(?:['’]s| is) (?:\w+\s)?«imperative|essential|crucial|vital|critical|necessary|time»\b",
    r"(?:is|are|remains?|be|becomes?) (?:increasingly\s)?«imperative|essential|crucial|paramount|vital|critical|needed|indispensable»\b",
    r"(?:is|are|remains?|be|becomes?) (?:increasingly\s)?of the «utmost»\b",
    "«requires?» (?:careful|a|an|urgent|immediate|strategic|close|vigilant|concerted|robust)", r"«necessitat\w+»",
    r"(?:immediate|urgent|pressing|growing|clear|continued) «need»\b", r"the «need» for\b", "cannot «afford…»", "«let» us",
    "will «require…»", "will be «crucial…|critical…|essential…|vital…»", r"will be «key»\b",
    "«calls?» for (?:vigilance|caution|unity|urgent|immediate)",
    opens=r"\b",
)  # fmt: skip
_STOCK = cue(
    "the world «watches…|navigates…|holds…»", "the world is «watching…»", r"«stakes» (?:could not|couldn['’]t|have never) be\w* higher", "«turbulent» waters",
    "«remains?» to be seen", "«comes?» at a (?:time|moment) when", "time will «tell»", "at a «crossroads…|pivotal…»", "at a «critical» juncture",
    "«pivotal|precarious|critical|defining» moment", "«stark|grim|sobering|timely» reminder", "«reminders?» of", "the very «fabric…»",
    "sent «shockwaves…»", "«shockwaves» through", "double-«edged» sword", "«wake»-up call", "«game»[- ]changer", "«uncharted» (?:waters|territory)",
    "«perfect» storm", "«tip» of the iceberg", "a new «chapter…»", "«turning» point in history", "more «than» just",
    r"not «merely|just|only|simply»\b.{3,80}\b(?:but|it)", "«speaks» volumes",
    "raises? (?:critical |serious |important |many |more )?«questions…»", "«questions» remain", "puts? a «spotlight…»", "«sheds?» light",
    "«paves?» the way", "«complex» (?:interplay|web|tapestry)", "«multifaceted…»", "as «tensions» escalate", "as the «situation» (?:evolves|unfolds)",
    "«delicate» balance", "far-«reaching» (?:implications|consequences)", "«noteworthy…»", "«profound…»",
    r"«implications» (?:of|for) .{2,80}\b(?:are|is)\b", r"«complicat\w+|underscor\w+|highlight\w+» the (?:importance|need|complex|already)",
    "should not be «overlooked…»", r"«provides?» (?:\w+\s)?insights?",
    opens=r"\b",
)  # fmt: skip

_STAMP = re.compile(
    r"\(?\d{1,2}[:.]\d{2}\s?(?:[ap]\.?\s?m\.?|gmt|utc|bst|ces?t|e[sd]?t|kst|jst)?[\s,)–—-]|(?:last )?updated\b.{0,12}\d|posted (?:on|at)\b"
)
"""What a line of a live page opens with, in small letters."""
_TICKER = re.compile(
    r"[+-]\d[\d.]*\s?%[^%]*[+-]\d[\d.]*\s?%|\([A-Z]{2,8}:\s?[A-Z.]{1,6}\)[^.]{0,200}\b[A-Z]{1,5}\s[+-]\d"
)
_CAPTION = cue(
    r"^«FILE»\b\s?(?:PHOTO)?\s?[-–—:]", r"^«Getty» Images\b", r"^«Shutterstock|Alamy|iStock|Pictured»\b", r"^«Image» (?:source|caption|credit)\b",
    r"^«Photo…»(?:graph)?\s?(?:by|:)\b", r"\b«REUTERS|AFP|EPA|EFE|dpa»\s?/\s?[A-Z]", r"\b«AP» Photo\s?/\s?[A-Z]", r"\b«Getty» Images?\s?/\s?[A-Z]",
    r"[(\[]«Photo|Image|Picture|Credit|Source|Courtesy»\b[^)\]]*[)\]]\.?$", r"\b«Photo|Image» (?:by|credit|courtesy)\b",
)  # fmt: skip
_ADVERTISEMENT = cue(
    "on «sale» now", "«tickets?» (?:are|is) (?:on sale|available)", "«scroll» down", "«swipe» (?:left|right|up)", "«tap» (?:here|to|the)",
    "«click» (?:here|on|the|to)", "«sign» up (?:for|to|here|now)", "«subscribe» (?:to|now|today|here)",
    "(?:our|my|this|free|daily|weekly) «newsletter…»", r"our «app»\b", r"by «clicking»\b", r"you «agree» to\b", r"\d\s?% «off»\b",
    "reach the «reporter…|author…»", r"«download» (?:the|our) .{0,30}\bapp\b", "«follow» (?:us|me) on", r"«join» our\b",
    "our «journalists…|journalism…|newsroom…|reporters…|readers…|subscribers…|podcast…|coverage…»", "our «live» blog",
    r"«read|see|watch|listen»(?: (?:also|more|next|here|now))*:\s", r"«see» also\b", r"«related»:\s", "«story» highlights", "«don»['’]t miss",
    "in your «inbox…»", r"«follow»\b.{0,40}\bfor (?:the latest|more|updates)", r"your «comments»\b", r"«support» team\b", "«verify» you['’]re",
    r"«view» all\b.{0,40}\bnewsletters", r"«continue» reading\b", "all «rights» reserved", "«terms» of (?:use|service)", "«privacy» policy",
    "uses? «cookies…»", "use of «cookies» to", "«accept» (?:all )?cookies",
    opens=r"\b",
)  # fmt: skip
_BUTTON = cue(r"«EMBED|CLOSE|SHARE»\b", "x «Embed…|Share…»", "«Sign» Up", opens=r"\b")
_OPENS_THE_PAGE = cue(
    "«more» to (?:come|follow)", "«developing»", "«stay» tuned", "«check» back", "this is a «breaking|developing»",
    "this (?:live )?«story|article|page|post|report|blog» (?:is|was|has been|will be) (?:being )?(?:updated|corrected|first|originally|published|produced|translated)",
    "editor['’]?s?['’]? «note»", "«correction|clarification|disclaimer»", "(?:additional |with )?«reporting» by", "«edited|compiled» by",
    "the «views» expressed", "«opinions» expressed", "«image» source", "what you «need» to know",
    ends=r"\b",
)  # fmt: skip
_ON_THE_PAGE = cue(
    r"«contributed» to this (?:report|story|article)",
    r"is (?:a|an|the) (?:[\w-]+\s){0,5}«correspondent|columnist|contributor|fellow|reporter|editor|lecturer|author» "
    "(?:at|for|with|covering|based|who (?:writes|covers)|of the (?:book|novel))",
    opens=r"\b", ends=r"\b",
)  # fmt: skip
_OPENS_RHETORIC = cue(
    "«imagine»", "«picture» this", "one «thing» is (?:certain|clear|sure)", "make no «mistake»", "«let»['’]s (?:face|be)", "«needless» to say",
    "it goes without «saying»", "«clearly»(?=,)", "the «question» is (?:no longer|not)",
    ends=r"\b",
)  # fmt: skip
_RHETORIC = cue(
    "nothing will «ever» be the same",
    "can no longer «ignore|afford»",
    opens=r"\b", ends=r"\b",
)  # fmt: skip


_SCENARIO = re.compile(
    r"(?:the )?(?:best|worst|likeliest)[- ]case\b|(?:one |a |the )?scenario\b", re.IGNORECASE
)
"""What opens so is imagined, however it goes on: "Worst case: the dam breaks"."""


def quotation_is_cut(text: str) -> bool:
    """Return whether a sentence opens or closes a quotation that it does not hold whole."""
    curly = text.count("“") != text.count("”")
    return curly or text.count('"') % 2 == 1 or text.count("«") != text.count("»")


_ENDED = re.compile(r"[.!?…。][”\"’»)\]]*(?:\[\d+\])*$")
_MONTH = "(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*"
_ENDS_ON_A_DATE = re.compile(rf",\s(?:[A-Z][a-z]+day,\s)?{_MONTH}\.?\s\d{{1,2}},\s\d{{4}}\.$")
_ENDS_ON_A_DAY = re.compile(rf"\b{_MONTH}\.?\s\d{{1,2}}(?:,\s\d{{4}})?\.$")
"""Where a caption ends: "Dockers march along the quay of Alda, Jan. 7." Its verb is of the present."""
_TIME_ALONE = re.compile(
    r"^(?:just |only |barely )?(?:an?|one|two|three|four|five|six|seven|eight|nine|ten|\d+)\s"
    r"(?:minute|hour|day|week|month|year)s?\s(?:after|before)\b[^,;:]*$",
    re.IGNORECASE,
)
"""A time that hangs on the sentence before: "One day after a strike of the dockers." """
_TURN = re.compile(r"^(?:[A-Z][A-Z .'’-]{1,40}|[QA]):\s")
_QUOTED = re.compile(r"[“\"].{0,600}?[”\"]")


def faults(sentence: Sentence, attribution: Attribution) -> tuple[str, ...]:
    """Return why a sentence is no point, whatever stands before it; empty where nothing speaks against it."""
    text = sentence.text
    return tuple(dict.fromkeys((*_of_form(text), *_of_words(text, attribution), *_of_page(text))))


def _of_form(text: str) -> Iterator[str]:
    """Yield what speaks against a sentence by its length and its ends."""
    count, last = count_words(text), text[-1:]
    if count < WORDS[0]:
        yield f"under {WORDS[0]} words"
    if count > WORDS[1]:
        yield f"over {WORDS[1]} words"
    if len(text) > WORD_LETTERS < max(map(len, text.split()), default=0):
        yield f"a word of over {WORD_LETTERS} letters"
    if text.rstrip('”"’)» ').endswith("?") or _ASKS.match(text):
        yield "a question"
    if last == ":":
        yield "a list lead-in"
    if last != "." and not _ENDED.search(text):
        yield "no full stop"
    if quotation_is_cut(text):
        yield "a quotation is cut"


def _of_words(text: str, attribution: Attribution) -> Iterator[str]:
    """Yield what speaks against a sentence by what it says."""
    small, keys, _ = seen(text)
    if _PRESCRIPTION.search(small, keys) and attribution.kind not in {"named", "role"}:
        yield "a prescription"
    if _STOCK.search(small, keys):
        yield "a stock phrase"
    if _SCENARIO.match(text):
        yield "a scenario"
    if _ends(text, _ENDS_ON_A_DAY) and _has_no_verb(text):
        yield "a caption"
    if _TIME_ALONE.match(text) and _has_no_verb(text):
        yield "no verb"
    if _TURN.match(text):
        yield "a speaker's turn"
    if _FIRST_PERSON.may_stand(keys) and _FIRST_PERSON.pattern.search(_unquoted(text)):
        yield "a first person"


def _of_page(text: str) -> Iterator[str]:
    """Yield what a sentence is that belongs to its page and reports nothing, by the habits of many sites."""
    small, keys, _ = seen(text)
    if _STAMP.match(small):
        yield "a live stamp"
    if ("%" in text or "(" in text) and _TICKER.search(text):
        yield "a ticker"
    if _CAPTION.search(text, keys) or _ends(text, _ENDS_ON_A_DATE):
        yield "a caption"
    if _ADVERTISEMENT.search(small, keys) or _BUTTON.search(text, keys):
        yield "an advertisement"
    if _OPENS_THE_PAGE.match(small, keys) or _ON_THE_PAGE.search(small, keys):
        yield "a line on the page itself"
    if _OPENS_RHETORIC.match(small, keys) or _RHETORIC.search(small, keys):
        yield "rhetoric"


def _ends(text: str, on: re.Pattern[str]) -> bool:
    """Return whether a sentence ends on a day or a date, and so on a figure with a full stop, as few do."""
    return text[-1:] == "." and text[-2:-1].isdigit() and on.search(text) is not None


def _has_no_verb(text: str) -> bool:
    """Return whether a sentence has no verb that is surely one: none of the past, and no "is" and no "will"."""
    words = words_of(text)
    return first_finite(words, 0, len(words.low)) is None


def _unquoted(text: str) -> str:
    """Return a text without its quotations; behind the last mark none ends, and none is looked for from each mark."""
    last = max(text.rfind("”"), text.rfind('"')) + 1
    return _QUOTED.sub("", text[:last]) + text[last:]


def points_back(text: str) -> str | None:
    """Return how a sentence leans on the one before it, or None where it stands alone."""
    if _OPENS_BACK.match(text) and not _THAT_CLAUSE.match(text):
        return "opens with a reference"
    if _CONNECTIVE.match(text):
        return "opens with a connective"
    if _OPENS_WITH_A_REASON.match(text) or _dangling_pointer(text):
        return "refers back"
    denied = find_denied(text)
    small, keys, _ = seen(text)
    if (denied and denied.points_back and _OPENS_WITH_DENIAL.match(text)) or _LIKE_THAT.search(
        text, keys
    ):
        return "refers back"  # "The union rejected the figure": which, the reader does not see
    subject = _PRONOUN.search(small)
    if subject and not re.search(r"(?<!^)[A-Z]|\b\w{4,}", text[: subject.start()]):
        return "refers back"
    return None


def _dangling_pointer(text: str) -> bool:
    """Return whether "this alliance" or "such moves" names what the sentence has not named before."""
    small, keys, _ = seen(text)
    for match in _POINTER.finditer(small, keys):
        if _SUCH_AS.match(text, match.start()) or _CLAUSE_REFERENCE.match(text[: match.end()]):
            continue
        if not match["noun"]:
            return True
        phrase = match.group().split()
        if any(word.lower() in _SELF_TIMED for word in phrase):
            continue
        before = {stem(word) for word in re.findall(r"\w+", text[: match.start()])}
        if not any(stem(word) in before for word in phrase[1:]):
            return True
    return False


def explain_faults(reasons: Sequence[str]) -> str:
    """Return the reasons as one phrase for the annex."""
    return "; ".join(reasons)
