"""What the words of finished pages say, found again in the files that they come from."""

import html
import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import PurePosixPath
from statistics import mean
from urllib.parse import unquote, urlsplit

from babel import Locale
from babel.core import parse_locale
from selectolax.lexbor import LexborNode

from generator.check.shown import (
    AllShown,
    Fault,
    Shown,
    attribute,
    language,
    letters,
    on_one_line,
    split,
    without_hidden,
    without_scheme,
    words,
)
from generator.read.phones import dialled

PageRule = Callable[[Shown, AllShown], Iterator[Fault]]

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
UNNAMED = {"arb", "cmn", "edo", "kmr", "pes", "prs", "rmc", "rmn", "rmo", "rmy"}
"""Languages of people who ask for help that CLDR counts to others and has no name for: Arabic, Mandarin, Edo, Kurmanji, Persian, Dari and Romani."""
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


def links_to_our_address(file: Shown, whole: AllShown) -> Iterator[Fault]:
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


def tracking_links(file: Shown, whole: AllShown) -> Iterator[Fault]:
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


def insecure_links(file: Shown, whole: AllShown) -> Iterator[Fault]:
    """No link is http: where the site has the same address with https:."""
    for _, target in _links(file):
        if target.lower().startswith("http:") and (secure := whole.secure.get(without_scheme(target))):
            place = "".join(target.partition("#")[1:])
            yield file.fault(
                f"the link '{target}' is not encrypted", f"write {secure}{place}, as elsewhere on the site", target
            )


def vague_links(file: Shown, whole: AllShown) -> Iterator[Fault]:
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


def phone_links(file: Shown, whole: AllShown) -> Iterator[Fault]:
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


# Words.


def long_sentences(file: Shown, whole: AllShown) -> Iterator[Fault]:
    """The sentences of a page have no more words on average than the budget of site.yaml."""
    budgets = whole.site.settings.budgets
    budget = budgets.exit_sentence if file.page and file.page.front.exit else budgets.sentence
    average = mean(file.sentences) if file.page and file.sentences else 0
    if average > budget:
        message = f"the sentences have {average:.1f} words on average; the budget is {budget:g}"
        yield file.fault(message, "divide the longest sentences, or raise 'budgets' in site.yaml")


def typed_phones(file: Shown, whole: AllShown) -> Iterator[Fault]:
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


# Languages.


def unknown_languages(file: Shown, whole: AllShown) -> Iterator[Fault]:
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


# Pictures.


def file_names_as_text(file: Shown, whole: AllShown) -> Iterator[Fault]:
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


# Weight.


# The site as a whole.


RULES: Mapping[str, PageRule] = {
    rule.__name__.replace("_", "-"): rule
    for rule in (
        links_to_our_address, tracking_links, insecure_links, vague_links, phone_links, long_sentences, typed_phones,
        unknown_languages, file_names_as_text,
    )
}  # fmt: skip


def _links(file: Shown) -> Iterator[tuple[LexborNode, str]]:
    return ((node, target) for node in file.find("a") if (target := attribute(node, "href")))


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


def _numbers(text: str, whole: AllShown) -> Iterator[tuple[str, str]]:
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
