"""HTML as it is written: its tags one by one, and what the standard says of elements (HTML Living Standard, section 4)."""

import re


def _set(names: str) -> frozenset[str]:
    return frozenset(names.split())


ELEMENTS = _set(
    "a abbr address area article aside audio b base bdi bdo blockquote body br button canvas caption cite code col colgroup data datalist dd del "
    "details dfn dialog div dl dt em embed fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 head header hgroup hr html i iframe img input ins "
    "kbd label legend li link main map mark math menu meta meter nav noscript object ol optgroup option output p picture pre progress q rp rt ruby s "
    "samp script search section select slot small source span strong style sub summary sup svg table tbody td template textarea tfoot th thead time "
    "title tr track u ul var video wbr"
)
BLOCKS = _set(
    "address article aside blockquote details dialog div dl fieldset figure footer form header hgroup hr main menu nav ol p pre search section table ul"
)
ONLY_WORDS = _set(
    "abbr b bdi bdo button cite code data dfn em h1 h2 h3 h4 h5 h6 i kbd label mark p pre q s samp small span strong sub summary sup time u var"
)
PARENTS = {
    "li": ("ul", "ol", "menu"),
    "dt": ("dl", "div"),
    "dd": ("dl", "div"),
    "figcaption": ("figure",),
    "summary": ("details",),
}
VOID = _set("area base br col embed hr img input link meta source track wbr")
IMPLIED = _set("html head body tbody colgroup")

_TAG = re.compile(
    r"<!--.*?-->|<(?P<raw>script|style)\b[^>]*>.*?</(?P=raw)\s*>|<(/?[a-zA-Z][^\s/>]*)((?:[^<>\"']|\"[^\"]*\"|'[^']*')*)>",
    re.DOTALL | re.IGNORECASE,
)
_ATTRIBUTE = re.compile(r"([^\s=\"'/>]+)(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s\"'>]+))?")


def tags(html: str) -> list[tuple[str, str]]:
    """Return name and attributes of every tag as it is written, an end tag with its `/`.

    Left out are scripts and styles, and the tags that a browser adds by itself. A tag that closes itself counts as two.

    >>> tags("<p>a<br><svg><path d='M0'/></svg></p>")
    [('p', ''), ('br', ''), ('svg', ''), ('path', " d='M0'/"), ('/path', ''), ('/svg', ''), ('/p', '')]
    """
    found: list[tuple[str, str]] = []
    for _, name, attributes in _TAG.findall(html):
        tag = name.lower()
        if tag.lstrip("/") not in IMPLIED and tag:
            found.append((tag, attributes))
            if attributes.endswith("/") and tag not in VOID:
                found.append((f"/{tag}", ""))
    return found


def attributes(given: str) -> list[str]:
    """Return the names of the attributes of a tag.

    >>> attributes(' id="a" hidden')
    ['id', 'hidden']
    """
    return [name.lower() for name in _ATTRIBUTE.findall(given)]
