"""The commands as a user types them: what they do, print and return."""

import io
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import build
from generator.commands import cli, console
from generator.commands.options import Options
from generator.commands.progress import Progress
from generator.problems import Location, Problem
from generator.read import entries
from tests.conftest import ROOT, SECOND, TODAY, append, build_py, build_site, change, commit_all, files, markdown, write
from tests.render.test_golden import GOLDEN

MEASURES = re.compile(
    r"heaviest page /\S+: [\d,]+ bytes compressed; median page: [\d,]+; scripts: [\d,]+\n"
    r"longest sentences /\S+: [1-9]\d*\.\d words on average\n"
)
COMMANDS = [path.stem for path in (ROOT / "generator/commands").glob("*.py") if "def run(" in path.read_text("utf-8")]
SITE_URL_FIX = "write the complete address without '?' and '#', such as https://www.example.org/"
SHOWS = "what it shows of"


def test_build_ends_with_a_summary_and_check_publishes_nothing(tiny, run):
    published = (tiny / "public/.published").read_text("utf-8").splitlines()
    shutil.rmtree(tiny / "public")
    checked = run(tiny, "check")
    assert not (tiny / "public").exists()
    code, stdout, stderr = run(tiny)

    assert (code, stderr) == (0, "")
    assert checked == (0, f"{MEASURES.match(stdout)[0]}24 pages, no problems, no warnings\n", "")
    counts = f"24 pages in {tiny / 'public'}: {len(published)} files written, 0 unchanged, 0 removed, no warnings, "
    assert re.fullmatch(rf"{re.escape(counts)}\d+\.\d\d s\n", MEASURES.sub("", stdout))
    (tiny / "public/robots.txt").unlink()
    assert ": 1 file written, " in run(tiny)[1]


@pytest.mark.parametrize("command", ["build", "serve"])
def test_a_missing_library_is_reported_with_the_command_to_run(command, tiny):
    argv = [sys.executable, "-S", str(ROOT / "build.py"), "--site", str(tiny), command]
    done = subprocess.run(argv, capture_output=True, encoding="utf-8", check=False)

    line = f'python -m pip install -c "{ROOT}/.ci/constraints.txt" -e "{ROOT}"'
    complaint = f"build.py: the library '?' is not installed; run: {line}\n"
    assert (done.returncode, done.stdout, re.sub(r"'\w+'", "'?'", done.stderr)) == (2, "", complaint)


NO_PORT = "is not a port; write a number from 1 to 65535"
USAGE_ERRORS = {
    "--date tomorrow": "argument --date: 'tomorrow' is not a date; write year-month-day, such as 2026-10-18",
    "--base-url e.org": f"argument --base-url: 'e.org' is not the address of a website; {SITE_URL_FIX}",
    "--date 9999-12-31": "argument --date: '9999-12-31' is out of range; write a year from 1900 to 9000",
    **{f"serve --port {port}": f"argument --port: '{port}' {NO_PORT}" for port in ("99999", "http", "-1")},
}


@pytest.mark.parametrize("line", USAGE_ERRORS)
def test_a_usage_error_is_one_line_and_exit_code_2(line, capsys):
    with pytest.raises(SystemExit, match=r"^2$"):
        cli.main(build.make, line.split())

    usage, *message = capsys.readouterr().err.splitlines()
    assert usage.startswith("usage: build.py")
    assert message == [f"build.py{' serve' * ('serve' in line)}: error: {USAGE_ERRORS[line]}"]


SMALL = "use at most 100 lowercase letters, digits and hyphens, such as report-2024"
HAS, ENTRY = "already has this address; choose another name, or edit that file", "choose another name, or edit that"
REFUSED = {
    "chek --strict": "there is no command 'chek'; did you mean 'check'?",
    "new page content/fr/topics/x.md":
        "write new pages in en first; leave out 'fr/', and translate the finished page: "
        "python build.py new translation fr/topics/x",
    "new translation fr/help.md": "content/fr/help.md already exists; edit that file",
    "new translation fr/topics/frist": "there is no page 'topics/frist' to translate; did you mean 'topics/first'?",
    "new translation fr": "'fr' names no page; write one after the language, such as fr/topics/second",
    "new translation en/help": "'en' is not a language to translate into; use one of: de, fr, nl",
    "new page topics/first": f"content/en/topics/first.md {HAS}",
    "new page topics": f"content/en/topics/index.md {HAS}",
    "new page help/index": f"content/en/help.md {HAS}",
    "new page ../out": f"the name of a page cannot be '..'; {SMALL}",
    "new page /topics/first/": f"content/en/topics/first.md {HAS}",
    "new patner x": "'patner' cannot be added; did you mean 'partner'?",
    "new partner house": f"content/en/data/partners.yaml:1:1 already has 'house'; {ENTRY} entry",
    "new source log": f"content/sources.yaml:5:3 already has 'log'; {ENTRY} entry",
    "new partner 'The House'": f"the name of an entry cannot be 'The House'; {SMALL}",
    "new language xx": "'xx' is not a language code; write one, such as nl or pt-BR",
    "new language fr": "content/fr/words.yaml already has the language 'fr'",
    "rename index start": "the page 'index' cannot be renamed or removed",
    "remove 404 --to help": "the page '404' cannot be renamed or removed",
    "rename topics/frist x": "there is no page 'topics/frist'; did you mean 'topics/first'?",
    "rename content/fr/help.md content/fr/aide.md":
        "a page is renamed and removed in every language; leave out 'fr/'; to change only the address in fr, write "
        "'slug' in that translation",
    "remove help --to topic": "there is no page 'topic'; did you mean 'topics'?",
    "rename help topics": f"content/en/topics/index.md {HAS}",
    "rename help gone/help":
        "nothing was changed, because the site would no longer build:\ncontent/en/gone/help.md:1:1: there is no "
        "content/en/gone/index.md, which introduces this section\n    | ---\n    | ^\n    fix: "
        "create that page: python build.py new page gone/index",
    "rename topics/second second --strict":
        "nothing was changed, because the site would no longer build:\ncontent/en/second.md:1:1: no other page in this "
        "language links to this page (on /en/second/ and 3 more pages)\n    | ---\n    | ^\n    fix: link to it from "
        "another page, or give it a 'menu'",
    "remove topics/first --to 404": "the page '404' cannot replace it; name another",
    "remove topics/first --to index":
        "'index' would then link to itself; first change or remove the links at "
        "content/en/index.md:6:55, content/fr/index.md:6:30",
    "remove topics/first --to topics/first": "the page 'topics/first' cannot replace it; name another",
    "translations --record it/help": "'it' is not a language to translate into; use one of: de, fr, nl",
    "translations --record fr/hepl": "'hepl' is not translated; did you mean 'help'?",
    "translations --record fr/help#who": "'help#who' is not translated; did you mean 'help#'?",
    "translations --record fr#who-answers": "'#who-answers' is not translated; did you mean 'help#who-answers'?",
    "compare nowhere .": "nowhere is not a folder; name the folder of a published site",
    "init HERE": "HERE is not empty; name an empty folder, or a new one",
    "init HERE/site.yaml/new": "cannot write to HERE/site.yaml/new: Not a directory",
    "offline --output HERE/site.yaml/public": "cannot write HERE/site.yaml/tiny.zip: Not a directory",
    "handouts --browser none":
        "there is no program 'none'; install Chromium, Chrome or Edge, or name its program with --browser",
    **{
        f"--output HERE{place}": f"HERE{place} {why}; choose another folder with --output"
        for place, why in {
            "/static/out": "holds source files of the site",
            "/content": "holds source files of the site",
            "": "is not empty and was not made by this program",
        }.items()
    },
}  # fmt: skip
"""Commands that are refused, with the message; HERE is the folder of the project."""


@pytest.mark.parametrize("line", REFUSED)
def test_a_refused_command_changes_nothing(line, tiny, run):
    before, here = files(tiny), str(tiny)

    message = f"build.py: {REFUSED[line]}\n".replace("HERE", here)
    assert run(tiny, *shlex.split(line.replace("HERE", here))) == (2, "", message)
    assert files(tiny) == before


def test_a_folder_that_cannot_be_found_is_reported(tmp_path, run, monkeypatch):
    """One does not exist, one is a link to itself, and one is the current folder, which was deleted."""
    message = f"build.py: {tmp_path / 'none'} is not a folder; name the folder that contains site.yaml\n"
    assert run(tmp_path / "none", "new", "page", "x") == (2, "", message)
    assert not (tmp_path / "none").exists()
    (tmp_path / "round").symlink_to(tmp_path / "round")
    (tmp_path / "gone").mkdir()
    monkeypatch.chdir(tmp_path / "gone")
    (tmp_path / "gone").rmdir()

    for folder in (tmp_path / "round", Path("public")):
        for option in ("--output", "init"):
            code, stdout, stderr = run(tmp_path, option, str(folder))
            assert (code, stdout) == (2, "")
            assert stderr.startswith(f"build.py: {folder} cannot be found: ")


def test_scheduled_draft_and_expired_pages_are_not_published(tiny, run):
    states = {
        "draft": "draft: true", "later": "publish: 2027-01-01", "over": f"expire: {TODAY}", "now": f"publish: {TODAY}"
    }  # fmt: skip
    for name, field in states.items():
        write(tiny, f"content/en/{name}.md", markdown(name, fields=f"{field}\n"))

    def published(*options: str) -> list[str]:
        run(tiny, *options)
        return [name for name in states if f"/{name}/" in (tiny / "public/sitemap.xml").read_text("utf-8")]

    assert published() == ["now"]
    assert published("--drafts") == [*states]


def test_help_lists_every_command_and_everything_to_add():
    overview, added = (build_py(ROOT, *args, "--help").stdout for args in ([], ["new"]))

    assert [name for name in COMMANDS if f"    {name} " not in overview] == []
    readme = (ROOT / "README.md").read_text("utf-8")
    assert [name for name in COMMANDS if not re.search(rf"(?m)^    .*\b{name}\b", readme)] == []
    assert ", ".join(entries.kinds("en")) in " ".join(added.split())
    assert "wrong use is always reported as text" in " ".join(overview.split())
    assert "Exit codes: 0 success, 1 problems in the content (nothing was published), 2" in " ".join(overview.split())


@pytest.mark.parametrize(("term", "is_shown"), [("xterm", True), ("dumb", False)])
def test_progress_is_shown_only_on_a_terminal_that_can_replace_a_line_and_if_slow(term, is_shown, monkeypatch):
    clock = iter([0.0, 0.5, 1.5])
    monkeypatch.setattr("time.monotonic", lambda: next(clock))
    monkeypatch.setenv("TERM", term)
    shown, pipe = io.StringIO(), io.StringIO()
    monkeypatch.setattr(shown, "isatty", lambda: True)
    monkeypatch.setattr("sys.stderr", shown)
    with Progress() as progress:
        progress("compiling")
        progress("rendering")
    clock = iter([0.0, 9.0])
    monkeypatch.setattr("sys.stderr", pipe)
    Progress()("compiling")

    assert shown.getvalue() == f"\r{'rendering ...':40}\r{'':40}\r" * is_shown
    assert pipe.getvalue() == ""


def test_the_steps_of_a_build_add_up(tiny, run):
    (tiny / ".cache/record.json").unlink()

    _, stdout, _ = run(tiny, "build", "--profile")

    *steps, whole = (float(took) for took in re.findall(r"(?m)^ *([\d.]+) ms  ", stdout))
    assert len(steps) > 5
    assert abs(sum(steps) - whole) < 1


def test_a_build_explains_why_it_wrote_each_page(tiny, run, monkeypatch):
    def explained(*changes: tuple[str, str, str], options: tuple[str, ...] = ()) -> dict[str, str]:
        for changed in changes:
            change(tiny, *changed)
        code, stdout, stderr = run(tiny, "build", "--explain", *options)
        assert code == 0, stderr
        return dict(re.findall(r"(?m)^(/\S*): (.*)$", stdout))

    published = tiny / "public/en/topics/second/index.html"
    shutil.rmtree(tiny / ".cache")
    published.unlink()
    assert explained() == {"/en/topics/second/": "no earlier build is recorded"}
    published.unlink()
    assert explained() == {"/en/topics/second/": "the published file was missing, or had been changed"}
    assert explained() == {}
    assert explained(("content/en/help.md", "Call", "Ring")) == {
        **{f"/{code}/help/": "its text" for code in ("en", "nl", "de")},
        "/fr/obtenir-de-l-aide/": "whether it is published, or out of date",
    }
    reasons = explained((SECOND, "order: 2", "order: 0"))
    assert re.match(f"its fields; .*; {SHOWS} /en/topics/second/, /fr/topics/second/", reasons["/en/topics/second/"])
    assert reasons["/en/topics/first/"] == f"{SHOWS} /en/topics/second/"
    (tiny / SECOND).rename(tiny / "content/en/topics/third.md")
    reasons = explained()
    assert reasons["/en/topics/third/"] == "it is new"
    assert reasons["/en/topics/first/"] == f"which pages it shows or links to; {SHOWS} /en/topics/third/"
    write(tiny, "static/files/more.txt", "x")
    reasons = explained(
        ("content/en/data/helplines.yaml", "day and night", "by night"),
        ("content/en/words.yaml", "menu: Menu", "menu: Pages"),
        ("site.yaml", "en: Tiny,", "en: Small,"),
        ("templates/skeleton.html", "<body", "<body id=other"),
        ("static/styles/all.css", "{", "{ margin: 9px;"),
    )
    assert set(reasons.values()) == {"site.yaml, content/en/data/helplines.yaml, content/en/words.yaml and 3 more"}
    later = ("--date", "2027-11-25")
    assert explained(options=later) == {f"/{code}/topics/first/": "the day" for code in ("en", "fr", "nl", "de")}
    later = (*later, "--base-url", "https://other.example/")
    assert set(explained(options=later).values()) == {"the address of the site"}
    monkeypatch.setattr("generator.read.cache.version", lambda: b"another")
    monkeypatch.setattr("generator.render.context.Context.date", lambda *_: "")
    assert set(explained(options=later).values()) == {"the generator, Python or a library"}


def test_a_warning_is_repeated_by_every_build_and_is_a_problem_if_strict(tiny, run):
    change(tiny, SECOND, "order: 2", "order: 2\nreview_by: 2026-11-23")
    (_, first, _), (code, second, _) = run(tiny), run(tiny)
    strict, stdout, stderr = run(tiny, "check", "--strict")
    problem, _, end = stderr.rpartition("\n1 problem")

    assert problem.startswith("content/en/topics/second.md:5:12: this page was due for review by 2026-11-23\n    | ")
    for report in (first, second):
        assert MEASURES.sub("", report).startswith(f"warning: {problem}24 pages in ")
    assert re.search(r": 0 files written, \d+ unchanged, 0 removed, 1 warning, ", second)
    assert (code, strict, stdout, end) == (0, 1, "", "; nothing was published\n")


def test_a_changed_sentence_is_listed_until_the_translation_is_recorded(tiny, run):
    commit_all(tiny)
    change(tiny, "content/en/help.md", "Call {{ phone", "Please call {{ phone")

    late = run(tiny, "translations")[1]
    warned = run(tiny)[1]
    shown = (tiny / "public/fr/obtenir-de-l-aide/index.html").read_text("utf-8")
    done = run(tiny, "translations", "--record", "content/fr/help.md")
    after = run(tiny)[1]

    dated = "out of date in 1 section of content/en/help.md"
    assert f"content/fr/help.md: {dated}\n    1: the top has changed in content/en/" in late
    assert "        | Get help Whom to call. [-Call-] {+Please call+} {{ phone id=line }}. …\n" in late
    assert f"warning: content/fr/help.md:1:1: the translation into fr is {dated}: the top\n" in warned
    day = '(<time datetime="2026-01-02">2\xa0janvier 2026</time>)'
    assert f"La page en anglais a changé depuis cette traduction</a> {day}." in shown
    assert done == (0, "recorded 1 section in content/fr/translated.yaml\n", "")
    assert "warning" not in after.replace("no warnings", "")
    assert "a changé" not in (tiny / "public/fr/obtenir-de-l-aide/index.html").read_text("utf-8")


def test_no_text_can_give_commands_to_a_workflow_runner(tiny, run, monkeypatch):
    """It obeys lines that begin with `::`, also after spaces, and `##[` anywhere."""
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    command = "::stop-commands::abc"
    append(tiny, "site.yaml", f"checks:\n  vague-links: |-\n    because\n    {command} ##[debug]x\n")
    change(tiny, "content/en/help.md", "Call {{ phone", command.replace(":", "\\:") + " {{ phone")
    outputs = [run(tiny)[1], run(tiny, "translations")[1]]
    change(tiny, "content/en/words.yaml", "menu: Menu", f"menu: |-\n  {{x}}\n  {command} ##[debug]x")

    outputs.append(run(tiny)[2])

    assert f"check 'vague-links' is switched off: because␊{command} ##⟦debug]x\n" in outputs[0]
    assert f"the words in braces differ between '{{x}}␊{command} ##⟦debug]x' and 'Menu'\n" in outputs[2]
    lines = [line for text in outputs for line in text.splitlines() if not re.match("::(error|warning) file=", line)]
    assert [line for line in lines if line.strip().startswith("::") or "##[" in line] == []


@pytest.mark.parametrize(("is_terminal", "shown"), [(True, b"\\xe9t\\xe9"), (False, "été".encode())])
def test_a_terminal_gets_escapes_for_what_it_cannot_show_and_a_file_utf_8(is_terminal, shown, tiny, monkeypatch):
    class Stream(io.TextIOWrapper):
        def isatty(self) -> bool:
            return is_terminal

    output = io.BytesIO()
    for stream in ("stdout", "stderr"):
        monkeypatch.setattr(sys, stream, Stream(output, "ascii", write_through=True))
    monkeypatch.setattr(sys, "platform", "win32")  # whose console prints escape sequences as text
    cli.main(build.make, ["--site", str(tiny), "--date", str(TODAY), "--output", str(tiny / "été")])
    change(tiny, "content/en/help.md", "Call {{ phone", "[x](été.md) {{ phone")
    cli.main(build.make, ["--site", str(tiny), "--date", str(TODAY)])

    assert b"/%b: " % shown in output.getvalue()
    assert b"there is no page '%b.md'" % shown in output.getvalue()
    assert b"\x1b" not in output.getvalue()


@pytest.mark.parametrize(("name", "value", "is_coloured"), [
    ("TERM", "xterm", True), ("TERM", "dumb", False), ("NO_COLOR", "1", False), ("NO_COLOR", "", True),
])  # fmt: skip
def test_a_terminal_has_colours_unless_it_cannot_or_must_not(name, value, is_coloured, tmp_path, monkeypatch):
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(os, "environ", {name: value})

    shown = console.failure([Problem(Location("site.yaml"), "m", "f")], Options(tmp_path, tmp_path, TODAY))
    assert ("\x1b" in shown) == is_coloured


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a disk that is always full")
def test_a_closed_pipe_is_ignored_and_a_full_disk_is_reported(tiny):
    def build_to(stdout: int) -> "subprocess.CompletedProcess[str]":
        return build_py(tiny, capture_output=False, stdout=stdout, stderr=subprocess.PIPE)

    reader, writer = os.pipe()
    os.close(reader)
    unread = build_to(writer)
    os.close(writer)
    with Path("/dev/full").open("w") as full:
        no_room = build_to(full.fileno())
    closed = ["sh", "-c", 'exec "$@" 2>&-', "sh", sys.executable, str(ROOT / "build.py"), "--site", str(tiny)]

    assert subprocess.run(closed, stdout=subprocess.PIPE, check=False).returncode == 0
    assert (unread.returncode, unread.stderr) == (0, "")
    assert (no_room.returncode, no_room.stderr) == (2, "build.py: cannot write the result: No space left on device\n")


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C is sent differently there")
@pytest.mark.parametrize("library", ["argparse", "babel"])
def test_ctrl_c_while_libraries_are_loaded_is_quiet(library, tiny, tmp_path):
    """One is imported before the command line is parsed, one by the command."""
    (tmp_path / f"{library}.py").write_text("import os, signal\n\nos.kill(os.getpid(), signal.SIGINT)\n")
    append(tiny, "content/en/help.md", "More.\n")  # without changes, a build loads almost nothing
    done = build_py(tiny, env=os.environ | {"PYTHONPATH": str(tmp_path)})

    assert (done.returncode, done.stdout, done.stderr) == (130, "", "")


def test_problems_are_reported_to_programs_and_pull_requests(tiny, run, monkeypatch):
    change(tiny, SECOND, "(first.md)", "(_first.md)")

    code, stdout, stderr = run(tiny, "--format", "json")
    listed = run(tiny, "--format", "markdown")[1]
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    annotated = run(tiny)[2]

    assert (code, stderr) == (1, "")
    assert [problem["message"] for problem in json.loads(stdout)["problems"]] == ["there is no page '_first.md'"]
    assert listed == f"- `{SECOND}:6:37` there is no page '\\_first.md'. **Fix:** did you mean 'first.md'?\n"
    assert f"::error file={SECOND},line=6,col=37::" in annotated


def test_changes_are_listed_by_kind_with_their_sizes(tiny, run):
    write(tiny, "content/en/new.md", markdown("New"))
    (tiny / SECOND).unlink()
    build_site(tiny)
    same = run(tiny, "compare", str(tiny / "public"), str(tiny / "public"))
    code, stdout, stderr = run(tiny, "compare", str(GOLDEN), str(tiny / "public"))

    assert same[1] == "**No published file changes.**\n"
    assert (code, stderr) == (0, "")
    assert re.match(r"\*\*New pages: 4; Removed pages: 4; Changed pages: \d+; Other files: \d+\.\*\*\n", stdout)
    assert "| `/en/new/` | – | " in stdout
    groups, codes = re.findall(r"(?s)<summary>(.*?):(.*?)</details>", stdout), ("de", "en", "fr", "nl")
    assert {title: re.findall("`/(.*?)`", rows) for title, rows in groups} == {
        "New pages": [f"{code}/new/" for code in codes],
        "Removed pages": [f"{code}/topics/second/" for code in codes],
        "Changed pages": [f"{code}/topics/{page}" for code in codes for page in ("first/", "")],
        "Other files": ["sitemap.xml"],
    }
