// The edit view: gathers the form and the text, shows them as they will be, puts things into the text, and saves.
{
  const $ = id => document.getElementById(id), text = $("text"), { token, path, largest } = document.body.dataset;

  const ask = async (what, name, sent) => {
    try {
      const answer = await fetch(`/.preview/${what}/${name}`, { method: "POST", body: sent, headers: { "X-Token": token } });
      return [answer.status, await answer.json().catch(() => ({}))];
    } catch { return [0, {}]; }
  };
  const why = (status, said) => said.refused ?? (status === 403 ? "The preview was started anew. Copy your text, and load this page again."
    : status ? `The preview answered ${status}.` : "The preview does not answer. Is it still running?");

  const under = document.querySelector(".under"), frame = document.querySelector("iframe"), fields = [...$("form").querySelectorAll("[name]")], unseen = $("unseen").textContent;
  let dirty = "new" in document.body.dataset, kept = "", { digest } = document.body.dataset, busy = false, saving = Promise.resolve(), timer, marked = new Set();

  const element = (tag, words, its = {}) => Object.assign(document.createElement(tag), { textContent: words }, its);
  // The same words again are no news: a screen reader would say them at each key.
  const say = (words, bad = false, to = "") => {
    if ($("status").textContent === words) return;
    $("status").replaceChildren(to ? element("a", words, { href: to }) : words);
    $("status").className = bad ? "bad" : "";
  };
  const value = field => field.type === "checkbox" ? field.checked
    : "lines" in field.dataset ? field.value.split("\n").map(line => line.trim()).filter(Boolean) : field.value;
  // Only what is other than it was shown is sent: what a field cannot show stays in the file as it is.
  const shown = new Map(fields.map(field => [field.name, JSON.stringify(value(field))]));
  const changes = () => fields.map(field => [field.name, value(field)]).filter(([name, now]) => JSON.stringify(now) !== shown.get(name));
  const gathered = () => JSON.stringify({ digest, body: text.value, fields: Object.fromEntries(changes()) });

  // What stands behind the text marks the lines that have a problem.
  const paint = () => {
    under.replaceChildren(...text.value.split("\n").map((line, number) => element(marked.has(number + 1) ? "mark" : "span", line + "\n")));
    under.scrollTop = text.scrollTop;
  };
  text.addEventListener("scroll", () => { under.scrollTop = text.scrollTop; });

  // A column counts characters; a browser counts the codes of UTF-16, of which some have two.
  const goTo = (line, column) => {
    const lines = text.value.split("\n"), its = lines[line - 1] ?? "";
    const start = lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0);
    text.focus();
    text.setSelectionRange(start + [...its].slice(0, column - 1).join("").length, start + its.length);
    text.scrollTop = Math.max(0, (under.children[line - 1]?.offsetTop ?? 0) - text.clientHeight / 3);
  };

  const lead = ([name, { line, column, field }]) => element(line || field ? "button" : "span", name,
    { onclick: line ? () => goTo(line, column) : field ? () => $(`field-${field}`).focus() : null });
  const list = (id, told) => document.querySelector(`#${id} .told`).replaceChildren(...told.map(({ said, places }) => {
    const where = element("p", "", { className: "place" }), shown = element("li");
    where.append(...Object.entries(places).flatMap((place, number) => number ? [", ", lead(place)] : [lead(place)]));
    shown.append(...said.map(words => element("p", words)), where);
    return shown;
  }));
  const tell = (here, others) => {
    list("problems", here);
    list("others", others);
    const leads = one => Object.values(one.places);
    marked = new Set(here.flatMap(leads).map(({ line }) => line));
    for (const field of fields) {
      const its = here.filter(one => leads(one).some(to => to.field === field.name)), wrong = $(`wrong-${field.name}`);
      wrong.textContent = its.flatMap(({ said }) => said).join(". ");
      wrong.hidden = !its.length;
      field.setAttribute("aria-invalid", String(!wrong.hidden));
      if (its.length && field.closest("details")) $("more").open = true;
    }
    paint();
  };

  const look = async () => {
    if (busy) { lookSoon(); return; }
    busy = true;
    await saving;
    const [status, said] = await ask("try", path, gathered());
    busy = false;
    if (status === 409) changed(said);
    else if (status !== 200) say(why(status, said), true);
    else {
      const [own, beyond] = [true, false].map(here => said.told.filter(one => one.here === here)), here = own.length, others = beyond.length;
      tell(own, beyond);
      const count = here ? `${here} problem${here > 1 ? "s" : ""}` : "No problems";
      say(`${dirty ? "Not saved. " : kept}${count}${others ? ` here, ${others} in other files` : ""}`, here + others > 0, here ? "#problems" : others ? "#others" : "");
      $("unseen").hidden = said.address && said.seen;
      $("unseen").textContent = said.address ? unseen : "The page can be shown when the problems are mended.";
      frame.hidden = !said.address;
      if (!dirty) Object.assign($("see"), { hidden: !said.address || !said.seen, href: said.address });
      if (said.address) show(said.address);
    }
  };
  const lookSoon = () => {
    clearTimeout(timer);
    timer = setTimeout(look, 400);
  };
  const show = address => {
    const place = frame.contentWindow.scrollY;
    frame.addEventListener("load", () => frame.contentWindow.scrollTo(0, place), { once: true });
    if (frame.contentWindow.location.pathname === address) frame.contentWindow.location.reload();
    else frame.src = `${address}?unsaved`;
  };
  const touched = () => {
    if (!dirty) say("Not saved");
    dirty = true;
    paint();
    lookSoon();
  };

  // What a save wrote is known when it was answered; only then the next one can say that nobody changed it since.
  const save = () => {
    clearTimeout(timer);
    saving = saving.then(write);
  };
  const write = async () => {
    const sent = gathered(), [status, said] = await ask("save", path, sent);
    if (status === 409) { changed(said); return; }
    if (status !== 200) { say(why(status, said), true); return; }
    dirty = sent !== gathered();
    for (const [name, now] of Object.entries(JSON.parse(sent).fields)) shown.set(name, JSON.stringify(now));
    digest = said.digest;
    say(kept = "Saved. ");
    if (fields.length) look();
    else location.reload();
  };

  const changed = said => {
    $("theirs").value = said.text;
    $("mine").value = said.mine;
    $("keep-mine").onclick = () => { digest = said.digest; $("changed").close(); save(); };
    $("take-theirs").onclick = () => { dirty = false; location.reload(); };
    say("The file was changed meanwhile: not saved", true);
    if (!$("changed").open) $("changed").showModal();
  };

  // The fields below are folded; these are set.
  const tellSet = () => {
    const set = fields.filter(field => field.closest("details") && (field.type === "checkbox" ? field.checked : field.value));
    if ($("set")) $("set").textContent = set.length ? `(${set.map(field => field.labels[0].textContent.trim()).join(", ").toLowerCase()})` : "";
  };

  // Putting things into the text, where the cursor is; the browser can undo it. Dragging may lose the place.
  let cursor = null;
  const put = (words, block = false) => {
    if (cursor) text.setSelectionRange(...cursor);
    const before = text.value.slice(0, text.selectionStart), after = text.value.slice(text.selectionEnd);
    if (block) words = `${before && !before.endsWith("\n\n") ? before.endsWith("\n") ? "\n" : "\n\n" : ""}${words}${after && !after.startsWith("\n\n") ? after.startsWith("\n") ? "\n" : "\n\n" : ""}`;
    text.focus();
    document.execCommand("insertText", false, words);
  };
  // What is chosen by its title, or written as it is.
  const chosen = input => [...input.list.options].find(option => option.value === input.value.trim())?.dataset.for ?? input.value.trim();

  const asked = () => {
    const name = $("component-name").value;
    for (const its of document.querySelectorAll("fieldset")) its.hidden = its.disabled = its.name !== name;
    $("component-name").setAttribute("aria-describedby", `about-${name}`);
  };
  $("component-name").addEventListener("change", asked);

  // What each dialog puts in, and whether that stands alone; nothing where it cannot.
  const made = {
    link: () => [`[${$("link-words").value.trim() || $("link-to").value.trim()}](${chosen($("link-to"))})`],
    source: () => [`[@${chosen($("source-of"))}]`],
    component() {
      const its = document.querySelector("fieldset:enabled"), given = [...its.elements].filter(input => input.value.trim())
        .map(input => ` ${input.name}=${/^[^\s"]+$/.test(input.value.trim()) ? input.value.trim() : `"${input.value.trim()}"`}`);
      return [`{{ ${its.name}${given.join("")} }}`, its.dataset.place === "block"];
    },
    async picture() {
      const file = $("picture-file").files[0], fail = words => { $("picture-wrong").textContent = words; $("picture-wrong").hidden = false; };
      if (file.size > largest) return fail(`This file has more than ${largest / 1e6} MB. Make it smaller first.`);
      const [status, said] = await ask("put", encodeURIComponent(file.name), file);
      if (status !== 200) return fail(why(status, said));
      const words = $("picture-words").value.trim(), caption = $("picture-caption").value.trim().replaceAll('"', "”");
      return [said.picture ? `![${words}](${said.path}${caption ? ` "${caption}"` : ""})` : `[${words}](${said.path})`, said.picture];
    },
  };
  // It is put in before another dialog can open: a text behind one takes nothing.
  const openDialog = name => {
    const dialog = $(`put-${name}`), form = dialog.querySelector("form");
    cursor = [text.selectionStart, text.selectionEnd];
    form.reset();
    form.onsubmit = async event => {
      if (!event.submitter.value) return;
      event.preventDefault();
      const words = await made[name]();
      if (!words || !dialog.open) return;
      dialog.onclose = null; // which comes later, and would take the focus from what is pressed next
      dialog.close();
      put(...words);
    };
    dialog.onclose = () => text.focus();
    if (name === "component") asked();
    if (name === "link") $("link-words").value = text.value.slice(text.selectionStart, text.selectionEnd);
    $("picture-wrong").hidden = true;
    dialog.showModal();
  };
  document.addEventListener("click", event => {
    const { dialog } = event.target.dataset;
    if (dialog) openDialog(dialog);
  });
  $("heading").addEventListener("click", () => { cursor = null; put("## ", true); });

  // A file may be dropped anywhere, the page as it will be included: elsewhere, the browser would leave for it.
  const takes = place => {
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
      $("picture-words").focus();
    });
  };
  takes(document);
  frame.addEventListener("load", () => takes(frame.contentDocument));

  $("form").addEventListener("input", () => { tellSet(); touched(); });
  $("form").addEventListener("submit", event => event.preventDefault());
  $("save").addEventListener("click", save);
  addEventListener("keydown", event => {
    if ((event.ctrlKey || event.metaKey) && event.key === "s") { event.preventDefault(); save(); }
  });
  addEventListener("beforeunload", event => { if (dirty) event.preventDefault(); });
  tellSet();
  paint();
  look();
}
