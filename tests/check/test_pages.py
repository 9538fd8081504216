"""The rules for a finished page."""

from tests.conftest import FIRST, SECOND, append, change, reported

EMPTY = "write its text, describe the picture in it, or remove it"
OWN = "give each its own: {#own-id} in a heading, {: #own-id } after other words; or use the component only once"
HEADING = "add a heading of level 2 above it, in a text as '## ...'"
LINK = "write {{ link(page) }} or {{ asset(path) }} instead, or add the missing file"
EXIT = 'add one link with id="exit": {% include "parts/exit.html" %}'
LOST = 'give the element that shows it id="figure-people"'
SCRIPT = "add it: <script>{{ scripts.exit }}</script>"

VALID = """
<a href="en/help/index.html#who-answers">a</a> <a href="#y" id="y">b</a> <a href="https://[x">c</a> <a id="z"></a>
<a href="https://y.example/"><svg aria-label="X"/></svg></a> <a href="https://y.example/" aria-label="X"></a>
<a href="https://y.example/"><img alt="X"></a>
<h2>A</h2> <h3>B</h3> <h2>C</h2>
"""
INVALID = """
<a href="gone.html">c</a> <a href="en/help/index.html#z">b</a> <img src="d.svg"> <i id="x"></i> <i id="x"></i>
<h1>D</h1> <h3>E</h3> <h2> </h2> <a href="/en/help/">f</a> <a href="https://x.example/"><img alt=""></a>
"""
FOUND = f"""\
an <img> has no 'alt' (on /) → describe the picture in alt="...", or write alt="" if it is only decoration
the <h2> is empty (on /) → {EMPTY}
the heading 'E' has level 3 but follows level 1 (on /) → {HEADING}
the id 'x' is used 2 times (on /) → {OWN}
the link '/en/help/' goes to a file that is not published (on /) → {LINK}
the link 'd.svg' goes to a file that is not published (on /) → {LINK}
the link 'en/help/index.html#z' goes to an id that is not on that page (on /) → correct the part after '#'
the link 'gone.html' goes to a file that is not published (on /) → {LINK}
the link 'https://x.example/' has no text (on /) → {EMPTY}
the page has 2 headings of level 1 (on /) → use level 1 for the title of the page, and only there"""


def test_a_problem_from_a_template_is_reported_at_the_template(tiny, run):
    change(tiny, "templates/languages.html", "<ul class", f"{VALID}{INVALID}<ul class")

    assert reported(run(tiny)[2]) == "\n".join(f"templates/languages.html:1:1: {line}" for line in FOUND.splitlines())


def test_a_problem_from_a_component_or_a_part_is_reported_at_it(tiny, run):
    append(tiny, "templates/components/phone.html", '<a href="gone.html">A</a>')
    append(tiny, "templates/parts/sources.html", '<a href="past.html">A</a>')
    append(tiny, "templates/components/map.html", '<p style="color: red"><a href="https://x.example/"></a></p>')
    more = '{{ body() }}<a href="lost.html">A</a><h5>Deep</h5><i id="main"></i>'
    change(tiny, "templates/page.html", "{{ body() }}", more)

    assert {line.partition(" (on ")[0] for line in reported(run(tiny)[2]).splitlines() if " (on " in line} == {
        "templates/components/map.html:1:1: the attribute 'style' is not allowed on <p>",
        "templates/components/map.html:1:1: the link 'https://x.example/' has no text",
        "templates/components/phone.html:1:1: the link 'gone.html' goes to a file that is not published",
        "templates/parts/sources.html:1:1: the link 'past.html' goes to a file that is not published",
        "templates/page.html:1:1: the heading 'Deep' has level 5 but follows level 1",
        "templates/page.html:1:1: the heading 'Deep' has level 5 but follows level 2",
        "templates/page.html:1:1: the heading 'Deep' has level 5 but follows level 3",
        "templates/page.html:1:1: the id 'main' is used 2 times",
        "templates/page.html:1:1: the link 'lost.html' goes to a file that is not published",
    }


def test_an_id_missing_from_a_component_is_reported_at_the_component(tiny, run):
    """Each link to it was reported at the template of its page."""
    change(tiny, "templates/components/figure.html", ' id="{{ anchor(typed.id) }}"', "")
    append(tiny, SECOND, "\nSee the [people](first.md#figure-people).\n")

    assert reported(run(tiny)[2]) == (
        "templates/components/figure.html:1:1: no element has the id 'figure-people', which links to this component "
        f"need (on /en/topics/first/ and 3 more pages) → {LOST}"
    )


def test_an_id_is_reported_at_its_line_and_a_heading_at_its_component(tiny, run):
    last = append(tiny, FIRST, "\n## Sources\n\n{{ contact }}\n") - 2
    placed = append(tiny, SECOND, "\n{{ partners }}\n")
    append(tiny, "templates/components/contact.html", "<h4>Write</h4>")
    lost = append(tiny, "content/en/404.md", "\n*Lost*{: #main } here.\n")

    assert reported(run(tiny)[2]) == (
        f"content/en/404.md:{lost}:7: the id 'main' is used 2 times (on /en/404.html and 4 more pages) → {OWN}\n"
        f"{FIRST}:{last}:1: the id 'sources' is used 2 times (on /en/topics/first/ and 3 more pages) → {OWN}\n"
        f"{FIRST}:{last + 2}:1: the heading 'Write' has level 4 but follows level 2 "
        f"(on /en/topics/first/ and 3 more pages) → {HEADING.replace('2', '3').replace('##', '###')}\n"
        f"{SECOND}:{placed}:1: the heading 'The House' has level 3 but follows level 1 "
        f"(on /en/topics/second/ and 3 more pages) → {HEADING}"
    )


def test_problems_of_finished_pages_are_reported_with_those_of_texts(tiny, run):
    last = append(tiny, FIRST, "\n## Sources\n\n{{ contact }}\n") - 2
    linked = append(tiny, SECOND, "\n*See*{: #main } [it](frist.md).\n")

    locations = [line.partition(": ")[0] for line in reported(run(tiny)[2]).splitlines()]
    assert locations == [f"{FIRST}:{last}:1", *(f"{SECOND}:{linked}:{at}" for at in (6, 22))]


def test_a_problem_that_follows_from_one_in_the_text_is_not_reported(tiny, run):
    last = append(tiny, FIRST, "\n# Above all\n\n## \n\n[](second.md)\n")
    unread = append(tiny, SECOND, "\nPartners\n--------\n\n{{ partners }}\n") - 2

    locations = [line.partition(": ")[0] for line in reported(run(tiny)[2]).splitlines()]
    assert locations == [*(f"{FIRST}:{line}:1" for line in (last - 4, last - 2, last)), f"{SECOND}:{unread}:1"]


def test_a_template_without_a_title_is_reported_once(tiny, run):
    """The first heading of each page followed from it."""
    change(tiny, "templates/page.html", "<h1>{{ title(page) }}</h1>", "")

    assert reported(run(tiny)[2]) == (
        "templates/page.html:1:1: the page has 0 headings of level 1 (on /en/404.html and 16 more pages) → "
        "use level 1 for the title of the page, and only there\n    also at templates/section.html:1:1"
    )


def test_a_page_with_exit_needs_the_leave_quickly_link_and_its_script(tiny, run):
    change(tiny, "templates/parts/exit.html", 'id="exit"', 'id="exit" target="_blank"')
    change(tiny, "templates/skeleton.html", "<script>{{ scripts.exit }}</script>", "")

    where, pages = "templates/skeleton.html:1:1: the page", "(on /en/help/ and 3 more pages)"
    assert reported(run(tiny)[2]) == (
        f"{where} has no leave-quickly link to https://weather.example/ {pages} → {EXIT}\n"
        f"{where} needs the script of the leave-quickly link {pages} → {SCRIPT}"
    )
