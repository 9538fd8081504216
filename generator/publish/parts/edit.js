// The edit view: collects the fields and the text, previews and saves them, and inserts things into the text.
{
  const $ = id => document.getElementById(id), text = $("text"), { token, path, largest } = document.body.dataset;

  const post = async (action, name, body) => {
    try {
      const response = await fetch(`/.preview/${action}/${name}`, { method: "POST", body, headers: { "X-Token": token } });
      return [response.status, await response.json().catch(() => ({}))];
    } catch { return [0, {}]; }
  };
  const why = (status, data) => data.refused ?? (status === 403 ? "The preview was restarted. Copy your text, then reload this page."
    : status ? `The preview returned error ${status}.` : "The preview does not respond. Is it still running?");

  const under = document.querySelector(".under"), frame = document.querySelector("iframe"), fields = [...$("form").querySelectorAll("[name]")], unseen = $("unseen").textContent;
  let dirty = "new" in document.body.dataset, saved = "", { digest } = document.body.dataset, busy = false, saving = Promise.resolve(), timer, marked = new Set();

  const element = (tag, content, properties = {}) => Object.assign(document.createElement(tag), { textContent: content }, properties);
  // An unchanged message is not set again: a screen reader would repeat it at each key.
  const say = (message, bad = false, to = "") => {
    if ($("status").textContent === message) return;
    $("status").replaceChildren(to ? element("a", message, { href: to }) : message);
    $("status").className = bad ? "bad" : "";
  };
  const value = field => field.type === "checkbox" ? field.checked
    : "lines" in field.dataset ? field.value.split("\n").map(line => line.trim()).filter(Boolean) : field.value;
  // Only changed fields are sent: a value that a field cannot show stays in the file unchanged.
  const shown = new Map(fields.map(field => [field.name, JSON.stringify(value(field))]));
  const changes = () => fields.map(field => [field.name, value(field)]).filter(([name, now]) => JSON.stringify(now) !== shown.get(name));
  const collected = () => JSON.stringify({ digest, body: text.value, fields: Object.fromEntries(changes()) });

  // A copy of the text lies under the text field, and highlights the lines with problems.
  const paint = () => {
    under.replaceChildren(...text.value.split("\n").map((line, number) => element(marked.has(number + 1) ? "mark" : "span", line + "\n")));
    under.scrollTop = text.scrollTop;
  };
  text.addEventListener("scroll", () => { under.scrollTop = text.scrollTop; });

  // A column counts characters (code points), a text field UTF-16 code units: some characters have two.
  const goTo = (line, column) => {
    const lines = text.value.split("\n"), target = lines[line - 1] ?? "";
    const start = lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0);
    text.focus();
    text.setSelectionRange(start + [...target].slice(0, column - 1).join("").length, start + target.length);
    text.scrollTop = Math.max(0, (under.children[line - 1]?.offsetTop ?? 0) - text.clientHeight / 3);
  };

  const locationLink = ([name, { line, column, field }]) => element(line || field ? "button" : "span", name,
    { onclick: line ? () => goTo(line, column) : field ? () => $(`field-${field}`).focus() : null });
  const list = (id, problems) => document.querySelector(`#${id} .problems`).replaceChildren(...problems.map(({ lines, locations }) => {
    const where = element("p", "", { className: "place" }), item = element("li");
    where.append(...Object.entries(locations).flatMap((entry, number) => number ? [", ", locationLink(entry)] : [locationLink(entry)]));
    item.append(...lines.map(line => element("p", line)), where);
    return item;
  }));
  const showProblems = (own, others) => {
    list("problems", own);
    list("others", others);
    const locationsOf = problem => Object.values(problem.locations);
    marked = new Set(own.flatMap(locationsOf).map(({ line }) => line));
    for (const field of fields) {
      const its = own.filter(problem => locationsOf(problem).some(({ field: at }) => at === field.name)), error = $(`error-${field.name}`);
      error.textContent = its.flatMap(({ lines }) => lines).join(". ");
      error.hidden = !its.length;
      field.setAttribute("aria-invalid", String(!error.hidden));
      if (its.length && field.closest("details")) $("more").open = true;
    }
    paint();
  };

  const update = async () => {
    if (busy) { updateSoon(); return; }
    busy = true;
    await saving;
    const [status, data] = await post("try", path, collected());
    busy = false;
    if (status === 409) say("The file has changed since you opened it. Save to compare.", true);
    else if (status !== 200) say(why(status, data), true);
    else {
      const [own, others] = [true, false].map(here => data.problems.filter(problem => problem.here === here));
      showProblems(own, others);
      const count = own.length ? `${own.length} problem${own.length > 1 ? "s" : ""}` : "No problems";
      say(`${dirty ? "Not saved. " : saved}${count}${others.length ? ` here, ${others.length} in other files` : ""}`, data.problems.length > 0, own.length ? "#problems" : others.length ? "#others" : "");
      $("unseen").hidden = data.address && data.visible;
      $("unseen").textContent = data.address ? unseen : "The preview appears once the problems are fixed.";
      frame.hidden = !data.address;
      if (!dirty) Object.assign($("see"), { hidden: !data.address || !data.visible, href: data.address });
      if (data.address) show(data.address);
    }
  };
  const updateSoon = () => {
    clearTimeout(timer);
    timer = setTimeout(update, 400);
  };
  const show = address => {
    const place = frame.contentWindow.scrollY;
    frame.addEventListener("load", () => frame.contentWindow.scrollTo(0, place), { once: true });
    if (frame.contentWindow.location.pathname === address) frame.contentWindow.location.reload();
    else frame.src = `${address}?unsaved`;
  };
  const edited = () => {
    if (!dirty) say("Not saved");
    dirty = true;
    paint();
    updateSoon();
  };

  // Saves run one after another: each needs the digest that the one before returns, to detect changes by others.
  const save = () => {
    clearTimeout(timer);
    saving = saving.then(write);
  };
  const write = async () => {
    const sent = collected(), [status, data] = await post("save", path, sent);
    if (status === 409) { changed(data); return; }
    if (status !== 200) { say(why(status, data), true); return; }
    dirty = sent !== collected();
    for (const [name, now] of Object.entries(JSON.parse(sent).fields)) shown.set(name, JSON.stringify(now));
    digest = data.digest;
    say(saved = "Saved. ");
    if (fields.length) update();
    else location.reload();
  };

  const changed = data => {
    $("theirs").value = data.text;
    $("mine").value = data.mine;
    $("keep-mine").onclick = () => { digest = data.digest; $("changed").close(); save(); };
    $("take-theirs").onclick = () => { dirty = false; location.reload(); };
    say("Not saved: the file has changed", true);
    if (!$("changed").open) $("changed").showModal();
  };

  // Names the folded fields that have a value.
  const showSet = () => {
    const set = fields.filter(field => field.closest("details") && (field.type === "checkbox" ? field.checked : field.value));
    if ($("set")) $("set").textContent = set.length ? `(${set.map(field => field.labels[0].textContent.trim()).join(", ").toLowerCase()})` : "";
  };

  // Inserts at the cursor, so that the browser can undo it. Its position is kept, as dragging may lose it.
  let cursor = null;
  const insert = (markdown, block = false) => {
    if (cursor) text.setSelectionRange(...cursor);
    const before = text.value.slice(0, text.selectionStart), after = text.value.slice(text.selectionEnd);
    if (block) markdown = `${before && !before.endsWith("\n\n") ? before.endsWith("\n") ? "\n" : "\n\n" : ""}${markdown}${after && !after.startsWith("\n\n") ? after.startsWith("\n") ? "\n" : "\n\n" : ""}`;
    text.focus();
    document.execCommand("insertText", false, markdown);
  };
  // The value of the suggestion that was chosen, or else the text as typed.
  const chosen = input => [...input.list.options].find(option => option.value === input.value.trim())?.dataset.for ?? input.value.trim();

  const showParameters = () => {
    const name = $("component-name").value;
    for (const fieldset of document.querySelectorAll("fieldset")) fieldset.hidden = fieldset.disabled = fieldset.name !== name;
    $("component-name").setAttribute("aria-describedby", `about-${name}`);
  };
  $("component-name").addEventListener("change", showParameters);

  // The Markdown that each dialog inserts, and whether it is a block; nothing if it failed.
  const markdownOf = {
    link: () => [`[${$("link-text").value.trim() || $("link-to").value.trim()}](${chosen($("link-to"))})`],
    source: () => [`[@${chosen($("source-of"))}]`],
    component() {
      const fieldset = document.querySelector("fieldset:enabled"), given = [...fieldset.elements].filter(input => input.value.trim())
        .map(input => ` ${input.name}=${/^[^\s"]+$/.test(input.value.trim()) ? input.value.trim() : `"${input.value.trim()}"`}`);
      return [`{{ ${fieldset.name}${given.join("")} }}`, fieldset.dataset.place === "block"];
    },
    async picture() {
      const file = $("picture-file").files[0], fail = message => { $("picture-error").textContent = message; $("picture-error").hidden = false; };
      if (file.size > largest) return fail(`This file is larger than ${largest / 1e6} MB. Choose a smaller file.`);
      const [status, data] = await post("put", encodeURIComponent(file.name), file);
      if (status !== 200) return fail(why(status, data));
      const label = $("picture-text").value.trim(), caption = $("picture-caption").value.trim().replaceAll('"', "”");
      return [data.picture ? `![${label}](${data.path}${caption ? ` "${caption}"` : ""})` : `[${label}](${data.path})`, data.picture];
    },
  };
  // The Markdown is inserted before another dialog can open: the text field cannot be changed under one.
  const openDialog = name => {
    const dialog = $(`put-${name}`), form = dialog.querySelector("form");
    cursor = [text.selectionStart, text.selectionEnd];
    form.reset();
    form.onsubmit = async event => {
      if (!event.submitter.value) return;
      event.preventDefault();
      const markdown = await markdownOf[name]();
      if (!markdown || !dialog.open) return;
      dialog.onclose = null; // it runs later, and would take the focus from what is pressed next
      dialog.close();
      insert(...markdown);
    };
    dialog.onclose = () => text.focus();
    if (name === "component") showParameters();
    if (name === "link") $("link-text").value = text.value.slice(text.selectionStart, text.selectionEnd);
    $("picture-error").hidden = true;
    dialog.showModal();
  };
  document.addEventListener("click", event => {
    const { dialog } = event.target.dataset;
    if (dialog) openDialog(dialog);
  });
  $("heading").addEventListener("click", () => { cursor = null; insert("## ", true); });

  // A file may be dropped anywhere, also on the preview: the browser would otherwise open it instead of this page.
  const acceptFiles = place => {
    const over = on => document.querySelector(".paper").classList.toggle("over", on);
    for (const kind of ["dragenter", "dragover"]) place.addEventListener(kind, event => {
      if (event.dataTransfer.types.includes("Files")) { event.preventDefault(); over(true); }
    });
    place.addEventListener("dragleave", event => { if (!event.relatedTarget) over(false); });
    place.addEventListener("drop", event => {
      over(false);
      if (!event.dataTransfer.files.length) return;
      event.preventDefault();
      if (!document.querySelector("dialog[open]")) openDialog("picture");
      $("picture-file").files = event.dataTransfer.files;
      $("picture-text").focus();
    });
  };
  acceptFiles(document);
  // What has the focus is scrolled clear of the header, but no further: typing would move the text.
  const header = document.querySelector("header");
  new ResizeObserver(() => document.documentElement.style.setProperty("--covered", `${header.offsetHeight}px`)).observe(header);
  // A link to a file or another site opens in a new tab: this page could no longer update a preview that shows it.
  // Safari runs no listeners in the sandbox.
  frame.addEventListener("load", () => {
    acceptFiles(frame.contentDocument);
    for (const link of frame.contentDocument.links)
      if (link.origin !== location.origin || !/(\/|\.html)$/.test(link.pathname)) link.target = "_blank";
  });

  $("form").addEventListener("input", () => { showSet(); edited(); });
  $("form").addEventListener("submit", event => event.preventDefault());
  $("save").addEventListener("click", save);
  addEventListener("keydown", event => {
    if ((event.ctrlKey || event.metaKey) && event.key === "s") { event.preventDefault(); save(); }
  });
  addEventListener("beforeunload", event => { if (dirty) event.preventDefault(); });
  showSet();
  paint();
  update();
}
