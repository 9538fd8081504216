"""The edit view as an editor uses it, in a browser and mostly by keyboard; and attempts by others to use it."""

import contextlib
import http.client
import json
import re
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page

from generator.publish import edit_files
from generator.publish.edit_view import EditView
from tests.conftest import FIRST, SECOND, fetch, files, patched
from tests.publish.conftest import Running
from tests.publish.test_preview import build_preview

EDIT = f".preview/edit/{FIRST}"
SELECTED = "(field => field.value.slice(field.selectionStart, field.selectionEnd))(document.activeElement)"
IN_SAFARI = "frame => frame.contentDocument.body.addEventListener('click', event => event.stopPropagation())"
"""Safari runs no listeners on a document in a sandbox."""
FRONT = "---\ntitle: First topic  # as it was agreed\nsummary: The first of two.\norder: 1\n---\n"


@pytest.fixture
def page(preview: Running, page: Page) -> Page:
    preview.save(FIRST, f"{FRONT}Some words.\n")
    page.goto(preview.address + EDIT)
    page.get_by_role("status").get_by_text("No problems").wait_for()
    return page


def text_of(preview: Running) -> str:
    return (preview.folder / FIRST).read_text("utf-8")


def append_text(page: Page, text: str) -> None:
    page.get_by_label("Text", exact=True).focus()
    page.keyboard.press("Control+End")
    page.keyboard.type(text)


def save(page: Page) -> None:
    """Save, and wait for the response: the status may still be that of the last save."""
    with page.expect_response("**/.preview/save/**"):
        page.keyboard.press("Control+s")
    page.get_by_role("status").get_by_text(re.compile("^Saved")).wait_for()


def test_an_edit_is_previewed_at_once_saved_with_a_key_and_shown_on_the_page(preview, page):
    page.get_by_label("Summary").fill("Another: summary.")
    append_text(page, "\nWritten by hand.")
    page.frame_locator("iframe").get_by_text("Written by hand.").wait_for()
    assert text_of(preview) == f"{FRONT}Some words.\n"

    save(page)
    front = FRONT.replace("The first of two.", '"Another: summary."')
    assert text_of(preview) == f"{front}Some words.\n\nWritten by hand.\n"

    page.get_by_role("link", name="View page").click()
    page.get_by_text("Written by hand.").wait_for()
    page.get_by_role("link", name="Edit", exact=True).click()
    page.get_by_role("textbox", name="Title required").wait_for()


def test_a_link_to_a_file_or_another_site_opens_in_a_new_tab_and_leaves_the_preview(preview, page):
    page.context.route(re.compile(r"https://a\.example/|\.pdf$"), lambda route: route.fulfill(body="Theirs."))
    with patched(preview.folder, {"static/files/report.pdf": b"%PDF-1.7"}):
        append_text(page, "\nSee [theirs](https://a.example/report) and [ours](files/report.pdf).")
        shown = page.frame_locator("iframe")
        for name, address in (("theirs", r"^https://a\.example/report$"), ("ours", r"/static/files/report\.\w+\.pdf$")):
            link = shown.get_by_role("link", name=name)
            link.wait_for()
            page.locator("iframe").evaluate(IN_SAFARI)
            with page.expect_popup() as opened:
                link.click()
            assert re.search(address, opened.value.url)

        append_text(page, " More.\n\n{{ downloads }}")
        with page.expect_download():
            shown.get_by_role("link", name="CSV").first.click()
        shown.get_by_text("More.").wait_for()


def test_a_value_that_a_field_cannot_show_is_kept_until_the_field_is_filled_in(preview, page):
    invalid = FRONT.replace("order: 1", "order: +5\nexit: yes\nreviewed: soon")
    preview.save(FIRST, f"{invalid}Words.\n")
    page.goto(preview.address + EDIT)
    page.get_by_label("Summary").fill("Another.")
    save(page)
    assert text_of(preview) == f"{invalid}Words.\n".replace("The first of two.", "Another.")

    page.get_by_label("Exit").check()  # the folded fields open if one has a problem
    page.get_by_label("Summary").fill("The first of two.")
    save(page)
    assert text_of(preview) == f"{invalid}Words.\n".replace("exit: yes", "exit: true")


def test_a_problem_is_shown_at_its_field_or_links_to_its_line(preview, page):
    append_text(page, "\n[x](gone.md)\n\n## More {#more}\n\nWords.")
    page.get_by_role("status").get_by_text("1 problem here, 1 in other files").wait_for()
    for width in (1000, 1350, 1700):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.get_by_role("status").bounding_box()["height"] < 30, "it is on one line"
    page.get_by_role("status").get_by_role("link", name="1 problem").press("Enter")
    assert page.locator("#problems:target").is_visible()
    page.get_by_role("button", name="Line 3 of the text").press("Enter")
    assert page.evaluate(SELECTED) == "gone.md)"

    title = page.get_by_role("textbox", name="Title required")
    title.fill("")
    page.get_by_text("'title' is empty").first.wait_for()
    page.get_by_role("button", name="Field title").press("Enter")
    assert title.evaluate("field => field === document.activeElement")
    title.fill("First topic")

    page.get_by_text("More fields").click()
    page.get_by_label("Review by").fill("2026-01-01")
    page.get_by_label("Order").fill("")
    page.get_by_label("Drawing").fill("gone")
    page.get_by_text("there is no drawing").first.wait_for()
    assert page.get_by_label("Drawing").get_attribute("aria-invalid") == "true"
    assert text_of(preview) == f"{FRONT}Some words.\n"


def test_a_mistake_in_several_lines_links_to_each_and_highlights_it(page):
    """Even after characters with more than one UTF-16 code unit."""
    lines = {1: "😀 ab ~~two~~ words.", 3: "Words.", 5: "👩🏽‍⚕️é ~~three~~ words."}
    page.get_by_label("Text", exact=True).fill("\n\n".join(lines.values()))
    for number in (1, 5):
        page.get_by_role("button", name=f"Line {number} of the text").press("Enter")
        assert page.evaluate(SELECTED) == lines[number][lines[number].index("~~") :]

    assert page.locator(".under mark").all_inner_texts() == [f"{lines[number]}\n" for number in (1, 5)]


def test_links_sources_components_and_pictures_are_inserted_by_keyboard(preview, page):
    def insert(button: str, *values: str | Path) -> None:
        page.get_by_role("button", name=button).press("Enter")
        for number, value in enumerate(values):
            if number:
                page.keyboard.press("Tab")
            if isinstance(value, Path):
                page.get_by_label("File at most").set_input_files(value)
            else:
                page.keyboard.type(value)
        page.keyboard.press("Enter")
        page.locator("dialog[open]").wait_for(state="detached")

    append_text(page, "\nSee ")
    insert("Link", "Second topic", "the other")
    append_text(page, " ")
    insert("Source", "log")
    insert("Component", "map", "")
    insert("Picture or file", preview.folder / "static/pictures/line.svg", "A sign")
    save(page)

    inserted = "See [the other](second.md) [@log]\n\n{{ map }}\n\n![A sign](pictures/line.svg)\n"
    assert text_of(preview) == f"{FRONT}Some words.\n\n{inserted}"
    page.get_by_role("status").get_by_text("Saved. No problems").wait_for()


def test_a_dialog_inserts_its_markdown_before_the_next_one_opens(page):
    page.get_by_role("button", name="Source").press("Enter")
    page.keyboard.type("log")
    page.evaluate("""async () => {
        document.querySelector("#put-source [value=put]").click();
        for (let turns = 0; turns < 9; turns++) await null;
        document.querySelector("[data-dialog=link]").click();
    }""")

    assert "[@log]" in page.get_by_label("Text", exact=True).input_value()


def test_a_large_picture_can_be_dropped_anywhere_on_the_page(preview, page, tmp_path):
    picture = tmp_path / "IMG 0042.bmp"
    Image.new("RGB", (1500, 1200)).save(picture)
    page.get_by_label("Text", exact=True).focus()
    page.keyboard.press("Control+End")
    browser = page.context.new_cdp_session(page)
    files = {"items": [], "files": [str(picture)], "dragOperationsMask": 1}
    for place in (page.locator("header"), page.locator("iframe"), page.get_by_label("Text", exact=True)):
        page.keyboard.press("Escape")
        box = place.bounding_box()
        for kind in ("dragEnter", "dragOver", "drop"):
            at = {"x": box["x"] + box["width"] / 2, "y": box["y"] + box["height"] / 2}
            browser.send("Input.dispatchDragEvent", {"type": kind, "data": files, **at})
        page.get_by_label("File at most").wait_for()
        assert page.get_by_label("File at most").evaluate("chosen => chosen.files[0].name") == "IMG 0042.bmp"
    page.keyboard.type("A sign")
    page.keyboard.press("Enter")
    page.locator("dialog[open]").wait_for(state="detached")
    save(page)

    assert text_of(preview).endswith("![A sign](pictures/img-0042.bmp)\n")
    assert (preview.folder / "static/pictures/img-0042.bmp").read_bytes() == picture.read_bytes()


def test_a_drawing_that_someone_opens_runs_no_script(preview, page):
    drawing = b'<svg xmlns="http://www.w3.org/2000/svg"><script>document.title = "Attacked"</script></svg>'
    with patched(preview.folder, {"static/pictures/drawing.svg": drawing}):
        append_text(page, "\n![A sign](pictures/drawing.svg)")
        source = page.frame_locator("iframe").get_by_alt_text("A sign").evaluate("picture => picture.src")
        opened = page.context.new_page()
        opened.goto(source)

        assert (opened.title(), opened.locator("script").count()) == ("", 1)


def test_a_file_changed_by_others_is_shown_for_comparison_and_not_overwritten(preview, page):
    theirs = "Theirs.\n" * 99
    append_text(page, "Mine.")
    page.get_by_role("status").get_by_text("Not saved.").wait_for()
    preview.save(FIRST, f"{FRONT}{theirs}")
    page.keyboard.type(".")
    page.get_by_role("status").get_by_text("The file has changed").wait_for()
    page.keyboard.press("Control+s")
    page.get_by_role("dialog").get_by_text("Your version is not saved").wait_for()
    page.keyboard.type(" A person who is typing presses no button.\n")

    assert page.get_by_label("The file now").input_value() == f"{FRONT}{theirs}"
    assert page.get_by_label("The file now").evaluate("field => field.scrollTop") == 0
    assert page.get_by_label("Your version").input_value() == f"{FRONT}Some words.\nMine..\n"
    assert text_of(preview) == f"{FRONT}{theirs}"

    page.get_by_role("button", name="Replace the file with my version").press("Enter")
    page.get_by_role("status").get_by_text(re.compile("^Saved")).wait_for()
    assert text_of(preview) == f"{FRONT}Some words.\nMine..\n"


def test_a_save_waits_for_the_previous_one(preview, page):
    append_text(page, "Mine.")
    page.evaluate("for (const key of 'sss') dispatchEvent(new KeyboardEvent('keydown', {key, ctrlKey: true}))")
    append_text(page, " And more.")
    save(page)

    page.get_by_role("status").get_by_text("Saved. No problems").wait_for()
    assert page.locator("dialog[open]").count() == 0
    assert text_of(preview) == f"{FRONT}Some words.\nMine. And more.\n"


def test_an_edit_during_a_build_is_checked_after_it(preview, page):
    with preview.paused():
        preview.save("static/styles/zz.css", "p { color: navy }\n")
        page.wait_for_timeout(500)
        append_text(page, "\n[x](gone.md)")
        page.wait_for_timeout(500)
        assert fetch(f"{preview.address}en/")[0] == 200
        assert page.get_by_role("status").inner_text() == "Not saved"
    page.get_by_role("status").get_by_text("Not saved. 1 problem").wait_for()


@pytest.mark.usefixtures("preview")
@pytest.mark.parametrize("height", [640, 256])
def test_the_header_covers_nothing_that_has_the_focus(height, page):
    page.set_viewport_size({"width": 320, "height": height})
    page.get_by_role("link", name="To the text").press("Enter")
    header = page.get_by_role("banner").bounding_box()
    assert page.get_by_label("Text", exact=True).bounding_box()["y"] >= header["y"] + header["height"]


@pytest.mark.usefixtures("preview")
def test_typing_below_the_header_does_not_move_the_text(page):
    page.set_viewport_size({"width": 800, "height": 640})
    text, header = page.get_by_label("Text", exact=True), page.get_by_role("banner").bounding_box()
    text.press("Control+Home")
    page.evaluate("y => scrollBy(0, y)", text.bounding_box()["y"] - header["height"] - 40)
    before = text.bounding_box()["y"]
    page.keyboard.type("New")
    page.get_by_role("status").get_by_text("Not saved. No problems").wait_for()
    assert text.bounding_box()["y"] == pytest.approx(before, abs=2)


def test_large_text_fits_on_a_small_screen(preview, page):
    larger = """() => {
        document.documentElement.style.fontSize = '200%';
        for (const folded of document.querySelectorAll('details')) folded.open = true;
    }"""
    width = "element => element.scrollWidth - element.clientWidth"
    page.set_viewport_size({"width": 320, "height": 640})
    for address in (".preview/problems", ".preview/edit/", EDIT):
        page.goto(preview.address + address)
        page.evaluate(larger)
        assert page.locator("html").evaluate(width) == 0, address
    for name in ("Link", "Component", "Picture or file"):
        page.get_by_role("button", name=name).press("Enter")
        assert page.get_by_role("dialog").evaluate(width) == 0, name
        page.keyboard.press("Escape")
    page.goto(preview.address)
    bar = page.get_by_role("complementary", name="Preview bar").get_by_role("group")
    height = bar.bounding_box()["height"]
    page.evaluate(larger)
    assert bar.bounding_box()["height"] > 1.5 * height


@pytest.mark.usefixtures("preview")
def test_the_status_is_not_announced_again_while_the_editor_types(page):
    append_text(page, " And")
    status = page.get_by_role("status")
    status.get_by_text("Not saved. No problems").wait_for()
    status.evaluate("it => { said = []; new MutationObserver(() => said.push(1)).observe(it, { childList: true }); }")
    with page.expect_response("**/.preview/try/**"):
        page.keyboard.type(" more.")
    page.wait_for_timeout(100)

    assert page.evaluate("said") == []


def test_a_new_page_is_created_as_a_draft_and_an_unreadable_one_waits_for_its_fix(preview, page):
    page.goto(f"{preview.address}.preview/edit/")
    for name in ("Third", "topics/third"):
        page.get_by_label("Section and name of a new page").fill(name)
        page.keyboard.press("Enter")
        page.get_by_text("'Third' ").wait_for(state="visible" if name == "Third" else "detached")
        page.locator("input[autofocus]:not(:focus)").wait_for(state="detached")
    page.get_by_role("textbox", name="Title required").wait_for()

    assert "draft: true" in (preview.folder / "content/en/topics/third.md").read_text("utf-8")
    preview.save("content/en/topics/never.md", "---\ntitel: T\nsummary: S.\n---\nWords.\n")
    page.goto(f"{preview.address}.preview/edit/")
    page.get_by_role("listitem").filter(has_text="content/en/topics/never.md").get_by_role("link").click()
    page.get_by_text("The preview appears once the problems are fixed.").wait_for()
    for name in ("third", "never"):
        (preview.folder / f"content/en/topics/{name}.md").unlink()


def test_a_borrowed_page_can_be_translated_from_the_bar_or_the_list(preview, page):
    path, record = (preview.folder / f"content/fr/{name}" for name in ("topics/second.md", "translated.yaml"))
    recorded = record.read_text("utf-8")
    page.goto(f"{preview.address}fr/topics/second/")
    page.get_by_role("link", name="Translate").click()
    page.get_by_role("status").get_by_text("Not saved. No problems").wait_for()
    assert not path.exists()

    page.get_by_label("Title required").fill("Deuxième thème")
    assert page.get_by_label("Text", exact=True).evaluate("text => text.closest('[lang]').lang") == "fr"
    page.get_by_label("Text", exact=True).fill("Rien à voir.")
    save(page)
    assert {'title: "Deuxième thème"', "draft: true"} <= {*re.findall("^[^#\n]+[^ #]", path.read_text("utf-8"), re.M)}
    assert path.read_text("utf-8").endswith("\n---\nRien à voir.\n")
    assert {*recorded.splitlines(), "topics/second:"} <= {*record.read_text("utf-8").splitlines()}

    page.goto(f"{preview.address}.preview/edit/")
    page.get_by_role("listitem").filter(has_text="content/nl/topics/second.md").get_by_role("link").click()
    page.get_by_role("link", name="Français", exact=True).click()
    page.get_by_role("link", name="Translate into Deutsch").wait_for()
    path.unlink()
    record.write_text(recorded, "utf-8")


def test_a_page_that_is_no_longer_a_draft_can_be_viewed(preview, page):
    preview.save("content/en/topics/fourth.md", FRONT.replace("First topic", "Fourth\ndraft: true") + "Words.\n")
    page.goto(f"{preview.address}.preview/edit/content/en/topics/fourth.md")
    page.get_by_text("Readers do not see this page: it is a draft, scheduled or expired.").wait_for()
    page.frame_locator("iframe").get_by_role("heading", name="Fourth", exact=True).wait_for()
    assert page.get_by_role("link", name="View page").count() == 0
    page.get_by_label("Text", exact=True).fill("[x](gone.md)")
    page.get_by_role("status").get_by_text("Not saved. 1 problem").wait_for()
    page.get_by_label("Text", exact=True).fill("Words.")
    page.get_by_text("More fields").click()
    page.get_by_label("Draft").uncheck()
    save(page)
    page.get_by_role("link", name="View page").click()
    page.get_by_role("heading", name="Fourth", exact=True).wait_for()
    (preview.folder / "content/en/topics/fourth.md").unlink()


def test_an_edit_that_breaks_other_files_reports_their_problems(tiny):
    preview = build_preview(tiny)
    view, now = EditView(preview, preview.state.result), edit_files.open_page(tiny, FIRST, {"en"})

    def others(body: str, **fields: str) -> list[str]:
        problems = view.preview_changes(now.changed(fields, body))["problems"]
        return [problem["lines"][0] for problem in problems if not problem["here"]]

    changed = now.body.replace("{#why}", "{#because}")
    assert others(now.body) == []
    assert others(changed) == ["'topics/first.md' has no heading with the id 'why'"]
    assert others(changed, draft="true") == []


def test_a_page_removed_after_another_was_previewed_is_gone(tiny):
    preview = build_preview(tiny)
    now = edit_files.open_page(tiny, FIRST, {"en"})
    EditView(preview, preview.state.result).preview_changes(now.changed({"slug": "other"}, now.body))
    (tiny / SECOND).unlink()
    preview.state = preview.rebuild()

    assert preview.answer("/en/topics/other/", unsaved=True)[0] == 200
    assert [preview.answer(f"/en/topics/{name}/")[0] for name in ("first", "second", "other")] == [200, 404, 404]


def test_a_page_that_cannot_be_opened_shows_the_reason(preview):
    with patched(preview.folder, {"content/nl/translated.yaml": b"<<<<<<< HEAD\n"}):
        status, html = fetch(f"{preview.address}.preview/edit/content/nl/topics/second.md")
    why = "content/nl/translated.yaml:1:1: a merge of two versions is unfinished here"
    assert (status, f'<p class="error" role="alert">{why}' in html) == (404, True)


FOREIGN: list[dict[str, str | None]] = [
    {"Origin": "https://evil.example"}, {"Origin": "null"}, {"Origin": "http://localhost:1"}, {"Origin": None},
    {"Host": "evil.example"}, {"Host": "evil.example", "Origin": "http://evil.example"},
    {"X-Token": None}, {"X-Token": "x"},
]  # fmt: skip
SAVE, PUT, NEW = f"save/{FIRST}", "put/a.png", "edit/?name=x"
ATTACKS: list[tuple[str, dict[str, str | None], object, int]] = [
    *((what, altered, {}, 403) for what in (SAVE, PUT, NEW) for altered in FOREIGN),
    ("edit/?name=x&token={}", {"X-Token": None}, {}, 403),
    *((f"save/{path}", {}, {}, 422) for path in ("content/en/..%2f../site.yaml", "site.yaml", "templates/page.html")),
    *((f"edit/?name={name}", {}, {}, 422) for name in ("../../x", "fr/nouvelle")),
    ("put/x.js", {}, {}, 422),
    ("remove/x", {}, {}, 405),
    (SAVE, {}, {"digest": "0" * 64}, 409),
    (SAVE, {}, {"body": 1}, 400),
    (SAVE, {}, [], 400),
    (SAVE, {}, "{", 400),
    (SAVE, {}, "[" * 100_000, 400),
    (SAVE, {}, {"body": "\ud83d"}, 400),
    (PUT, {}, "x" * 41_000_000, 400),
]
"""Requests, with the headers and the data that replace the valid ones, and the status of the response."""


def test_nothing_is_written_for_foreign_requests_or_to_other_files(preview):
    shown, before = fetch(preview.address + EDIT)[1], files(preview.folder)
    token, digest = (re.findall(f'data-{name}="(.*?)"', shown)[0] for name in ("token", "digest"))
    host = f"localhost:{preview.port}"
    for what, altered, changes, expected in ATTACKS:
        own = {"Host": host, "Origin": f"http://{host}", "X-Token": token} | altered
        headers = {name: value for name, value in own.items() if value is not None}
        sent = {"digest": digest, "fields": {}, "body": "Attacked."} | changes if isinstance(changes, dict) else changes
        with contextlib.closing(http.client.HTTPConnection("localhost", preview.port, timeout=10)) as connection:
            try:
                text = sent if isinstance(sent, str) else json.dumps(sent)
                connection.request("POST", f"/.preview/{what}".format(token), text, headers)
                answer = connection.getresponse()
                code = answer.status
                assert (
                    code != 403
                    or "evil" in headers["Host"]
                    or b"was restarted. Go back and reload the page." in answer.read()
                )
            except (BrokenPipeError, ConnectionResetError):
                code = 400  # the server closes the connection if the body is too large

        assert (what, altered, code) == (what, altered, expected)
    assert files(preview.folder) == before
