"""Pages as the templates render them."""

import re

import pytest

from generator.read.files import Files
from generator.render import handouts
from generator.render.templates import environment
from tests.conftest import FIRST, SECOND, append, build_page, build_site, change, make, write


def test_an_inline_component_alone_on_a_line_is_a_paragraph(tiny):
    append(tiny, SECOND, "\n{{ phone id=line }}\n\nCall {{ phone id=line }}.\n")

    html = build_page(tiny, "en/topics/second")
    assert html.count('<p><a class="number"') == 1
    assert html.count('Call <a class="number"') == 1


def test_placeholders_work_in_variables_and_filters(tiny):
    """The text, styles and policy were lost if a template put them in a variable or a filter."""
    before = build_page(tiny, "en/topics/second")
    for path, name in (("page", "{{ body() }}"), ("skeleton", "{{ styles }}"), ("skeleton", "{{ policy }}")):
        change(tiny, f"templates/{path}.html", name, f"{{% set part %}} {name} {{% endset %}}{{{{ part|trim }}}}")
    change(tiny, "templates/skeleton.html", "{% filter passing %}", "{% filter trim %}{% filter passing %}")
    change(tiny, "templates/skeleton.html", "{% endfilter %}", "{% endfilter %}{% endfilter %}")

    assert build_page(tiny, "en/topics/second") == before


def test_a_byte_order_mark_in_a_template_style_or_script_is_ignored(tiny):
    """It was in the middle of each page, and the first rule of a style was lost after it."""
    before = build_page(tiny, "en/topics/second")
    for path in ("templates/parts/footer.html", "static/styles/all.css", "static/scripts/page.js"):
        write(tiny, path, "\ufeff" + (tiny / path).read_text("utf-8"))

    assert build_page(tiny, "en/topics/second") == before


def test_a_page_to_leave_quickly_has_no_citation_marks(tiny):
    change(tiny, FIRST, "order: 1", "order: 1\nexit: true")
    html = build_page(tiny, "en/topics/first")
    assert 'href="#source-1"' not in html
    assert 'id="source-1"' in html
    assert "<p>It began and went on." in html


def test_the_citation_marks_under_a_chart_are_in_the_order_of_the_list_of_sources(tiny):
    change(tiny, "content/en/data/figures.yaml", "sources: [count]", "sources: [count, log]")

    (sources,) = re.findall(r'<p class="source">.*', build_page(tiny, "en/topics/first"))
    numbers = re.findall(r"#source-(\d+)", sources)
    assert len(numbers) == 2
    assert numbers == sorted(numbers)


def test_a_timeline_is_in_order_links_to_its_milestones_and_folds_the_rest(tiny):
    events = [
        "{year: 2004, text: Alone., sources: [regeln]}",
        "{year: 2012, date: 2012-03-01, text: March., sources: [rules]}",
        "{year: 2012, date: 2012-05-02, milestone: true, text: May., sources: [rules, log]}",
        "{year: 2012, text: Undated., sources: [log]}",
    ]
    timeline = "".join(f"event-{number}: {event}\n" for number, event in enumerate(events))
    write(tiny, "content/en/data/timeline.yaml", timeline)

    html = build_page(tiny, "en/topics/first")
    decades = html.split('<div class="decade">')[1:]
    assert [re.findall(r"<p>(\w+\.)<sup", decade) for decade in decades] == [["Alone."], ["May.", "March.", "Undated."]]
    assert ["<details>" in decade for decade in decades] == [False, True]
    assert "<p><i></i></p>" in html
    assert '<p><i></i><a href="#event-2">2012</a> <i></i></p>' in html
    assert '<li id="event-2"><p class="when">2\xa0May 2012</p>\n<p>May.' in html


def test_a_flyer_is_offered_in_each_language_that_has_its_file(tiny):
    append(tiny, "content/en/data/days.yaml", "  flyer: {title: A flyer, file: files/flyer-en.pdf}\n")
    write(tiny, "content/fr/data/days.yaml", "eu-day: {flyer: {file: files/flyer-fr.pdf}}\n")
    append(tiny, FIRST, "\n{{ flyer id=eu-day }}\n")

    def flyers() -> list[str]:
        html = build_page(tiny, "en/topics/first")
        return re.findall(
            r'<p><a href="[./]*static/files/(flyer-..)[^"]*"[^>]* download>A flyer</a> (\(.*\))</p>', html
        )

    assert flyers() == []

    for code in ("fr", "en"):
        write(tiny, f"static/files/flyer-{code}.pdf", "%PDF-1.7\n")

    assert flyers() == [("flyer-en", "(PDF, 1\xa0kB)"), ("flyer-fr", "(French, PDF, 1\xa0kB)")]


def test_texts_that_are_the_same_in_every_language_are_on_the_card_and_the_flyer(tiny):
    flyer, line = "  flyer: {title: A flyer, file: files/f.pdf}\n", "name: SOS\n  hours: 24/7\n"
    write(tiny, "static/files/f.pdf", "%PDF-1.7\n")
    append(tiny, "content/en/data/days.yaml", flyer)
    append(tiny, FIRST, "\n{{ flyer id=eu-day }}\n")
    for code in ("en", "fr", "nl", "de"):
        write(tiny, f"content/{code}/data/helplines.yaml", f"line:\n  {line}" + {
            "en": "  number: 02 555 01 01\n  purpose: For everyone.\n  footer: true\n"
        }.get(code, ""))  # fmt: skip
    site = make(tiny).site
    card = handouts.sheets(site, environment(Files(tiny)))[-1].html.decode()

    assert card.count("<strong>SOS</strong> 24/7") == 8 * 4
    assert [build_page(tiny, f"{code}/topics/first").count("files/f.") for code in ("en", "fr")] == [1, 1]


@pytest.mark.parametrize(("page", "chart", "expected"), [
    ("first", "{{ figure id=people }}", '<a href="#figure-people"><b>1,234</b> people came</a>'),
    ("second", "{{ figure id=people }}", '<a href="../first/index.html#figure-people"><b>1,234</b>'),
    ("second", "None.", "<li><b>1,234</b> people came <span>"),
])  # fmt: skip
def test_a_headline_links_to_its_chart_if_a_page_shows_it(page, chart, expected, tiny):
    headline = "finding: One thousand.\n  headline: {row: 2023, column: all, text: people came}\n  chart: [all]"
    change(tiny, "content/en/data/figures.yaml", "chart: [all]", headline)
    change(tiny, FIRST, "{{ figure id=people }}", chart)
    append(tiny, f"content/en/topics/{page}.md", "\n{{ findings }}\n")

    assert expected in build_page(tiny, f"en/topics/{page}")
    figure = '<figure class="figure" id="figure-people"[^>]*>\n<figcaption[^>]*><strong>One thousand.</strong>'
    assert bool(re.search(figure, build_page(tiny, "en/topics/first"))) == chart.startswith("{{")


def test_the_404_page_lists_its_sources(tiny):
    change(tiny, "content/en/404.md", "[help](help.md)", "[help](help.md) [@log]")

    assert b'id="source-1"' in build_site(tiny)["404.html"]


def test_a_script_runs_on_a_page_with_markup_in_an_attribute(tiny, browser):
    """Text that looks like a script, such as in a title, has no hash, and does not change that of the real one."""
    change(tiny, "templates/parts/exit.html", "<aside ", '<aside title="<script>" ')
    build_site(tiny)
    page = browser.new_page()
    page.goto((tiny / "public/en/help/index.html").as_uri())

    page.evaluate("document.getElementById('exit').href = 'about:blank'")
    for _ in range(3):
        page.keyboard.press("Shift")
    page.wait_for_url("about:blank")
    page.close()
