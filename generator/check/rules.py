"""What a finished site must hold: one small function a rule, its first line the sentence that `check --list` shows.

A rule gets a page and the whole site, or the site alone, and tells its faults. What only time or a missing last touch makes wrong is a warning. HTML is
compared with what a browser makes of it; that finds what is unclosed, misnested, doubled or unknown, but not every breach of
the standard, such as a heading in a link in a `span`.
"""

import datetime
import html
import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import zip_longest
from pathlib import PurePosixPath
from statistics import mean, median
from urllib.parse import unquote, urlsplit

from babel import Locale
from babel.core import parse_locale
from selectolax.lexbor import LexborHTMLParser, LexborNode

from generator.check import raster
from generator.check.finished import (
    CHOICE,
    NOT_FOUND,
    Fault,
    Finished,
    Whole,
    ancestors,
    attribute,
    language,
    letters,
    on_one_line,
    split,
    without_hidden,
    without_scheme,
    words,
)
from generator.compile.markup import BLOCKS, ELEMENTS, ONLY_WORDS, PARENTS, attributes, tags
from generator.link import site as model
from generator.problems import Location
from generator.read.assets import Asset
from generator.read.kinds import dialled

PageRule = Callable[[Finished, Whole], Iterator[Fault]]
SiteRule = Callable[[Whole], Iterator[Fault]]
Rule = PageRule | SiteRule

LONGEST_SUMMARY, SHORTEST_SUMMARY = 160, 10
PICTURE_BYTES = 200_000
RESERVE = 0.05
PIXELS = re.compile(r"[1-9]\d{0,5}")
SKELETON = "templates/skeleton.html"
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
EMPTY_WORDS = {
    "en": {"click here", "here", "more", "more info", "more information", "read more", "learn more", "find out more", "this link", "this page", "link"},
    "fr": {
        "ici", "cliquez ici", "cliquer ici", "en savoir plus", "lire la suite", "plus", "plus d’infos", "plus d’informations", "voir plus", "ce lien",
        "cette page", "lien",
    },
    "nl": {
        "hier", "klik hier", "lees hier", "meer", "meer info", "meer informatie", "lees meer", "lees verder", "meer lezen", "deze link", "deze pagina", "link",
    },
    "de": {
        "hier", "hier klicken", "klick hier", "klicken sie hier", "mehr", "mehr lesen", "mehr erfahren", "weitere informationen", "weiterlesen", "dieser link",
        "diese seite", "link",
    },
}  # fmt: skip
TRACKING = re.compile(
    r"(?i)utm_\w+|fbclid|gclid|dclid|gbraid|wbraid|gad_source|srsltid|msclkid|yclid|twclid|ttclid|igsh(?:id)?|mibextid|li_fat_id|_gl|_ga|mc_[ce]id|mkt_tok"
    r"|_hsenc|_hsmi|vero_id|wt\.mc.*|at_\w+|(?:mtm|pk)_\w+|xtor"
)
REDIRECTOR = re.compile(
    r"(?i)https?://(?:[\w.-]+\.safelinks\.protection\.outlook\.com/|(?:www\.)?google\.[a-z.]+/url\?|lm?\.(?:facebook|instagram)\.com/)"
)
ADDRESSES = {
    "href",
    "xlink:href",
    "src",
    "srcset",
    "imagesrcset",
    "poster",
    "data",
    "background",
    "action",
    "formaction",
}
UNNAMED = {"arb", "cmn", "edo", "kmr", "pes", "prs", "rmc", "rmn", "rmo", "rmy"}
"""Languages of people who ask for help that CLDR counts to others and has no name for: Arabic, Mandarin, Edo, Kurmanji, Persian, Dari and Romani."""
YEAR = re.compile(r"\b(?:19|20)\d\d\b")
SIGNS = r"[\s./()·\u2010-\u2015-]{0,3}"
"""What stands between the digits of a telephone number."""
DAY = r"\d\d([-./])\d\d\1(?:19|20)?\d\d(?!\d|\1\d)"
HOURS = r"\d\d[.:]\d\d ?[-–/] ?\d\d[.:]\d\d(?!\d)"
TELEPHONE = re.compile(
    rf"(?<![\w/=-])(?<!\d\.)(?!{DAY}|{HOURS})(?:(?:\+\s?[1-9]|00[1-9]\d)(?:{SIGNS}\d){{8,14}}|0[1-9](?:{SIGNS}\d){{7}}|04(?:{SIGNS}\d){{8}}"
    r"|(?<!\d\s)0[1-9]\d{0,2}[\s/]\d{1,3}(?:[\s.]\d{1,3}){1,5})(?!\w|[.-]\d)"
)
"""A number with country code, a whole one of Belgium, or one that is grouped like these and has digits too many or too few."""
WORD = r"[^\W\d]\S*\s"
CALL = rf"\b(?:call|dial|appele[rz]|bel|bellen|rufen?|tél|tel)\b[.:]?\s(?:(?:{WORD}){{1,3}}?(?:on|at)\s|(?:{WORD}){{0,3}}?(?:le|au|op|naar|unter|sie)\s)?"
SHORT = re.compile(rf"(?i)(?P<call>{CALL})?(?<![\w.,/-])(?P<number>[1-9]\d\d(?:[\s.]?\d{{3}})?)(?!\w|[.,/-]?\d)")


# Links.


def broken_links(file: Finished, whole: Whole) -> Iterator[Fault]:
    """Every link inside the site leads to a published file, and to an id that is there."""
    for node in file.find("a", "area", "img"):
        name = "src" if node.tag == "img" else "href"
        target = attribute(node, name)
        if target in ("", "#") and name in node.attributes:
            yield file.fault(
                f"the link '{words(node)}' has no address", "write where it leads, or remove it", f'{name}="{target}"'
            )
        elif split(target) is None:
            yield file.fault(
                f"the address '{target}' cannot be read",
                "write it as the browser shows it, such as https://www.example.org/page",
                target,
            )
        elif target.startswith("/") and file.path != NOT_FOUND:
            message = f"the link '{target}' begins at the root of the host, which need not be the site's"
            yield file.fault(message, "link to the .md file of the page: [words](help.md)", target)
    for target, path in file.inner.items():
        fragment = urlsplit(target).fragment
        if path not in whole.published:
            yield file.fault(
                f"the link '{target}' leads to nothing that is published",
                "correct the link, or add what it leads to",
                target,
            )
        elif fragment and path in whole.by_path and unquote(fragment) not in whole.by_path[path].ids:
            yield file.fault(
                f"the link '{target}' leads to a place that is not on that page", "correct the part after '#'", target
            )


def links_to_other_languages(file: Finished, whole: Whole) -> Iterator[Fault]:
    """A link in the text that leaves the reader's language says so with hreflang."""
    for node, target in _links(file):
        other = whole.by_path.get(file.inner.get(target, ""))
        if (
            other
            and other.path != CHOICE
            and other.language not in ("", file.language)
            and not attribute(node, "hreflang")
            and _in_main(node)
        ):
            yield file.fault(
                f"the link '{target}' leads a reader of '{file.language}' to a page in '{other.language}'",
                f"link to the page in '{file.language}', or say where it leads: hreflang={other.language}",
                target,
                f"[{words(node)}]",
            )


def links_to_our_address(file: Finished, whole: Whole) -> Iterator[Fault]:
    """Links inside the site are relative, never to the address at which it is published."""
    ours = [urlsplit(url) for url in {whole.site.url, whole.site.settings.url} if url]
    for node in file.find("a", "img"):
        target = attribute(node, "href") or attribute(node, "src")
        asked = split(target)
        if asked and any(
            asked.hostname == url.hostname and f"{asked.path}/".startswith(f"{url.path.rstrip('/')}/") for url in ours
        ):
            yield file.fault(
                f"the link '{target}' names the address of this site",
                "link to the .md file of the page, such as help.md",
                target,
            )


def tracking_links(file: Finished, whole: Whole) -> Iterator[Fault]:
    """No link carries a mark by which others follow readers, or leads through a site that does."""
    for _, target in _links(file):
        marks = [
            key for part in re.split("[?&;#]", target)[1:] if TRACKING.fullmatch(key := unquote(part.partition("=")[0]))
        ]
        if marks:
            yield file.fault(
                f"the link '{target}' carries '{marks[0]}', by which others follow readers",
                "remove it from the address",
                target,
            )
        elif REDIRECTOR.match(target):
            message = f"the link '{target}' leads through another site, which follows readers"
            yield file.fault(message, "open it, and write the address of the page that is shown", target)


def insecure_links(file: Finished, whole: Whole) -> Iterator[Fault]:
    """No link is http: where the site has the same address with https:."""
    for _, target in _links(file):
        if target.lower().startswith("http:") and (secure := whole.secure.get(without_scheme(target))):
            place = "".join(target.partition("#")[1:])
            yield file.fault(
                f"the link '{target}' is not encrypted", f"write {secure}{place}, as elsewhere on the site", target
            )


def vague_links(file: Finished, whole: Whole) -> Iterator[Fault]:
    """The words of a link say where it leads; "click here" and a bare https:// address do not."""
    for node, target in _links(file):
        if target.startswith("#"):
            continue
        shown = (
            without_hidden(attribute(node, "aria-label"))
            or words(node)
            or " ".join(attribute(picture, "alt") for picture in node.css("img"))
        )
        plain = re.sub(r"^[\W_]+|[\W_]+$", "", shown).casefold().replace("'", "’")
        if re.match(r"(?i)(https?://|www\.\S+/)", shown):
            yield file.fault(
                f"the words of a link are the address '{shown}'",
                "write the name of what it leads to: [name](address)",
                shown,
            )
        elif plain in EMPTY_WORDS.get(language(node).partition("-")[0], ()):
            yield file.fault(
                f"the words '{shown}' do not say where the link leads",
                "write the name of what it leads to",
                f"[{shown}]",
                f">{shown}<",
                target,
            )


def phone_links(file: Finished, whole: Whole) -> Iterator[Fault]:
    """A link that dials calls the number that is shown, and one of site.yaml."""
    for node, target in _links(file):
        if not target.lower().startswith("tel:"):
            continue
        shown, number = words(node), dialled(target[4:])
        if re.search(r"\d", shown) and not _shows(shown, number):
            yield file.fault(
                f"the link shows '{shown}' and dials '{target[4:]}'",
                "make both the same number, best from site.yaml",
                target,
                shown,
            )
        elif number not in whole.numbers:
            message = f"the link '{shown}' dials '{target[4:]}', which is no number of site.yaml"
            yield file.fault(message, "put the number into site.yaml and refer to it", target, shown)


def exit_links(file: Finished, whole: Whole) -> Iterator[Fault]:
    """A page with 'exit' has the leave-quickly link, to the site in site.yaml, and the script that improves it."""
    if not file.page or not file.page.front.exit:
        return
    url, script = whole.site.settings.exit.url, whole.site.assets.scripts.get("exit")
    if [attribute(node, "href") for node in file.tree.css("a#exit:not([target])")] != [url]:
        fault = file.fault(
            f"the page has no link that leaves quickly to {url}",
            'put one link with id="exit" into it: {% include "parts/exit.html" %}',
        )
        yield replace(fault, location=Location(SKELETON))
    if all(node.text() != script for node in file.find("script")):
        fault = file.fault(
            "the page lacks the script of the leave-quickly link", "put it in: <script>{{ scripts.exit }}</script>"
        )
        yield replace(fault, location=Location(SKELETON))


# Words.


def repeated_titles(file: Finished, whole: Whole) -> Iterator[Fault]:
    """No two pages of a language have the same title."""
    first = whole.titles.get((file.folder, letters(file.title)), file)
    if first is not file and file.path != NOT_FOUND and not file.is_redirect:
        near = f"title: {file.page.front.title}" if file.page else ""
        yield file.fault(
            f"the title '{file.title}' is also that of {first.source}", "give one of the two another title", near
        )


def missing_summaries(file: Finished, whole: Whole) -> Iterator[Fault]:
    """Every page has a summary for search engines, of at most 160 characters, that says more than its title."""
    summary = _summary(file)
    if summary is None:
        return
    if not summary:
        yield file.fault(
            "the page has no summary",
            "write 'summary' on top of it, and let its template put that into the description",
        )
    elif len(summary) > LONGEST_SUMMARY:
        yield file.fault(
            f"the summary has {len(summary)} characters; search engines cut it at {LONGEST_SUMMARY}",
            "shorten it",
            summary,
        )
    elif letters(summary) in {letters(words(node)) for node in file.find("h1")}:
        yield file.fault(
            f"the summary repeats the title '{summary}'",
            "say in one sentence what the page holds",
            f"summary: {summary}",
        )


def long_sentences(file: Finished, whole: Whole) -> Iterator[Fault]:
    """The sentences of a page have no more words on average than the budget of site.yaml."""
    budgets = whole.site.settings.budgets
    budget = budgets.exit_sentence if file.page and file.page.front.exit else budgets.sentence
    average = mean(file.sentences) if file.page and file.sentences else 0
    if average > budget:
        message = f"the sentences have {average:.1f} words on average; the budget is {budget:g}"
        yield file.fault(message, "divide the longest sentences, or raise 'budgets' in site.yaml")


def typed_phones(file: Finished, whole: Whole) -> Iterator[Fault]:
    """No text types a telephone number; it refers to the one in site.yaml."""
    document = file.page.document if file.page else None
    written = on_one_line(html.unescape(document.text)) if document else ""
    nowhere = "remove it; only the text of a page can refer to a number"
    fields = (
        [(getattr(document.front, name), document.at(name)) for name in ("title", "label", "summary")]
        if document
        else []
    )
    for given, place in fields:
        yield from (
            Fault(place, f"the telephone number '{number}' is typed by hand", nowhere)
            for number, _ in _numbers(given or "", whole)
        )
    for text in file.texts():
        for number, around in _numbers(text, whole):
            message, name = f"the telephone number '{number}' is typed by hand", whole.helplines.get(dialled(number))
            if number in written:
                if file.page and file.page.borrowed:
                    continue
                fix = f"write {{{{ phone id={name} }}}}" if name else "put the number into site.yaml and refer to it"
                yield file.fault(message, fix, around, around.replace("\u00a0", "&nbsp;"), number)
            elif text != number and not any(number in field for field in whole.fields):
                yield file.fault(message, nowhere, text)


# What a page is made of.


def repeated_ids(file: Finished, whole: Whole) -> Iterator[Fault]:
    """No two elements of a page have the same id."""
    for name in dict.fromkeys(file.ids) if len(set(file.ids)) < len(file.ids) else ():
        if file.ids.count(name) > 1:
            nodes = [node for node in file.tree.css("[id]") if attribute(node, "id") == name]
            near = [f"{'#' * int(node.tag[1])} {words(node)}" for node in nodes if node.tag in HEADINGS]
            fix = (
                "give each heading its own: '## Title {#own-id}'"
                if near
                else "give each its own, or place the component that holds it once"
            )
            yield file.fault(f"the id '{name}' stands {len(nodes)} times", fix, *near, f'id="{name}"')


def heading_order(file: Finished, whole: Whole) -> Iterator[Fault]:
    """A page has one heading of the first level, and no heading skips a level."""
    level = 0
    for node in file.tree.css(", ".join(HEADINGS)):
        here = int((node.tag or "h1")[1])
        if here > level + 1:
            typed = not file.page or words(node) in file.page.document.text
            fix = (
                f"make it level {level + 1}"
                if typed
                else f"put a heading '{'#' * (level + 1)} ...' above the component that shows it"
            )
            yield file.fault(
                f"the heading '{words(node)}' is of level {here} and follows level {level}",
                fix,
                f"{'#' * here} {words(node)}",
            )
        level = here
    firsts = sum(1 for _ in file.find("h1"))
    if firsts != 1:
        yield file.fault(f"the page has {firsts} headings of the first level", "leave it to the title of the page")


def empty_elements(file: Finished, whole: Whole) -> Iterator[Fault]:
    """Every heading, link and button has words, or a picture with a text."""
    for node in file.find(*HEADINGS, "a", "button", "summary"):
        if (
            not words(node)
            and not any(map(_is_named, (node, *node.css("img, svg"))))
            and (node.tag != "a" or "href" in node.attributes)
        ):
            target = attribute(node, "href")
            what = f"the link '{target}' has no words" if node.tag == "a" else f"a <{node.tag}> is empty"
            yield file.fault(what, "write what it is, give the picture in it a text, or remove it", target)
    for node in file.tree.css("[aria-labelledby]"):
        for name in attribute(node, "aria-labelledby").split():
            if name not in file.ids:
                message = f"a <{node.tag}> is named after the element '{name}', which is not on the page"
                yield file.fault(
                    message, "correct 'aria-labelledby', or write the id of a heading", f'aria-labelledby="{name}"'
                )


def tables_without_headers(file: Finished, whole: Whole) -> Iterator[Fault]:
    """Every table has headings that say what they stand above or beside (scope)."""
    for node in file.find("table"):
        if attribute(node, "role") not in ("presentation", "none") and node.css_first("th[scope]") is None:
            yield file.fault(
                "a table has no headings",
                'mark them: <th scope="col"> above a column, <th scope="row"> beside a row',
                "<table",
            )
        elif (cells := node.css("th")) and not any(map(words, cells)):
            yield file.fault(
                "the headings of a table are empty",
                "write above each column what stands in it",
                "<table",
                "|---",
                "| ---",
            )


def figures_without_source(file: Finished, whole: Whole) -> Iterator[Fault]:
    """A figure that shows numbers links to their source and names a year in its caption or table."""
    for node in file.find("figure"):
        if node.css_first("table, svg[role=img]") is None:
            continue
        title = next((words(caption) for caption in node.css("figcaption strong") or node.css("figcaption")), "")
        if not any((parts := split(attribute(link, "href"))) and parts.netloc for link in node.css("a[href]")):
            yield file.fault(
                f"the figure '{title}' does not link to its source",
                "link to the page that published the numbers",
                title,
            )
        if not any(YEAR.search(part.text(separator=" ")) for part in node.css("figcaption, table")):
            yield file.fault(
                f"the figure '{title}' names no year",
                "write in its caption or table which year the numbers are of",
                title,
            )


def wrong_html(file: Finished, whole: Whole) -> Iterator[Fault]:
    """The HTML is what a browser makes of it: everything closed, nothing misnested, doubled or unknown."""
    good: set[str] = set()
    written, understood = tags(file.text), tags(file.tree.html or "")
    wrong = next(
        (tag for (tag, _), (other, _) in zip_longest(written, understood, fillvalue=("", "")) if tag != other), None
    )
    if wrong is not None:
        last = next((tag for tag, _ in reversed(written) if not tag.startswith("/")), "")
        message = (
            f"a browser does not read <{wrong}> as it is written"
            if wrong
            else f"<{last}> or what is around it is never closed"
        )
        yield file.fault(
            message, "close every element in the order of opening; no list, table or paragraph stands in a paragraph"
        )
    for given in {given for _, given in written} - good:
        names = attributes(given)
        twice = next((name for name in names if names.count(name) > 1), "")
        if twice:
            yield file.fault(
                f"the attribute '{twice}' is given twice to one element", "keep one of the two", given.strip()
            )
        else:
            good.add(given)
    yield from _misplaced(file)


def foreign_code(file: Finished, whole: Whole) -> Iterator[Fault]:
    """Only the scripts and styles of static/ stand in a page; nothing else can run, ask or send anything.

    That is law 4. JSON-LD is refused like any other script, so none can be invalid.
    """
    scripts = set(whole.site.assets.scripts.values())
    fix = "remove it; scripts belong in static/scripts/, styles in static/styles/"
    for node in file.find("script", "style"):
        known = scripts if node.tag == "script" else {whole.site.assets.styles_for(file.text)}
        if node.attributes or node.text() not in known:
            yield file.fault(f"a <{node.tag}> that is not from static/ stands in the page", fix)
    for node in file.find("form", "input", "button", "select", "textarea", "iframe", "object", "embed", "base"):
        yield file.fault(f"a <{node.tag}> stands in the page", "remove it; this site asks its readers for nothing")
    yield from (file.fault(message, fix, near) for message, fix, near in _active(file.tree))
    for node in file.tree.css("[style]"):
        yield file.fault(f"the attribute 'style' stands in a <{node.tag}>", fix, "style")
    if file.page and file.is_redirect:
        yield file.fault(
            "a <meta> sends the reader on to another page",
            "remove it; an old address of a page belongs into its 'aliases'",
        )
    if not any(attribute(node, "http-equiv") == "Content-Security-Policy" for node in file.find("meta")):
        fix = 'put it into the head: <meta http-equiv="Content-Security-Policy" content="{{ policy }}">'
        yield replace(file.fault("the page does not tell browsers what to refuse", fix), location=Location(SKELETON))


# Languages.


def pages_without_language(file: Finished, whole: Whole) -> Iterator[Fault]:
    """Every page says which language it is in."""
    if not file.language:
        yield file.fault("the page does not say its language", 'write <html lang="...">')


def unknown_languages(file: Finished, whole: Whole) -> Iterator[Fault]:
    """Every lang and hreflang is the code of a language (BCP 47)."""
    for node in file.tree.css("[lang], [hreflang]"):
        for name in ("lang", "hreflang"):
            code = attribute(node, name)
            if name in node.attributes and not _is_language(code) and not (code == "x-default" and node.tag == "link"):
                fix = "write the code of a language, such as nl or pt-BR"
                yield file.fault(
                    f"{name}='{code}' is not the code of a language",
                    fix,
                    f"{name}={code}",
                    f'{name}="{code}"',
                    f"language: {code}",
                )


def unmarked_languages(file: Finished, whole: Whole) -> Iterator[Fault]:
    """A title that leads to a page in another language says which language it is in (lang)."""
    for cite in file.find("cite"):
        link = next((node for node in ancestors(cite) if node.tag == "a"), None)
        code = attribute(link, "hreflang") if link else ""
        if code and code != language(cite):
            title = words(cite)
            yield file.fault(
                f"the title '{title}' is in '{code}' and does not say so", f'write <cite lang="{code}">', title
            )


# Pictures.


def pictures_without_text(file: Finished, whole: Whole) -> Iterator[Fault]:
    """Every picture has an alternative text, or says that it is decoration."""
    for node in file.find("img"):
        src, alt = attribute(node, "src"), node.attributes.get("alt", " ")
        if alt and not without_hidden(alt).strip():
            path, _ = whole.assets.get(file.inner.get(src, ""), (src, None))
            yield file.fault(f"the picture '{path}' has no alternative text", 'add alt="what it shows"', path)
    for node in file.find("svg"):
        if attribute(node, "role") == "img" and not _is_named(node) and node.css_first("title") is None:
            yield file.fault(
                'a drawing with role="img" has no alternative text', 'add aria-label="what it shows"', 'role="img"'
            )


def file_names_as_text(file: Finished, whole: Whole) -> Iterator[Fault]:
    """The alternative text of a picture says what it shows, not what its file is called."""
    for node in file.find("img"):
        alt, path = attribute(node, "alt"), file.inner.get(attribute(node, "src"), attribute(node, "src"))
        stem = letters(PurePosixPath(path).name.split(".")[0])
        if alt and (letters(alt) == stem or re.search(r"(?i)\.(jpe?g|png|gif|webp|avif|svg)$", alt)):
            yield file.fault(
                f"the text '{alt}' of a picture is the name of its file",
                "describe what it shows",
                f"[{alt}]",
                f'"{alt}"',
            )


def pictures_without_size(file: Finished, whole: Whole) -> Iterator[Fault]:
    """Every photograph has a width and a height, so that the text does not jump when it arrives; drawings (SVG) have their own."""
    for node, path, measured in _photographs(file, whole):
        if not all(PIXELS.fullmatch(attribute(node, name)) for name in ("width", "height")):
            size = "width={} height={}".format(*measured) if measured else "width=... height=..."
            yield file.fault(
                f"the picture '{path}' has no width and height in whole pixels",
                f"write them after it: ![...]({path}){{: {size} }}",
                path,
            )


def oversized_pictures(file: Finished, whole: Whole) -> Iterator[Fault]:
    """No photograph has more than twice the width at which it is shown."""
    for node, path, measured in _photographs(file, whole):
        shown = attribute(node, "width")
        if measured and PIXELS.fullmatch(shown) and measured[0] > 2 * int(shown):
            message = f"the picture '{path}' is {measured[0]} pixels wide and is shown at {shown}"
            yield file.fault(message, f"make it {2 * int(shown)} pixels wide", path)


# Weight.


def heavy_pages(file: Finished, whole: Whole) -> Iterator[Fault]:
    """A page with all it needs to be shown arrives within the budget of site.yaml."""
    budget = whole.site.settings.budgets.page
    if file.path != NOT_FOUND and file.weight > budget:  # a copy, with the address of the site in its links
        message = f"the page weighs {file.weight} bytes compressed; the budget is {budget}"
        yield file.fault(message, "shorten it, divide it, or raise 'budgets' in site.yaml")


def nearly_heavy_pages(file: Finished, whole: Whole) -> Iterator[Fault]:
    """A page leaves 5 % of its budget free for what is written next."""
    budget = whole.site.settings.budgets.page
    if file.path != NOT_FOUND and (1 - RESERVE) * budget < file.weight <= budget:
        message = f"the page weighs {file.weight} bytes compressed, and may weigh {budget}"
        yield file.fault(message, "shorten or divide it before more is written")


def orphan_pages(file: Finished, whole: Whole) -> Iterator[Fault]:
    """Every page is linked from another page of its language: from a text, a card or a menu."""
    known = file.path in whole.linked or file.path in (CHOICE, f"{file.language}/index.html")
    if not known and not file.is_not_found and not file.is_redirect:
        yield file.fault(
            "no other page of its language links to this page", "link to it from another page, or give it a 'menu'"
        )


def short_summaries(file: Finished, whole: Whole) -> Iterator[Fault]:
    """The summary of a page has at least 10 characters."""
    summary = _summary(file)
    if summary and len(summary) < SHORTEST_SUMMARY:
        yield file.fault(
            f"the summary '{summary}' says very little",
            "say in one sentence what the page holds",
            f"summary: {summary}",
        )


# The site as a whole.


def heavy_pictures(whole: Whole) -> Iterator[Fault]:
    """No photograph has more than 200,000 bytes."""
    for path, asset in _picture_files(whole):
        if len(asset.data) > PICTURE_BYTES:
            message = f"the picture has {len(asset.data)} bytes; the limit is {PICTURE_BYTES}"
            yield Fault(Location(f"static/{path}"), message, "make it smaller, or save it as WebP")


def pictures_with_place(whole: Whole) -> Iterator[Fault]:
    """No photograph tells in its data where it was taken."""
    fix = "save a copy of it that stands upright and is without its data (EXIF and XMP)"
    for path, asset in _picture_files(whole):
        if raster.tells_place(asset.data):
            yield Fault(Location(f"static/{path}"), "the picture tells where it was taken", fix)


def active_drawings(whole: Whole) -> Iterator[Fault]:
    """No drawing (SVG) in static/ runs or asks for anything, or holds a photograph."""
    for path, asset in whole.assets.values():
        if path.lower().endswith(".svg"):
            tree = LexborHTMLParser(asset.data.decode("utf-8", "replace"))
            for node in tree.css("script, foreignObject, iframe, image, img"):
                message, fix = f"a <{node.tag}> stands in the drawing", "remove it, and save the drawing as plain SVG"
                yield Fault(Location(f"static/{path}"), message, fix, near=(f"<{node.tag}",))
                node.decompose()
            for message, fix, near in _active(tree):
                yield Fault(Location(f"static/{path}"), message, fix, near=(near,))


def heavy_site(whole: Whole) -> Iterator[Fault]:
    """The median page and all scripts together keep the budgets of site.yaml."""
    budgets = whole.site.settings.budgets
    middle = round(median([file.weight for file in whole.files if file.page] or [0]))
    scripts = sum(len(script.encode()) for script in whole.site.assets.scripts.values())
    if middle > budgets.median:
        message = f"the median page weighs {middle} bytes compressed; the budget is {budgets.median}"
        yield Fault(Location("site.yaml"), message, "shorten styles, templates or pages, or raise 'budgets'")
    if scripts > budgets.scripts:
        yield Fault(
            Location("static/scripts"),
            f"the scripts have {scripts} bytes; the budget is {budgets.scripts}",
            "shorten them, or raise 'budgets'",
        )


def overdue_reviews(whole: Whole) -> Iterator[Fault]:
    """Every page was reviewed by the day that it names."""
    return (Fault(problem.location, problem.message, problem.fix) for problem in model.overdue(whole.site))


def expired_statements(whole: Whole) -> Iterator[Fault]:
    """security.txt has not expired, and the accessibility statement was reviewed within a year."""
    today, statement = whole.site.today, whole.site.settings.accessibility
    if statement and today - statement.reviewed > datetime.timedelta(days=366):
        message = f"the accessibility statement was last reviewed on {statement.reviewed}"
        yield Fault(
            Location("site.yaml"),
            message,
            "check it, and set 'reviewed' anew",
            near=(f"reviewed: {statement.reviewed}",),
        )
    security = whole.site.assets.files.get(".well-known/security.txt")
    if security:
        where = Location("static/.well-known/security.txt")
        found = re.search(rb"(?im)^expires:\s*(\d{4}-\d\d-\d\d)T", security.data)
        if not found:
            yield Fault(
                where,
                "it does not say when it expires (RFC 9116, section 2.5.5)",
                f"add a line 'Expires: {today.year + 1}-01-01T00:00:00Z'",
            )
        elif (day := found[1].decode()) <= today.isoformat():
            yield Fault(where, f"it expired on {day}", "check what it says, and set 'Expires' anew", near=(day,))


PAGE_RULES: Sequence[PageRule] = (
    broken_links, links_to_other_languages, links_to_our_address, tracking_links, insecure_links, vague_links, phone_links, exit_links,
    repeated_titles, missing_summaries, short_summaries, long_sentences, typed_phones,
    repeated_ids, heading_order, empty_elements, tables_without_headers, figures_without_source, wrong_html, foreign_code,
    pages_without_language, unknown_languages, unmarked_languages,
    pictures_without_text, file_names_as_text, pictures_without_size, oversized_pictures,
    heavy_pages, nearly_heavy_pages, orphan_pages,
)  # fmt: skip
SITE_RULES: Sequence[SiteRule] = (
    heavy_pictures,
    pictures_with_place,
    active_drawings,
    heavy_site,
    overdue_reviews,
    expired_statements,
)
WARNINGS: Collection[Rule] = (nearly_heavy_pages, short_summaries, orphan_pages, overdue_reviews, expired_statements)
"""Rules of which a breach does not stop a build, unless it is strict."""


def _links(file: Finished) -> Iterator[tuple[LexborNode, str]]:
    return ((node, target) for node in file.find("a") if (target := attribute(node, "href")))


def _summary(file: Finished) -> str | None:
    """Return what a page tells search engines of itself, or None where it has no text."""
    if next(file.find("main"), None) is None:
        return None
    return next(
        (attribute(node, "content").strip() for node in file.find("meta") if attribute(node, "name") == "description"),
        "",
    )


def _photographs(file: Finished, whole: Whole) -> Iterator[tuple[LexborNode, str, tuple[int, int] | None]]:
    """Return where a page shows a photograph: the element, its path in static/, and its size."""
    for node in file.find("img"):
        address = file.inner.get(attribute(node, "src"), "")
        if address in whole.assets and raster.is_photograph(whole.assets[address][1].data):
            path, asset = whole.assets[address]
            yield node, path, raster.size(asset.data)


def _picture_files(whole: Whole) -> Iterator[tuple[str, Asset]]:
    return ((path, asset) for path, asset in whole.assets.values() if raster.is_photograph(asset.data))


def _active(tree: LexborHTMLParser) -> Iterator[tuple[str, str, str]]:
    """Return what is wrong with every attribute that could run a script or ask another site for something, how to mend it, and its value."""
    for node in tree.css("*"):
        for name, value in node.attributes.items():
            if name.startswith("on") or name in ("ping", "srcdoc"):
                yield (
                    f"the attribute '{name}' stands in a <{node.tag}>",
                    "remove it; scripts belong in static/scripts/, styles in static/styles/",
                    name,
                )
            elif value and (name in ADDRESSES or "url(" in value):
                address = re.sub(r"[\x00-\x20]", "", value).replace("\\", "/")
                leads = name in ("href", "xlink:href") and (
                    node.tag in ("a", "area") or attribute(node, "rel") in ("canonical", "alternate")
                )
                if re.match(r"(javascript|vbscript|data):", address, re.IGNORECASE):
                    yield (
                        f"the address '{value}' could run a script",
                        "link to a page, or to an address that begins with https://",
                        value,
                    )
                elif not leads and re.search(r"(?:^|,|url\([\"']?)(?:[a-z][a-z\d+.-]*:)?//", address, re.IGNORECASE):
                    message = f"the <{node.tag}> asks another site for '{value}', which then knows the reader"
                    yield message, "put a copy into static/ and name it from there", value


def _shows(shown: str, number: str) -> bool:
    """Return whether a number, as it is dialled, stands in words by itself, in any spelling."""
    code, rest = (
        ("(?:(?:00)?32|0)", number[3:])
        if number.startswith("+32")
        else ("(?:00)?" * number.startswith("+"), number.removeprefix("+"))
    )
    return bool(
        rest and re.search(rf"(?<!\d)(?<!\d\W){code}{SIGNS}{SIGNS.join(rest)}(?!\W?\d)", shown.replace("(0)", ""))
    )


def _numbers(text: str, whole: Whole) -> Iterator[tuple[str, str]]:
    """Return the telephone numbers of a text: whole ones, but not of enterprises; short ones of a helpline, or with words that say to call them."""
    if not re.search(r"\d{2}", text):
        return
    for found in TELEPHONE.finditer(text):
        digits = re.sub(r"\D", "", found[0])
        enterprise = (
            re.fullmatch(r"\d{4}([.\s])\d{3}\1\d{3}", found[0]) and int(digits[:8]) % 97 + int(digits[8:]) == 97
        )
        if len(digits) > 6 and not enterprise:
            yield found[0], found[0]
    for found in SHORT.finditer(text):
        if found["call"] or (len(found["number"]) > 3 and dialled(found["number"]) in whole.helplines):
            yield found["number"], found[0]


def _misplaced(file: Finished) -> Iterator[Fault]:
    for tag in file.tags:
        for node in file.find(tag) if tag not in ELEMENTS else ():
            if not any(above.tag in ("svg", "math") for above in ancestors(node)):
                yield file.fault(f"there is no element <{tag}>", "use one of the HTML standard", f"<{tag}")
    for tag in BLOCKS.intersection(file.tags):
        for node in file.find(tag):
            if node.parent and node.parent.tag in ONLY_WORDS:
                yield file.fault(
                    f"a <{tag}> stands in a <{node.parent.tag}>, which holds words only", "put it outside", f"<{tag}"
                )
    for tag, allowed in PARENTS.items():
        for node in file.find(tag):
            if node.parent and node.parent.tag not in allowed:
                yield file.fault(
                    f"a <{tag}> stands in a <{node.parent.tag}>", f"put it into a <{allowed[0]}>", f"<{tag}"
                )


def _is_named(node: LexborNode) -> bool:
    return bool(
        without_hidden(
            attribute(node, "alt") + attribute(node, "aria-label") + attribute(node, "aria-labelledby")
        ).strip()
    )


def _in_main(node: LexborNode) -> bool:
    return any(above.tag == "main" for above in ancestors(node))


@cache
def _is_language(code: str) -> bool:
    """Return whether CLDR knows every part of a language code; what follows an x is for private use (BCP 47, section 2.2.7)."""
    try:
        language, territory, script, *_ = parse_locale(code.partition("-x-")[0], sep="-")
    except ValueError:
        return False
    known = Locale("en")
    named = language in known.languages or language in UNNAMED
    return named and (not territory or territory in known.territories) and (not script or script in known.scripts)
