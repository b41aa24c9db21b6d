// The page follows the file: it is told of every change, asks for the view anew and puts its texts in their places.
// Whatever comes from the advisory goes into the page as text, never as HTML; the mail's HTML stands in a frame that
// runs nothing.
"use strict";

const at = id => document.getElementById(id);
const SAMPLE = { address: "", name: "Sample reader", about: "every field is filled in" };
const chosen = new URLSearchParams(location.search);
const choice = {
  reader: chosen.get("reader") || "",
  language: chosen.get("language") || "",
  width: chosen.get("width") || "390",
  scheme: chosen.get("scheme") || "light",
  images: chosen.get("images") || "on",
};
let seen = -1; // the count of changes that the page shows
let shown = null; // the mail that it shows
let asked = 0; // requests for a view; only the answer to the last of them counts

function made(name, text, className) {
  const element = document.createElement(name);
  if (text !== undefined) element.textContent = text;
  if (className) element.className = className;
  return element;
}

// What scrolls stays where it is: a place that says the same is not touched.
function say(id, text) {
  const place = at(id);
  if (place.textContent !== text) place.textContent = text;
}

function size(bytes) {
  return bytes < 1000 ? `${bytes} bytes` : bytes < 1e6 ? `${(bytes / 1000).toFixed(1)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}

function count(number, noun) {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}

// ---- the view

async function look() {
  const turn = ++asked;
  const query = new URLSearchParams({ reader: choice.reader, language: choice.language });
  let view;
  try {
    const answer = await fetch(`view?${query}`);
    if (!answer.ok) throw new Error(await answer.text());
    view = await answer.json();
  } catch (error) {
    if (turn === asked) say("link", `· ${error.message}`);
    return;
  }
  if (turn !== asked) return;
  seen = view.state;
  say("link", "· follows the file");
  show(view);
}

function show(view) {
  const warnings = view.problems.length - view.errors;
  const told = [view.errors && count(view.errors, "error"), warnings && count(warnings, "warning")].filter(Boolean).join(", ");
  say("file", view.file);
  say("verdict", view.errors ? `${told}: must not go out` : told ? `May go out; ${told}` : "May go out");
  at("verdict").className = `verdict ${view.errors ? "bad" : told ? "care" : "good"}`;
  showProblems(view.problems);
  showLanguages(view);
  const nothing = !view.mail && view.errors > 0;
  document.body.classList.toggle("stale", view.stale || nothing);
  document.body.classList.toggle("empty", !view.mail);
  at("stale").hidden = !(view.stale || nothing);
  say("stale", view.stale ? "What you see below is the last version that could be made; it follows once the errors are mended."
    : nothing ? "There is nothing to show until the errors are mended." : "");
  if (view.mail) showMail(view.mail);
  const name = view.mail ? view.mail.subject : view.file;
  say("subject", name);
  document.title = view.errors ? `(${view.errors}) ${name}` : name;
}

function showProblems(problems) {
  if (!problems.length) {
    at("problems").replaceChildren(made("p", "Nothing is wrong with it.", "quiet"));
    return;
  }
  const table = made("table");
  const head = made("tr");
  head.append(...["Level", "Line", "Problem", "Rule"].map(text => { const th = made("th", text); th.scope = "col"; return th; }));
  const rows = problems.map(problem => {
    const row = made("tr");
    const level = made("td");
    level.append(made("span", problem.level, `level ${problem.level}`));
    const message = made("td", problem.message);
    if (problem.why) message.append(made("span", problem.why, "quiet"));
    const rule = made("td", undefined, "rule");
    if (problem.why) {
      const link = made("a", problem.rule);
      link.href = `rules/${encodeURIComponent(problem.rule)}`;
      link.target = "_blank";
      rule.append(link);
    } else rule.textContent = problem.rule;
    row.append(level, made("td", problem.line ? `line ${problem.line}` : "", "line"), message, rule);
    return row;
  });
  const [top, body] = [made("thead"), made("tbody")];
  top.append(head);
  body.append(...rows);
  table.append(top, body);
  at("problems").replaceChildren(table);
}

function showLanguages(view) {
  const tags = ["", ...view.languages];
  const select = at("language");
  if ([...select.options].map(option => option.value).join() !== tags.join()) {
    select.replaceChildren(...tags.map(tag => {
      const option = made("option");
      option.value = tag;
      return option;
    }));
  }
  for (const option of select.options) option.textContent = option.value || `The reader’s${view.language ? ` (${view.language})` : ""}`;
  select.value = tags.includes(choice.language) ? choice.language : "";
}

function showMail(mail) {
  showFacts("event", mail.event ? mail.event.facts : [["", "There is no event in this advisory."]]);
  at("entry-details").hidden = !mail.event;
  say("entry", mail.event ? mail.event.source : "");
  say("text", mail.text);
  showFacts("headers", mail.headers.map(header => [header.name, header.text]));
  say("raw", mail.headers.map(header => `${header.name}: ${header.raw}`).join("\n"));
  say("source", mail.source);
  at("source-link").href = `source/${mail.id}`;
  const share = Math.round(100 * mail.html.size / mail.html.limit);
  say("size", `HTML ${size(mail.html.size)}, ${share} % of what Gmail shows · whole mail ${size(mail.size)}`);
  at("size").style.color = share > 100 ? "var(--bad)" : "";
  at("attachments").replaceChildren(...(mail.attachments.length ? mail.attachments.map(file => {
    const item = made("li");
    item.append(made("span", file.name), made("span", `${file.type} · ${size(file.size)}`, "quiet"));
    return item;
  }) : [made("li", "None.", "quiet")]));
  shown = { ...mail, reader: choice.reader };
  name();
  frame();
}

function showFacts(id, facts) {
  at(id).replaceChildren(...facts.flatMap(([label, text]) => [made("dt", label), made("dd", text)]));
}

// ---- the mail in its frame; the next one loads behind the one that is seen, so that nothing flickers or scrolls

function frame() {
  if (!shown) return;
  const source = `mail/${shown.id}?${new URLSearchParams({ scheme: choice.scheme, images: choice.images })}`;
  const current = at("sheet").querySelector("iframe:not(.coming)");
  at("sheet").querySelectorAll("iframe.coming").forEach(frame => frame.remove());
  if (current && current.getAttribute("src") === source) {
    fit(current);
    return;
  }
  const next = made("iframe", undefined, "coming");
  next.title = "The mail as HTML";
  next.setAttribute("sandbox", "allow-same-origin"); // to measure it from here; nothing in it runs
  next.style.width = `${choice.width}px`;
  next.addEventListener("load", () => {
    if (!next.isConnected) return;
    next.classList.remove("coming");
    at("sheet").querySelectorAll("iframe").forEach(frame => { if (frame !== next) frame.remove(); });
    fit(next);
  });
  next.src = source;
  at("sheet").append(next);
}

function fit(frame) {
  const width = Number(choice.width);
  at("stage").classList.toggle("phone", width < 500);
  document.querySelector("main").classList.toggle("broad", width > 500);
  const around = getComputedStyle(at("stage"));
  const room = at("stage").clientWidth - parseFloat(around.paddingLeft) - parseFloat(around.paddingRight);
  const scale = Math.min(1, room / width);
  frame.style.width = `${width}px`;
  frame.style.transform = scale < 1 ? `scale(${scale})` : "";
  const root = frame.contentDocument && frame.contentDocument.documentElement;
  frame.style.height = "0";
  const height = root ? Math.max(root.scrollHeight, 200) : 600;
  frame.style.height = `${height}px`;
  at("sheet").style.width = `${Math.floor(width * scale)}px`;
  at("sheet").style.height = `${Math.ceil(height * scale)}px`;
  say("mail-title", `Mail, ${width} px wide${scale < 1 ? `, shown at ${Math.round(scale * 100)} %` : ""}`);
}

// ---- the choices

function keep() {
  const query = new URLSearchParams(Object.entries(choice).filter(([, value]) => value));
  history.replaceState(null, "", `?${query}`);
}

for (const name of ["width", "scheme", "images"]) {
  for (const radio of document.querySelectorAll(`input[name="${name}"]`)) {
    radio.checked = radio.value === choice[name];
    radio.addEventListener("change", () => {
      choice[name] = radio.value;
      keep();
      frame();
    });
  }
  if (!document.querySelector(`input[name="${name}"]:checked`)) {
    const first = document.querySelector(`input[name="${name}"]`);
    first.checked = true;
    choice[name] = first.value;
  }
}
at("language").addEventListener("change", () => {
  choice.language = at("language").value;
  keep();
  look();
});
at("choices").addEventListener("submit", event => event.preventDefault());
new ResizeObserver(() => {
  const current = at("sheet").querySelector("iframe:not(.coming)");
  if (current) fit(current);
}).observe(at("stage"));

// ---- the reader: a combobox over the directory (WAI-ARIA Authoring Practices, list autocomplete)

const box = at("reader");
const list = at("readers");
let hits = [];
let active = -1;
let waiting = 0;
let search = 0;

// The name that the mail itself is made out to, once there is one.
function called() {
  return (choice.reader && shown && shown.reader === choice.reader && shown.to) || choice.reader || SAMPLE.name;
}

function name() {
  if (document.activeElement !== box) box.value = called();
}

function open(found) {
  hits = found;
  active = found.length ? 0 : -1;
  list.replaceChildren(...(found.length ? found.map((reader, number) => {
    const item = made("li", reader.name);
    item.id = `reader-${number}`;
    item.setAttribute("role", "option");
    item.append(made("span", [reader.address, reader.about].filter(Boolean).join(" · "), "quiet"));
    item.addEventListener("mousedown", event => { event.preventDefault(); choose(reader); });
    return item;
  }) : [noHit()]));
  list.hidden = false;
  box.setAttribute("aria-expanded", "true");
  say("hits", found.length ? count(found.length, "reader") : "Nobody was found");
  mark();
}

function noHit() {
  const item = made("li", "Nobody was found.", "none");
  item.setAttribute("role", "option");
  item.setAttribute("aria-disabled", "true");
  return item;
}

function mark() {
  [...list.children].forEach((item, number) => item.setAttribute("aria-selected", String(number === active)));
  if (active < 0) box.removeAttribute("aria-activedescendant");
  else {
    box.setAttribute("aria-activedescendant", `reader-${active}`);
    list.children[active].scrollIntoView({ block: "nearest" });
  }
}

function close() {
  clearTimeout(waiting);
  search++;
  list.hidden = true;
  box.setAttribute("aria-expanded", "false");
  box.removeAttribute("aria-activedescendant");
  say("hits", "");
}

function choose(reader) {
  choice.reader = reader.address;
  box.value = reader.address ? `${reader.name} <${reader.address}>` : reader.name;
  close();
  keep();
  look();
}

async function find() {
  const turn = ++search;
  const text = box.value.trim();
  if (!text) {
    open([SAMPLE]);
    return;
  }
  try {
    const answer = await fetch(`readers?${new URLSearchParams({ q: text })}`);
    const found = answer.ok ? await answer.json() : [];
    if (turn === search) open(found);
  } catch {
    close();
  }
}

box.value = called();
box.addEventListener("focus", () => box.select());
box.addEventListener("blur", () => { close(); box.value = called(); });
box.addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(find, 100);
});
box.addEventListener("keydown", event => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step) {
    event.preventDefault();
    if (list.hidden) open([SAMPLE]);
    else if (hits.length) {
      active = (active + step + hits.length) % hits.length;
      mark();
    }
  } else if (event.key === "Enter") {
    event.preventDefault();
    if (!list.hidden && active >= 0) choose(hits[active]);
  } else if (event.key === "Escape") {
    close();
    box.value = called();
  }
});

// ---- what the server tells

const changes = new EventSource("changes");
changes.addEventListener("message", event => { if (Number(event.data) !== seen) look(); });
changes.addEventListener("error", () => say("link", "· no longer follows the file: the preview has ended"));
look();
