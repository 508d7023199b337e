"""What is read of an entry of a feed, in each of the forms that feeds have: title, link, day, text."""

import base64

import pytest

from briefgen.sources.extract.given_dates import read_given_date
from briefgen.sources.readers.feed import Entry, entries_of

TEXT = "Fourteen ships with grain wait off Port Alda."
RSS = '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"><channel><title>Courier</title><item>{}</item></channel></rss>'
OLD = '<!DOCTYPE rss SYSTEM "rss-0.91.dtd"><rss version="0.91"><channel><title>Courier</title><item>{}</item></channel></rss>'
RDF = '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Courier</title></channel><item rdf:about="a">{}</item></rdf:RDF>'
ATOM = '<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://courier.example/news/"><title>Courier</title><entry>{}</entry></feed>'
OTHER = '<a:feed xmlns:a="http://www.w3.org/2005/Atom"><a:title>Courier</a:title><a:entry>{}</a:entry></a:feed>'
PACKED = base64.b64encode(f"<p>{TEXT}</p>".encode()).decode()


def first(form: str, entry: str, head: str = '<?xml version="1.0" encoding="utf-8"?>') -> Entry:
    return entries_of((head + form.format(entry)).encode())[1][0]


TEXTS = {
    "RSS, markup escaped": (RSS, f"<description>&lt;p&gt;{TEXT}&lt;/p&gt;</description>"),
    "RSS, markup in CDATA": (RSS, f"<description><![CDATA[<p>{TEXT}</p><script>no()</script>]]></description>"),
    "RSS, the whole text before its beginning": (RSS, f"<description>Fourteen ships</description><content:encoded><![CDATA[<div>{TEXT}</div>]]></content:encoded>"),
    "RSS, a podcast's summary": (RSS, f"<itunes:summary>{TEXT}</itunes:summary>"),
    "RSS 0.91": (OLD, f"<description>{TEXT}</description>"),
    "RDF": (RDF, f"<description>{TEXT}</description>"),
    "Atom, plain": (ATOM, f"<summary>{TEXT}</summary>"),
    "Atom, HTML": (ATOM, f'<content type="html">&lt;p&gt;{TEXT}&lt;/p&gt;</content>'),
    "Atom, XHTML": (ATOM, f'<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>{TEXT}</p></div></content>'),
    "Atom, base64": (ATOM, f'<content type="text/html" mode="base64">{PACKED}</content>'),
    "Atom, another prefix": (OTHER, f"<a:summary>{TEXT}</a:summary>"),
    "an element that HTML never closes": (ATOM, f'<content type="html">&lt;embed src="a.swf"&gt;&lt;p&gt;{TEXT}&lt;/p&gt;</content>'),
}  # fmt: skip


@pytest.mark.parametrize("kind", TEXTS)
def test_the_text_of_an_entry_is_read(kind: str) -> None:
    assert first(*TEXTS[kind]).lines == [TEXT]


TITLES = {
    "<title>Ships &amp; grain</title>": "Ships & grain",
    "<title><![CDATA[Ships <b>wait</b>]]></title>": "Ships wait",
    "<title>Ships &lt;i&gt;wait&lt;/i&gt;</title>": "Ships wait",
    "<title>Ships w&#228;it &#8220;now&#8221;</title>": "Ships wäit “now”",
    "<title>  Ships\n wait </title>": "Ships wait",
    "<dc:title>Ships wait</dc:title>": "Ships wait",
}


@pytest.mark.parametrize("given", TITLES)
def test_the_title_is_text(given: str) -> None:
    assert first(RSS, given).declared.title == TITLES[given]


LINKS = {
    "relative to the feed's base": (ATOM, '<link href="ships.html"/>', "https://courier.example/news/ships.html"),
    "relative to its own base": (ATOM, '<link xml:base="/a/" href="b"/>', "https://courier.example/a/b"),
    "among others": (ATOM, '<link rel="self" href="x"/><link rel="alternate" href="https://courier.example/1"/>', "https://courier.example/1"),
    "RSS": (RSS, "<link>https://courier.example/1</link>", "https://courier.example/1"),
    "an identifier that is an address": (RSS, '<guid isPermaLink="true">https://courier.example/1</guid>', "https://courier.example/1"),
    "no web address": (RSS, "<link>javascript:alert(1)</link>", None),
}  # fmt: skip


@pytest.mark.parametrize("kind", LINKS)
def test_the_link_is_a_web_address(kind: str) -> None:
    form, entry, wanted = LINKS[kind]
    assert first(form, entry).declared.url == wanted


DAYS = {
    "<pubDate>Tue, 03 Mar 2026 08:00:00 GMT</pubDate>": RSS,
    "<pubDate>Tue, 3 Mar 26 08:00 EST</pubDate>": RSS,
    "<pubDate>3 Mar 2026 08:00:00 +0100</pubDate>": RSS,
    "<dc:date>2026-03-03T08:00:00+09:00</dc:date>": RDF,
    "<published>2026-03-03T08:00:00Z</published><updated>2026-03-09T08:00:00Z</updated>": ATOM,
    "<updated>2026-03-03</updated>": ATOM,
    "<issued>2026-03-03T08:00Z</issued>": ATOM,
}


@pytest.mark.parametrize("entry", DAYS)
def test_the_day_is_that_of_publication(entry: str) -> None:
    given = first(DAYS[entry], entry).declared.date
    assert given
    assert read_given_date(given)[0].date == "2026-03-03"


@pytest.mark.parametrize("codec", ["utf-8", "utf-16", "iso-8859-1", "windows-1251", "shift_jis"])
def test_a_feed_is_read_in_its_encoding(codec: str) -> None:
    word = {"windows-1251": "зерно", "shift_jis": "穀物", "iso-8859-1": "Getreïde"}.get(
        codec, "grÄïn 穀"
    )
    text = f'<?xml version="1.0" encoding="{codec}"?>' + RSS.format(f"<title>{word}</title>")
    assert entries_of(text.encode(codec))[1][0].declared.title == word


ILL_FORMED = [
    RSS.format(f"<title>Ships</title><description>{TEXT}</description>").replace(
        "</channel></rss>", ""
    ),
    RSS.format(f"<title>Ships</title><description>{TEXT} & more</description>"),
    RSS.format(f"<title>Ships</title><description>{TEXT}\x0b</description>"),
    RSS.format(f"<title>Ships</title><x:y>z</x:y><description>{TEXT}</description>"),
]


@pytest.mark.parametrize("feed", ILL_FORMED)
def test_an_ill_formed_feed_gives_what_it_can(feed: str) -> None:
    entry = entries_of(feed.encode())[1][0]
    assert entry.declared.title == "Ships"
    assert TEXT in " ".join(entry.lines)


def test_a_text_of_nothing_but_a_remark_is_none() -> None:
    assert (
        first(RSS, "<title>Ships</title><description>&lt;!-- none --&gt;</description>").lines == []
    )
