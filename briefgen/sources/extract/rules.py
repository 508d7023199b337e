"""Which lines of a page are no part of its article: a table of rules, each with its name.

A rule sees one line as printed. ``ANYWHERE`` rules hold in any place; ``HEAD`` rules only before
the first paragraph; ``TAIL`` marks open the end matter of a page. Words come from the furniture of
news sites in several languages, not from one site.
"""

from __future__ import annotations

import re

from briefgen.language import dates
from briefgen.language.cued import Cue, known_by, seen
from briefgen.language.late import late
from briefgen.model.text import count_words
from briefgen.sources.extract.first_of import FirstOf, Rule

_FLAGS = re.IGNORECASE | re.VERBOSE


def _rule(pattern: str, known: str = "") -> Rule:
    """Return the rule for a whole line; where words are given by which it is known, it is not tried on others."""
    return Rule(rf"^(?:{pattern})$", known)


def _line(pattern: str) -> re.Pattern[str]:
    return late(rf"^(?:{pattern})$", _FLAGS)


_NAV_WORD = r"""(?:main\ |site\ )?(?:news|home(?:page)?|index|contents|table\ of\ contents|
    (?:main\ |primary\ )?(?:menu|navigation)|search|latest(?:\ news)?|top\ stories|breaking(?:\ news)?|world|international|
    politics|business|opinion|sports?|culture|lifestyle|technology|tech|science|health|economy|markets|
    videos?|photos?|galler(?:y|ies)|podcasts?|live|weather|travel|entertainment|investigations|data|
    asia|europe|africa|americas?|middle\ east|uk|us|
    log\ ?in|sign\ ?in|log\ ?out|register|subscribe(?:\ now)?|donate|support\ us|my\ account|profile|
    about(?:\ us)?|contact(?:\ us)?|advertise(?:\ with\ us)?|careers|faq|help|archives?|sitemap|
    terms(?:\ (?:of\ (?:use|service)|and\ conditions))?|privacy(?:\ (?:policy|notice))?|cookies?(?:\ (?:policy|settings))?|imprint|impressum|
    datenschutz|startseite|nachrichten|accueil|inicio|naslovnica|vijesti|suche|recherche|buscar|menü|
    back\ to\ top|top|previous(?:\ (?:article|post))?|next(?:\ (?:article|post))?|close|more|open|skip|show\ more|load\ more|view\ (?:all|more)|
    english|deutsch|français|español|한국어|中文|日本語|русский)"""
_SHARE_WORD = r"""(?:share(?:\ (?:this|on|via|article))?(?:\ (?:article|story|post|page))?|spread\ the\ (?:love|word)|tweet|pin(?:\ it)?|like(?:\ this)?|
    follow(?:\ us)?(?:\ on)?|save|bookmark|print|e-?mail|copy(?:\ link)?|link\ copied!?|facebook|twitter|x|whats\ ?app|linkedin|telegram|
    reddit|pinterest|instagram|youtube|threads|bluesky|mastodon|messenger|flipboard|line|wechat|teilen|drucken|merken|kommentieren|partager|imprimer|enregistrer|commenter|compartir|imprimir|guardar|comentar|condividi|podijeli|ispiši|spremi|
    listen(?:\ to\ this\ article)?|text\ size|font\ size|a[+-]|comments?|gift(?:\ this\ article)?|\d+\ shares?)"""
_SEPARATOR = r"[\s|/·•›»>,:;&+\-–—]*"
_MEDIA = r"(?:photos?|photograph|images?|pictures?|pics?|fotos?|bild|illustration|graphic|video|file\ photo|feature[d]?\ image|cover\ image|map|caption)"
_AGENCY = r"(?:ap|afp|reuters|yonhap|kcna|tass|epa|efe|dpa|upi|xinhua|kyodo|getty|shutterstock|alamy|wikimedia|unsplash|pixabay|istock|anadolu|zuma|sipa)"

ANYWHERE: tuple[tuple[str, Rule], ...] = (
    ("separator", _rule(r"[\W_]*")),
    (
        "skip link",
        _rule(r"(?:skip|jump|zum|aller|saltar|ir)\ (?:to|directly\ to|inhalt|au|al|a)\b.{0,40}"),
    ),
    ("navigation", _rule(rf"{_SEPARATOR}{_NAV_WORD}(?:{_SEPARATOR}{_NAV_WORD})*{_SEPARATOR}")),
    (
        "breadcrumbs",
        _rule(
            r"(?=[^.!?›»>]{2,60}+[›»>])(?:you\ are\ here:?\s*)?[^.!?›»>]{1,40}(?:\s[›»>]\s[^.!?›»>]{1,60})+"
        ),
    ),
    (
        "share buttons",
        _rule(rf"{_SEPARATOR}{_SHARE_WORD}(?:{_SEPARATOR}{_SHARE_WORD})*{_SEPARATOR}"),
    ),
    (
        "share buttons",
        _rule(
            r"(?:share|tweet|teilen|partager|compartir)\b.{0,40}\b(?:on|via|auf|sur|en|this)\b.{0,30}"
        ),
    ),
    (
        "photo credit",
        _rule(
            rf"[(\[]?{_MEDIA}(?:\s(?:by|credits?|courtesy(?:\ of)?|source|via)|\scourtesy.{{0,40}})?\s*[:©/].*"
        ),
    ),
    ("photo credit", _rule(rf"[(\[]?{_MEDIA}\s(?:by|credit|courtesy)\b.{{1,80}}")),
    ("photo credit", _rule(r"[(\[]?(?:credits?|courtesy(?:\ of)?|©)\s*[:/]?\s*[^.]{2,60}[)\]]?")),
    (
        "photo credit",
        _rule(
            rf".{{0,300}}[(\[/|—–-]\s*(?:{_AGENCY}\b[^()\[\]]{{0,40}}|[^()\[\]]{{2,40}}[/\s]{_AGENCY}(?:\s(?:images?|photo))?|(?:file|handout|pool|archive)(?:\ photo)?)\s*[)\]]?\.?",
            "ap afp reuters yonhap kcna tass epa efe dpa upi xinhua kyodo getty shutterstock alamy wikimedia unsplash pixabay istock anadolu zuma sipa file handout pool archive",
        ),
    ),
    (
        "photo credit",
        _rule(
            rf"(?=[^:©]*[:©]|.*(?:photo|image)).{{0,200}}\b(?:{_MEDIA}(?:\ credit)?\s*[:©]\s*[^.]{{2,60}}|getty\ images|{_AGENCY}\ (?:photo|images?))[)\].]*",
            "ap afp reuters yonhap kcna tass epa efe dpa upi xinhua kyodo getty shutterstock alamy wikimedia unsplash pixabay istock anadolu zuma sipa photos? photograph images? pictures? pics? fotos? bild illustration graphic video map caption",
        ),
    ),
    ("photo credit", _rule(r"!\[.*")),
    (
        "related link",
        _rule(
            r"(?:read\ (?:more|also|next|the\ full\ (?:story|report|article)(?:\ here)?)|see\ (?:also|more)|also\ read|also\ (?:on|in)\ [^.]{0,40}|related(?:\ (?:articles?|stories|story|news|posts?|content|coverage|topics?|links?))?|more\ (?:on\ this(?:\ (?:story|topic))?|from\b[^.]{0,40}|stories|news|about\ this)|recommended(?:\ for\ you)?|you\ (?:may|might)\ (?:also\ )?(?:like|be\ interested)|don'?t\ miss|must[ -]read|further\ reading|editor'?s?\ (?:picks?|choice)|trending(?:\ now)?|most\ (?:read|popular|viewed|shared)|in\ pictures|watch(?:\ (?:now|live|more|also|video))?|explainer|live\ updates|lesen\ sie\ auch|mehr\ zum\ thema|lire\ aussi|à\ lire\ aussi|lea\ también|ver\ también|pročitajte(?:\ i|\ više)?|leggi\ anche)\b\s*(?:[:|›»>→–—-].{0,200})?"
        ),
    ),
    (
        "related link",
        _rule(
            r"(?:read\ (?:more|also|next)|see\ also|also\ read|related|lire\ aussi|lesen\ sie\ auch|lea\ también|pročitajte)\s*(?:[:|›»>→–—-])?\s.{0,140}[^.]"
        ),
    ),
    (
        "related link",
        _rule(
            r"click\ here\b.*|continue\ reading\b.*|full\ (?:story|coverage)\b.{0,60}|▶.*|►.*|→.*|»\s.*"
        ),
    ),
    (
        "newsletter",
        _rule(
            r".{0,80}\b(?:sign\ up|signup|subscribe|register|get|join|abonnez|abonnieren|anmelden|suscríbase|prijavite)\b.{0,90}\b(?:newsletters?|inbox|e-?mail(?:\ address)?|briefings?|alerts?|whatsapp(?:\ channel)?|telegram|notifications?|updates)\b.{0,80}",
            "newsletters? inbox email mail briefings? alerts? whatsapp telegram notifications? updates",
        ),
    ),
    (
        "newsletter",
        _rule(
            r"(?:our\ |the\ |daily\ |weekly\ |free\ )*newsletters?\b.{0,60}|(?:enter|your)\ (?:your\ )?e-?mail\b.{0,60}|thank\ you\ for\ (?:reading|subscribing)\b.{0,120}|subscribe\b.{0,80}|already\ a\ (?:subscriber|member)\b.{0,40}|this\ (?:article|content)\ is\ (?:for|reserved)\b.{0,80}"
        ),
    ),
    (
        "cookie notice",
        _rule(
            r".{0,120}\b(?:uses?\ cookies|accept\ (?:all\ )?cookies|cookie\ (?:policy|settings|preferences|consent|notice)|manage\ (?:consent|preferences)|privacy\ policy|verwendet\ cookies|utilise\ des\ cookies|koristi\ kolačiće|utiliza\ cookies)\b.{0,200}",
            "cookies? consent preferences privacy koristi",
        ),
    ),
    (
        "cookie notice",
        _rule(
            r"(?:accept|agree|ok|got\ it|i\ (?:accept|agree)|alle\ akzeptieren|accepter|aceptar|prihvaćam|decline|reject)(?:\ (?:all|and\ continue|cookies|&\ continue))*[.!]?"
        ),
    ),
    (
        "copyright",
        _rule(r"(?:©|\(c\)|copyright\b|copr\.)\s*.{0,200}"),
    ),
    (
        "copyright",
        _rule(
            r".{0,120}\b(?:all\ rights\ reserved|alle\ rechte\ vorbehalten|tous\ droits\ réservés|todos\ los\ derechos|sva\ prava\ pridržana)\b.{0,120}|.{0,120}\bmay\ not\ be\ (?:published|reproduced|republished|redistributed|copied)\b.{0,160}|.{0,60}\blicen[sc]ed\ under\b.{0,100}|republish(?:ed)?\b.{0,120}(?:licen[sc]e|permission).{0,60}",
            "rights rechte droits derechos prava published reproduced republished redistributed copied licensed licenced republish",
        ),
    ),
    (
        "advertisement",
        _rule(
            r"[\[(]?(?:advertisements?|ads?|sponsored(?:\ (?:content|links?|by\b.{0,40}))?|promoted(?:\ content)?|anzeige|werbung|publicité|publicidad|oglas|(?:story|article)\ continues\b.{0,50}|skip\ ad|remove\ ads?|paid\ (?:content|post)\b.{0,30})[\])]?\.?"
        ),
    ),
    (
        "byline",
        _rule(
            r"(?:by|written\ by|interview(?:ed)?\ by|as\ told\ to|presented\ by|words(?:\ by)?|author|text|story\ by|from|von|par|por|piše|autor|di|de|scritto\ da)\s*:?\s(?-i:[A-ZÀ-ÝŠŽČĆĐ])[\w.'’\-]*(?:,?\s(?:(?-i:[A-ZÀ-ÝŠŽČĆĐ])[\w.'’\-]*|and|und|et|y|i|&|in|with|for|the|of|at|de|del|van|von|da|bin|al|staff|writer|reporter|correspondent|editor|analyst|contributor|columnist|chief|senior|special|to|diplomatic|defen[cs]e|foreign|political|security|business|economics|health|energy|science))*\.?"
        ),
    ),
    (
        "byline",
        _rule(
            r"(?-i:[A-Z])[\w.'’\-]+(?:\s(?-i:[A-Z])[\w.'’\-]+){1,3}\s*[,|]\s*(?:(?:staff|senior|chief|special|foreign|political|diplomatic|defen[cs]e|security|business|economics|\w+)\s){0,3}(?:writer|reporter|correspondent|editor|columnist|contributor|journalist|analyst)(?:,?\s(?:in|at|for)\s[\w ]{2,30})?"
        ),
    ),
    (
        "byline",
        _rule(
            r"(?:staff|newsroom|web\ desk|news\ desk|editorial\ (?:team|board|staff)|agencies|redaktion|redacción|la\ rédaction)(?:\s(?:writers?|reporters?|report|and\ agencies))?"
        ),
    ),
    (
        "credits",
        _rule(
            r"[\[(]?(?:(?:additional\ |with\ )?(?:reporting|writing|editing|compiled|written|edited|translated|production|research|graphics|photography)(?:\ and\ (?:writing|editing))?\ by|with\ (?:files|inputs?|additional\ reporting|reporting)\ (?:from|by)|with\ (?:agencies|ap|afp|reuters)|contributed\ to\ this\ (?:report|story|article))\b.{0,250}"
        ),
    ),
    (
        "credits",
        _rule(
            r".{2,160}\bcontributed\ (?:reporting|to\ (?:this|the)\ (?:report|story|article))\b.{0,60}",
            "contributed",
        ),
    ),
    (
        "reading time",
        _rule(
            r"(?:(?:est(?:imated|\.)\ )?read(?:ing)?\ time|lesezeit|temps\ de\ lecture|tiempo\ de\ lectura|tempo\ di\ lettura|tempo\ de\ leitura|vrijeme\ čitanja|leestijd|czas\ czytania)?\s*:?\s*(?:about\ |approx\.\ |ca\.\ )?\d+(?:[-\s]\d+)?[-\s]*(?:min(?:ut[eoa]?[ns]?|uti)?s?)\.?[-\s]?(?:read(?:ing)?(?:\ time)?|lesezeit|de\ lecture|de\ lectura|di\ lettura|čitanja)?"
        ),
    ),
    (
        "view count",
        _rule(
            r"(?:\d[\d.,]*\s*[km]?\ (?:views?|shares?|comments?|likes?|reads?|followers)\s*[|·•]?\s*)+|views?:\s*[\d.,]+"
        ),
    ),
    (
        "tags",
        _rule(
            r"(?:tags?|tagged(?:\ (?:with|as))?|topics?(?:\ in\ this\ (?:article|story))?|filed\ under|categor(?:y|ies)|posted\ (?:in|under)|keywords?|labels?|schlagw[oö]rte?r?|themen|mots[- ]clés|etiquetas|oznake|section)\s*[:|–-]\s*.{0,200}|(?:\#[\w-]+[\s,]*)+"
        ),
    ),
    (
        "comments",
        _rule(
            r"(?:(?:view\ |show\ |see\ )?(?:all\ )?(?:\d+|no|one)?\s*(?:comments?|replies|responses|kommentare|commentaires|comentarios|komentar[ai]?)(?:\s*\(\d+\))?(?:\ (?:on|are)\b.{0,80})?|leave\ a\ (?:reply|comment)\b.{0,60}|post\ a?\ ?comment\b.{0,40}|add\ a?\ ?comment\b.{0,40}|join\ the\ (?:conversation|discussion)\b.{0,60}|comments\ are\ (?:closed|off)\b.{0,40}|be\ the\ first\ to\ comment.{0,20}|your\ email\ address\ will\ not\ be\ published.{0,60}|(?:log|sign)\ in\ to\b.{0,60}|reply)\.?"
        ),
    ),
    (
        "contact",
        _rule(
            r"(?:(?:press|media|for\ (?:more|further|additional)\ information|for\ media\ (?:inquiries|enquiries)|inquiries|enquiries|contact|tel(?:ephone)?|phone|e-?mail|fax|web(?:site)?|address)\b[^.]{0,30}:\s*.{0,160}|(?:media|press)\ (?:contacts?|office|inquiries|enquiries)\s*:?)"
        ),
    ),
    (
        "contact",
        _rule(
            r"(?=\S++(?:\s++\S++){0,11}+$)"  # first, so that long lines are done with at once
            r"(?=.*(?:[\w.+-]+@[\w-]+\.\w|\+\d[\d\s()./-]{6,}\d|(?<!\d)(?!\d{1,4}(?P<mark>[./-])\d{1,2}(?P=mark)\d{2,4}(?!\d)|\d{1,3}(?:[.\s\u00a0\u2009\u202f]\d{3})+(?!\d))\d[\d\s()./-]{7,}\d|\bhttps?://|\bwww\.))"
            r"(?!.*\b(?:said|says|told|announced|reported)\b)(?!(?-i:(?:The|An?|Its?|He|She|They|In|On|At|[A-Z][\w’'-]+\ (?:has|had|was|were|is|are)))\b(?!.*\b(?:contact|reach|reached|call|e-?mail(?:ed)?|write|visit|follow|sent|comments?|subscri\w+|inquiries|enquiries)\b).{20,}[^\s:/]\.$)\S.*"
        ),
    ),
    (
        "contact",
        _rule(
            r"(?:have\ a\ (?:tip|story)|got\ a\ (?:tip|story)|do\ you\ have|send\ (?:us|your)|write\ to\ us|get\ in\ touch|contact\ (?:the\ )?(?:author|reporter|us|our))\b.{0,160}"
        ),
    ),
    (
        "release mark",
        _rule(
            r"(?:\#\ ?){2,}|-?\s*(?:ends?|30|\#)\s*-|(?:for|under)\ (?:immediate\ release|embargo)\b.{0,80}|(?:press|media|news)\ release\b.{0,60}|embargoed\b.{0,80}|notes?\ (?:to|for)\ (?:the\ )?editors?\b.{0,300}|end\ of\ (?:text|transcript|release|statement)\.?|\[?ends?\]?"
        ),
    ),
    (
        "editor's note",
        _rule(
            r"\((?:adds?|updates?|corrects?|correcting|recasts?|refiles?|removes?|clarif\w+|changes?|deletes?|fixes|repeats?|new\ throughout|story\ corrects)\b[^()]{0,300}\)|[\[(*_]*(?:editor(?:'|’)?s?(?:'|’)?|author(?:'|’)?s?|publisher(?:'|’)?s?|translator(?:'|’)?s?)(?:\ |-)note\b.*|[\[(*_]*(?:correction|clarification|update|corrected|disclaimer|disclosure)s?\b(?:\ \([^)]*\))?\s*:.*|(?:this|an\ earlier\ version\ of\ this)\ (?:article|story|version|piece)\b.{0,200}\b(?:updated|corrected|misstated|amended|translated|generated)\b.*|(?:the\ )?(?:views|opinions)\ expressed\b.*|this\ (?:interview|conversation|transcript|article|text)\ (?:has\ been|was|is)\ (?:lightly\ |slightly\ )?(?:edited|condensed|shortened|translated|abridged)\b.{0,120}"
        ),
    ),
    (
        "publisher",
        _rule(
            r"(?:source|quelle|fuente|izvor|publisher|published\ (?:by|in)|via|original\ source|herausgeber|éditeur)\s*:\s*.{1,80}|(?:(?:this|the)\ (?:article|story|piece|report|post|content)\ (?:was\ |is\ |has\ been\ )?)?(?:originally|first)\ (?:published|appeared|posted)\b.{0,120}|(?:the\ post\ ).{0,200}\bappeared\ first\ on\b.*|published\ (?:with|by)\ permission\b.{0,60}"
        ),
    ),
    (
        "app or follow line",
        _rule(
            r"(?:download|get)\ (?:the|our)\ .{0,40}\bapp\b.{0,60}|follow\ (?:us|\w+(?:\s\w+)?)\ (?:on|at)\b.{0,80}|@\w{2,30}(?:\s@\w+)*|play\ video|loading\b.{0,20}|load\ (?:more|older|newer|previous)\b.{0,30}|auto[- ]?(?:refresh|updat)\w*\b.{0,60}|this\ page\ (?:will\ )?(?:refresh|updat|reload)\w*\b.{0,60}|javascript\b.{0,80}|please\ enable\b.{0,80}|your\ browser\b.{0,120}|(?:play|pause|mute|unmute|\d+:\d\d\s*/\s*\d+:\d\d)"
        ),
    ),
    (
        "app or follow line",
        _rule(
            r"(?:view|read|open|see)\ (?:this|it|online|the)\b.{0,30}\b(?:e-?mail|message|newsletter|browser|app)\b.{0,30}|forwarded\ (?:from|message)\b.{0,60}|pinned\ (?:message|post)|was\ this\ (?:e-?mail\ )?forwarded\b.{0,80}|you\ (?:are\ receiv(?:ing|ed)|received)\ this\b.{0,140}|(?:unsubscribe|manage\ preferences|update\ your\ preferences)\b.{0,100}|tell\ us\ what\ you\ think\b.{0,80}|that.s\ (?:all|it)\ for\b.{0,80}|good\ (?:morning|afternoon|evening)[.,!]\s.{0,80}|in\ today.s\ (?:edition|newsletter|issue)\b.{0,140}|.{0,10}\d[\d.,]*\s*[km]?\ (?:subscribers|followers|members)"
        ),
    ),
    (
        "paywall",
        _rule(
            r"(?:you\ have\ .{0,20}\b(?:free\ )?(?:article|story|stories)\b.{0,80}|(?:start|begin)\ your\ (?:free\ )?(?:trial|subscription)\b.{0,60}|unlimited\ access\b.{0,80}|to\ (?:continue|keep)\ reading\b.{0,80}|this\ (?:article|story|content)\ is\ (?:free|exclusive|premium)\b.{0,80}|save\ for\ later|read\ later|give\ this\ article|skip\ advertisement)"
        ),
    ),
    (
        "player",
        _rule(
            r"listen(?:\ to\ this\ (?:article|story))?\s*[·•|:–-]?\s*(?:\d+(?::\d\d|\ min(?:utes?)?))?|download|embed|transcript|heard\ on\b.{0,60}|transcripts?\ (?:is|are|was|were|may)\b.{0,200}|rush\ transcript\b.{0,60}|(?-i:[(\[][A-Z][A-Z\ .,:'’&-]{3,80}[)\]])"
        ),
    ),
    (
        "caption",
        _rule(
            r"(?:figure|fig\.|table|chart|graph|map|box|exhibit)\ ?\d+\s*[.:–-]\s.{0,300}|suggested\ citation\b.{0,300}|(?:isbn|issn|doi)\b.{0,40}"
        ),
    ),
    (
        "page number",
        _rule(r"(?:page|seite|p\.)?\s*[–—-]?\s*\d{1,4}\s*(?:(?:of|/|von)\s*\d{1,4})?\s*[–—-]?"),
    ),
    (
        "ticker",
        _rule(
            r"[(\[]?(?:[\w.]+\ ){0,4}(?:exchange|nasdaq|nyse|lse|otc|euronext|börse|bourse)[^.]{0,20}:\s?[a-z0-9.]{1,8}[)\]]?"
        ),
    ),
    (
        "clock",
        _rule(
            r"(?:updated?\s*(?:at)?\s*)?(?:[01]?\d|2[0-3])[:.h][0-5]\d(?:\s*(?:[ap]\.?m\.?|uhr|h))?(?:\s*\(?[a-z]{2,5}(?:[+-]\d{1,2})?\)?)?(?:\s*\(\s*[\d:.]+\s*[a-z]{2,5}\s*\))?|\d+\s*(?:seconds?|minutes?|mins?|hours?|hrs?|days?|weeks?|months?)\ ago|just\ now"
        ),
    ),
    (
        "footnote",
        _rule(
            r"(?:\[\d{1,3}\]|\[\^[\w-]{1,12}\]:|\^\d{1,3}|[¹²³⁴⁵⁶⁷⁸⁹]+)\s.{0,300}|(?:foot)?notes?\s*:|references\s*:?"
        ),
    ),
    (
        "author bio",
        _rule(
            r"(?-i:[A-Z])[\w.'’\-]+(?:\s(?-i:[A-Z])[\w.'’\-]+){1,3},?\s(?:is|was|covers|reports|writes|works)\s(?:an?\s|the\s|on\s|about\s|for\s|as\s)?.{0,120}\b(?:correspondent|reporter|editor|journalist|columnist|freelance\w*|staff\ writer|contributing|contributor|blogger|based\ in|covering|writes\ (?:about|on|for))\b.{0,250}"
        ),
    ),
    (
        "author bio",
        _rule(r"(?:about\ the\ authors?|the\ authors?\ (?:is|are)|the\ writers?\ (?:is|are))\b.*"),
    ),
)
"""Rule name and the pattern a whole line must match, wherever it stands, with words of which the line must hold one."""
_ANYWHERE = FirstOf(ANYWHERE)

HIGHLIGHTS = _line(
    r"(?:story\ highlights|highlights|key\ (?:points|takeaways|facts|findings)|at\ a\ glance|in\ (?:brief|short|this\ (?:article|story))|the\ gist|takeaways|summary|tl;?dr|auf\ einen\ blick|what\ you\ need\ to\ know|quick\ (?:read|take))\s*:?"
)
"""A line over bullets or lines that repeat the story."""

TAIL = _line(r"""(?:about\ (?:the\ authors?|us|the\ (?:company|foundation|organi[sz]ation)|[A-Z]\S*(?:\s\S+){0,4})|author|authors|related\b.{0,40}|more\ (?:from|on|stories|news)\b.{0,40}|recommended\b.{0,30}|
    (?:leave\ a|post\ a)\ (?:reply|comment).{0,40}|comments?|latest\ (?:news|posts|stories).{0,20}|most\ (?:read|popular).{0,20}|trending.{0,20}|popular\ (?:posts|now).{0,20}|you\ (?:may|might)\ also\b.{0,30}|
    (?:media|press)\ contacts?.{0,30}|contacts?:?|contact\ (?:us|information).{0,20}|notes\ (?:to|for)\ (?:the\ )?editors?:?|for\ (?:more|further)\ information.{0,60}|(?:\#\ ?){3,}|-\s*(?:ends?|30)\s*-|ends|
    references:?|footnotes?:?|sources:?|bibliography|further\ reading|disclaimer:?|navigation|categories|archives|tags)""")
"""A line that opens the end matter of a page, where no long paragraph follows."""

SHARE = _line(r"share\ this\b.{0,30}|sign\ up\b.{0,60}|subscribe\b.{0,60}|newsletter")
"""A line that opens it where no paragraph at all follows: such lines stand between paragraphs as well."""

END = _line(
    r"(?:\#\ ?){3,}|-\s*(?:ends?|30)\s*-|ends|end\ of\ (?:text|transcript|release|statement)\.?|about\ the\ authors?:?|notes\ (?:to|for)\ (?:the\ )?editors?:?"
)
"""A line behind which nothing belongs to the article."""

OPENS_BLOCK = _line(
    r"(?:(?:media|press)\ )?(?:contacts?|contact\ information|inquiries|enquiries)\s*:|(?:contacts?|kontakt)"
)
"""A line whose block, down to the next blank line, holds addresses."""

_GENERIC = frozenset(
    "news home blog latest index article articles story stories world politics opinion page welcome "
    "post posts main start startseite home page website site online the press release statement "
    "skip to content menu search media live breaking report reports update updates".split()
)  # fmt: skip
_OUTLET = late(
    r"\b(?:news|times|post|herald|daily|journal|agency|press|gazette|tribune|guardian|telegraph|"
    r"observer|chronicle|review|reuters|bbc|cnn|afp|tass|kcna|yonhap|today|weekly|magazine|monitor|"
    r"standard|mail|globe|star|sun|independent|report|insider|wire|network|tv|radio|zeitung|"
    r"le monde|el país|list|courier|dispatch|examiner|bulletin|echo|\w+\.(?:com|org|net|co\.\w\w|info|eu|[a-z]{2}))\b",
    re.IGNORECASE,
)


SHELL = Cue(
    known_by(
        *"crawls? warcs tweets? location javascript page url article transcript rating feature copy video newsletters".split()
    ),
    late(
        r"""(?:these\ crawls\ are\ part\ of|starting\ in\ \d{4},\ .{2,40}\ has\ been\ donating\ (?:their|its)\ crawl|.{2,30}\ is\ a\ collection\ of\ .{0,40}\bwarcs\b|
    the\ seed\ for\ this\ crawl|.{0,60}\bwayback\ machine\b.{0,60}\bcrawl|
    tweet\ with\ a\ location|add\ a\ location\ to\ your\ tweets|you\ can\ add\ location\ information\ to\ your|when\ you\ tweet\ with\ a\ location|
    (?:we(?:['’]ve|\ have)\ detected\ that\ )?javascript\ is\ (?:disabled|not\ (?:enabled|available))|
    (?:sorry,?\ )?(?:but\ )?(?:the|this)\ (?:page|url|article)\ (?:that\ )?you\ (?:requested|are\ looking\ for|were\ looking\ for)\ (?:was|could|can|does|is)|
    please\ check\ the\ url\ for|the\ interactive\ transcript\ could\ not|rating\ is\ available\ when\ the\ video|this\ feature\ is\ not\ available\ right\ now|
    .{0,30}\bthis\ copy\ is\ for\ your\ personal,\ non-commercial\ use|video\ (?:loading|unavailable)\b|view\ all\ .{2,40}\ newsletters)""",
        _FLAGS,
    ),
)
"""How texts begin that a page shows in place of an article: archives, players, forms, missing pages."""


GALLERY = Cue(
    known_by(*"caption enlarge photos? previous slideshow watched watch playing next".split()),
    late(
        r"""(?:hide|show|toggle)\ caption\b|enlarge\ (?:this\ )?image\b|(?:photos?:\ ){1,2}(?=.{0,400}\b(?:photos?:|hide\ caption))|previous\ next\b|\d+\ of\ \d+\ i?\ ?view\ slideshow|
    (?:just\ watched|must\ watch|now\ playing|up\ next)\b.{0,200}\b(?:replay|more\ videos|must\ watch|\d{1,2}:\d\d)\b|.{0,200}\bhide\ caption\ \d+\ of\ \d+\b""",
        _FLAGS,
    ),
)
"""How lines begin that are made of captions or of a player's buttons, however long they are."""


def is_gallery(line: str) -> bool:
    """Return whether a line is made of captions or of a player's buttons."""
    return GALLERY.match(line, seen(line).keys) is not None


def rule_for(line: str) -> str | None:
    """Return the name of the rule by which a line is no part of its article, or None."""
    small, keys, _ = seen(line)
    if SHELL.match(line, keys):
        return "page shell"
    if len(line) > 500:  # noqa: PLR2004 - no furniture is longer; keeps patterns off long paragraphs
        return None
    return _ANYWHERE.name_for(line, small, keys)


def is_outlet(name: str, *, strict: bool = False) -> bool:
    """Return whether some words can be a publisher's name; ``strict`` wants a word outlets bear."""
    words = name.lower().strip(" .").split()
    if not words or len(words) > 6 or all(word in _GENERIC for word in words):  # noqa: PLR2004
        return False
    return bool(_OUTLET.search(name)) if strict else count_words(name) > 0


_LABELS = late(
    r"""\b(?:(?P<updated>(?:last\ )?(?:updated|modified|edited|revised)|aktualisiert|mis\ à\ jour|actualizado|ažurirano|zuletzt\ geändert|aggiornato|atualizado)|
    (?:first\ |originally\ )?(?:published|posted|created|issued|released|filed|(?:publication|release|issue)\ date|date\ of\ (?:publication|issue|release))|date|dateline|time|
    (?P<de>veröffentlicht|erstellt|erstellungszeitpunkt|erschienen|stand|datum)|(?P<fr>publié|paru|mis\ en\ ligne)|(?P<es>publicado|fecha)|
    (?P<hr>objavljeno|objavljen|datum\ objave|vrijeme\ objave)|(?P<pl>opublikowano)|(?P<cs>publikováno|zveřejněno|vydáno)|(?P<it>pubblicato)|(?P<pt>publicado\ em)|(?P<ru>опубликовано|дата)|(?P<nl>gepubliceerd|geplaatst)|(?P<sv>publicerad)|(?P<tr>yayın(?:lanma)?\ tarihi))\b(?:\s(?:on|am|le|el|em|il|dne|den|date|um|by))?\s*:?""",
    _FLAGS,
)
_CLOCK = late(
    r"(?:\b(?:at|um|à|a\ las|u)\s+)?\b\d{1,2}[:.h]\d{2}(?::\d{2})?(?:\s*(?:[ap]\.?\s?m\b\.?|uhr|h\b))?|\b\d{1,2}\s*[ap]\.?m\b\.?",
    re.IGNORECASE,
)
_ZONE = late(
    r"\(?\b(?:[ECMP]T|[A-Z]{1,2}ST|[A-Z]{1,3}DT|GMT|UTC|CET|CEST|BST|MSK|KST|JST|Z)\b(?:[+-]\d{1,2}(?::?\d\d)?)?\)?"
)
_WEEKDAY = late(
    r"\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?|\b(?:montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|lunes|martes|miércoles|jueves|viernes|sábado|domingo|ponedjeljak|utorak|srijeda|četvrtak|petak|subota|nedjelja)\b",
    re.IGNORECASE,
)


def date_line(line: str) -> tuple[tuple[dates.DateMention, bool], ...]:
    """Return the dates of a line that holds dates and their furniture and nothing else.

    Each comes with whether it is labelled as a later change ("Updated"). A page label in another
    language than English says which order and whose month names to prefer.
    """
    if not dates.may_hold_a_year(line) or count_words(line) > 24:  # noqa: PLR2004 - two labelled dates with clocks and zones have 16
        return ()
    label = next((m for m in _LABELS.finditer(line) if m.lastgroup not in (None, "updated")), None)
    languages = (str(label.lastgroup), "en") if label else dates.LANGUAGES
    found = dates.find_dates(line, day_first=label is not None, languages=languages)
    if not found and _LABELS.match(line):
        found = dates.find_years(line)
    if not found:
        return ()
    rest = list(line)
    for date in found:
        rest[date.start : date.end] = " " * (date.end - date.start)
    left = "".join(rest)
    for pattern in (_LABELS, _CLOCK, _ZONE, _WEEKDAY):
        left = pattern.sub(" ", left)
    segments = [s.strip(" .,:;()[]–—-") for s in re.split(r"[|·•/]|\s[–—-]\s", left)]
    if not all(_is_furniture(segment) for segment in segments):
        return ()
    updates = [m.start() for m in _LABELS.finditer(line) if m.group("updated")]
    plain = [m.start() for m in _LABELS.finditer(line) if not m.group("updated")]
    return tuple((date, _is_update(date.start, updates, plain)) for date in found)


def _is_update(position: int, updates: list[int], plain: list[int]) -> bool:
    return max([u for u in updates if u < position], default=-1) > max(
        [p for p in plain if p < position], default=-1
    )


NAME_WORDS = 3
"""A name or a place beside a date has no more words."""


def _is_furniture(segment: str) -> bool:
    """Return whether what stands beside a date on its line is furniture too."""
    small = segment.lower()
    return (
        not small
        or re.fullmatch(r"(?:by|von|par|por|autor)\s\S.{1,40}", small) is not None
        or small
        in {"on", "at", "am", "le", "el", "by", "de", "and", "u", "um", "in", "the", "h", "uhr"}
        or rule_for(segment) is not None
        or (
            len(small.split()) <= NAME_WORDS
            and segment == segment.title()
            and not re.search(r"\d", segment)
        )
    )
