"""Languages: addresses, alternates, borrowed pages, and a fifth language that is written from right to left."""

import datetime
import html
import re
import shutil
from pathlib import Path

import pytest
import yaml
from selectolax.lexbor import LexborHTMLParser, LexborNode

from generator.render.context import Context
from generator.render.templates import environment
from tests.conftest import ROOT, append, build_page, build_site, change, make, write


def language(node: LexborNode) -> str:
    """Return the language of an element: its own `lang`, or that of its nearest ancestor with one."""
    while node.parent and not node.attributes.get("lang"):
        node = node.parent
    return node.attributes.get("lang") or ""


@pytest.fixture
def arabic(tiny: Path) -> Path:
    """The tiny site with Arabic: one entry in site.yaml, and one file of interface words."""
    german = "  de: {name: Deutsch}\n"
    change(tiny, "site.yaml", german, f"{german}  ar: {{name: العربية}}\n")
    words = yaml.safe_load((tiny / "content/en/words.yaml").read_text("utf-8"))
    words |= {
        "menu": "القائمة",
        "need_help": "هل تحتاج إلى المساعدة الآن؟",
        "borrowed": "هذه الصفحة غير مترجمة بعد. وهي معروضة باللغة {language}.",
    }
    write(tiny, "content/ar/words.yaml", yaml.safe_dump(words, allow_unicode=True))
    return tiny


def page(folder: Path, path: str) -> LexborHTMLParser:
    return LexborHTMLParser(build_page(folder, path))


def texts(parsed: LexborHTMLParser, selector: str) -> list[tuple[str, str]]:
    """Return every text node with its language."""
    body = parsed.css_first(selector)
    return [
        (node.text(), language(node.parent))
        for node in body.traverse(include_text=True)
        if node.tag == "-text" and node.parent and node.text().strip()
    ]


def test_a_new_language_borrows_its_pages_marked_with_the_original_language_and_a_notice(arabic):
    for name in ("", "topics", "topics/first", "topics/second"):
        original, borrowed = page(arabic, f"en/{name}"), page(arabic, f"ar/{name}")

        assert texts(borrowed, ".prose") == texts(original, ".prose")
        assert texts(borrowed, "h1") == texts(original, "h1")
        assert {code for _, code in texts(borrowed, "header.site .menu li")} == {"en"}
        assert {code for _, code in texts(borrowed, ".sources > h2, .call h2")} == {"ar"}
    marked = [(node.attributes["lang"], node.attributes["dir"]) for node in borrowed.css("html, h1 span, .prose")]
    assert marked == [("ar", "rtl"), ("en", "ltr"), ("en", "ltr")]
    assert "هذه الصفحة غير مترجمة بعد. وهي معروضة باللغة الإنجليزية." in borrowed.text()
    assert "القائمة" in borrowed.css_first("nav.menu").text()


def test_the_layout_of_a_right_to_left_language_is_mirrored(arabic, browser):
    opened = browser.new_page(viewport={"width": 1280, "height": 900})

    def edges(path: str) -> list[float]:
        opened.goto((arabic / "public" / path).as_uri())
        return opened.evaluate(
            "[...document.querySelectorAll('.to-help, header.site .name')].map(part => "
            "part.getBoundingClientRect().left)"
        )

    # The tiny site has styles of its own; the real ones must be mirrored.
    styles = "".join(file.read_text("utf-8") for file in sorted((ROOT / "static/styles").glob("*.css")))
    write(arabic, "static/styles/all.css", styles)
    build_site(arabic)
    left, right = edges("en/index.html"), edges("ar/index.html")
    opened.close()

    assert left[0] < left[1]
    assert right[0] > right[1]


def test_phone_numbers_are_left_to_right_in_every_language(arabic):
    for code in ("en", "fr"):
        append(arabic, f"content/{code}/index.md", "\n\n{{ contact }}\n\n{{ partners }}\n\n{{ phone id=line }}\n")
    pages = [LexborHTMLParser(data) for path, data in build_site(arabic).items() if re.fullmatch("ar/.*html", path)]
    numbers = [link for page in pages for link in page.css("a[href^='tel:']")]

    assert len(numbers) > 2 * len(pages)
    assert [link.html for link in numbers if not link.css_matches("[dir=ltr]")] == []


def test_styles_use_logical_properties_instead_of_left_and_right():
    for file in sorted((ROOT / "static/styles").rglob("*.css")):
        style = re.sub(r"\((?:[^()]|\([^()]*\))*\)", "", file.read_text("utf-8"))
        sides = re.findall(r"(?:margin|padding|inset):" + r" ([^\s;}]+)" * 4, style)

        assert [four for four in sides if four[1] != four[3]] == [], file.name
        assert re.findall(r"[{;] *[\w-]*(?:left|right):|(?:float|text-align): (?:left|right)", style) == [], file.name


def test_a_language_without_a_name_for_a_term_is_left_out_of_its_translations(tiny):
    change(tiny, "content/fr/data/glossary.yaml", "arrival:\n  term: Étape\n", "")

    (french,) = page(tiny, "en/topics/first").css(".glossary .translations")
    assert french.text() == "French organisation non gouvernementale"


@pytest.mark.parametrize(("locale", "shown"), [
    ("fr", ["1er\xa0mars 2026", "1er\xa0mars", "11\xa0mars 2026", "11\xa0mars"]),
    ("es", ["1er\xa0de marzo de 2026", "1er\xa0de marzo", "11\xa0de marzo de 2026", "11\xa0de marzo"]),
])  # fmt: skip
def test_the_first_of_a_month_has_its_own_word_in_every_date(tiny, locale, shown):
    change(tiny, "site.yaml", "{name: Nederlands}", f"{{name: Nederlands, locale: {locale}}}")
    change(tiny, "content/nl/words.yaml", "first_of_month: 1", "first_of_month: 1er")
    site = make(tiny).site
    context = Context(site, environment(tiny), site.home("nl"), "nl/")

    days = datetime.date(2026, 3, 1), datetime.date(2026, 3, 11)
    assert [context.plain_date(day, form) for day in days for form in ("long", "day")] == shown


def test_a_language_without_a_locale_of_its_own_has_its_own_name(tiny):
    more = "  rom: {name: Romani čhib, locale: ro}\n  pt-BR: {name: Português}\n"
    change(tiny, "site.yaml", "  de: {name: Deutsch}\n", f"  de: {{name: Deutsch}}\n{more}")
    for code in ("rom", "pt-BR"):
        shutil.copytree(tiny / "content/nl", tiny / "content" / code)
    settings = make(tiny).site.settings

    def names(reader: str) -> list[str]:
        return [settings.language_name(code, reader) for code in ("fr", "fr-BE", "nl-BE", "pt-BR", "rom", "xx")]

    assert names("en") == ["French", "French", "Flemish", "Brazilian Portuguese", "Romany", "xx"]
    assert names("pt-BR") == ["francês", "francês", "flamengo", "Português", "romani", "xx"]


def test_plain_text_gets_the_same_typography_as_markdown_wherever_it_is_shown(tiny):
    help_page, line = "content/fr/help.md", "content/fr/data/helplines.yaml"
    change(tiny, help_page, "title: Obtenir de l’aide", 'title: Obtenir "l\'aide" \\> ?')
    change(tiny, help_page, "summary: Qui appeler.", 'summary: "Qui appeler : l\'aide."')
    change(tiny, line, "name: La ligne", 'name: "L\'aide :  la ligne"')
    change(tiny, "content/fr/words.yaml", "menu: Menu", 'menu: "L\'aide !"')
    change(tiny, "content/fr/words.yaml", "quotes: « »", "quotes: «\u00a0 \u00a0»")
    for code in ("en", "fr"):
        change(tiny, f"content/{code}/data/glossary.yaml", "abbreviation: NGO", "abbreviation: 'N\\~O'")

    shown = {path: html.unescape(data.decode("utf-8", "replace")) for path, data in build_site(tiny).items()}
    title = "Obtenir «\u00a0l’aide\u00a0» >\u00a0?"
    assert [path for path, text in shown.items() if re.search(r"(?i)l'aide|N\\+~O", text)] == []
    for path, expected in {
        "fr/obtenir-de-l-aide/index.html": (f"<h1>{title}</h1>", f"<title>{title} –"),
        "fr/index.html": (title, "Qui appeler\u00a0: l’aide.", "L’aide\u00a0: la ligne", "L’aide\u00a0!"),
        "en/data/facts/glossary.csv": ("N~O",),
        "fr/data/feed.xml": (f"<title>{title}<", "<summary>Qui appeler\u00a0: l’aide.<"),
    }.items():
        assert [text for text in expected if text not in shown[path]] == []


def test_a_quotation_in_another_language_names_that_language(tiny):
    for code in ("en", "fr"):
        append(tiny, f"content/{code}/index.md", "\n\n{{ quote id=rule }}\n")

    assert "15\xa0novembre 2000</time> (anglais). " in build_page(tiny, "fr")
    assert "15\xa0November 2000</time>. " in build_page(tiny, "en")
