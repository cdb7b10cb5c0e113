"use strict";
// The reviewer's part of the report. Without it everything can still be read. Text is only ever put into the page as text.
(() => {
  const root = document.documentElement;
  root.classList.add("js");
  const SETTINGS = "cleaner:settings";
  const settings = { keys: true, advance: true, ...read(SETTINGS) };
  if (settings.theme === "dark" || settings.theme === "light") root.dataset.theme = settings.theme;
  document.addEventListener("DOMContentLoaded", () => start());

  const CONTEXT = 32; // code points on each side that tell a finding from its equals, as in the schema
  const ANSWERS = { accept: "accepted", edit: "edited", wrong: "wrong finding", leave: "left as it is" };
  const $ = (id) => document.getElementById(id);

  let body, els, place, store, split, shared;
  let decided = new Map(); // key -> {answer, edited, note, group, record}; the record only in a report of several pages
  let terms = [];
  let undone = [];
  let items = []; // what j and k go through: changes, and runs of lines
  let now = null;
  let carried = 0;
  let openRuns = new Set();
  let announcing = null;
  const flats = new WeakMap();

  function read(name) {
    try {
      return JSON.parse(localStorage.getItem(name)) || {};
    } catch {
      return {};
    }
  }

  function write(name, value) {
    try {
      localStorage.setItem(name, JSON.stringify(value));
    } catch {
      warn("This browser keeps nothing more; save the decisions as a file now, they are lost when this page is closed.");
    }
  }

  function make(tag, text, attributes = {}) {
    const element = document.createElement(tag);
    if (text) element.textContent = text;
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    return element;
  }

  function say(text) {
    clearTimeout(announcing);
    $("live").textContent = "";
    announcing = setTimeout(() => ($("live").textContent = text), 50);
  }

  function warn(text) {
    $("alert").textContent = text;
    $("alert").hidden = !text;
  }

  const number = (value) => value.toLocaleString("en");
  const count = (value, one) => `${number(value)} ${one}${value === 1 ? "" : "s"}`;
  const keyOf = (el) => el.id.slice(2);
  const docOf = (el) => el.closest(".doc");
  const ruleOf = (el) => el.dataset.r;
  const idOf = (el) => el.dataset.id ?? keyOf(el);
  const alike = (el) => (el.dataset.g ? el.dataset.g.split(" ").map(Number) : null);
  const applied = (el) => el.classList.contains("a");
  const lineOf = (doc) => (doc.dataset.line === undefined ? null : Number(doc.dataset.line));
  const spot = (path, line, id) => JSON.stringify([path, line, id]);
  const spotOf = (record) => spot(record.path, record.line ?? null, record.id);

  // ---- the text behind the page

  /** What a node stands for in the original or in the cleaned text: chips are characters, folds and edits are not there. */
  function textOf(node, cleaned) {
    if (node.nodeType === Node.TEXT_NODE) return node.data;
    if (node.nodeType !== Node.ELEMENT_NODE) return "";
    if (node.dataset.c !== undefined) return String.fromCodePoint(parseInt(node.dataset.c, 16));
    const name = node.localName;
    if (name === "summary" || node.classList.contains("o") || node.classList.contains("rh")) return "";
    if (name === "ins" && !(cleaned && node.parentNode.classList.contains("a") && !node.classList.contains("edited"))) return "";
    if (name === "del" && cleaned) return "";
    return inside(node, cleaned);
  }

  function inside(node, cleaned) {
    let text = "";
    for (const child of node.childNodes) text += textOf(child, cleaned);
    return text;
  }

  const found = (el) => {
    const shown = el.querySelector(":scope > del, :scope > mark");
    return inside(shown, false);
  };

  function replacement(el) {
    const put = el.querySelector(":scope > ins:not(.edited)");
    if (put) {
      let text = "";
      const walk = (node) => {
        if (node.nodeType === Node.TEXT_NODE) text += node.data;
        else if (node.dataset.c !== undefined) text += String.fromCodePoint(parseInt(node.dataset.c, 16));
        else if (node.localName !== "summary") node.childNodes.forEach(walk);
      };
      walk(put);
      return text;
    }
    return el.classList.contains("x") ? "" : null;
  }

  /** The shown parts of a document as code points with their offsets, of the original and of the cleaned text. */
  function flat(doc) {
    let parts = flats.get(doc);
    if (parts) return parts;
    parts = [0, 1].map((cleaned) => {
      const windows = [];
      let at = 0;
      for (const child of doc.querySelectorAll(".text > .gap, .text > .pair > .w:not(.before), .text > .w")) {
        if (child.classList.contains("gap")) at += Number(child.dataset.n);
        else {
          const points = Array.from(inside(child, Boolean(cleaned)));
          windows.push({ at, points });
          at += points.length;
        }
      }
      return windows;
    });
    flats.set(doc, parts);
    return parts;
  }

  function around(windows, start, end, most) {
    const shown = windows.find((each) => each.at <= start && end <= each.at + each.points.length);
    if (!shown) return ["", ""];
    const before = shown.points.slice(Math.max(0, start - shown.at - most), start - shown.at).join("");
    const after = shown.points.slice(end - shown.at, end - shown.at + most).join("");
    return [before.slice(before.lastIndexOf("\n") + 1), after.split("\n", 1)[0]];
  }

  function record(el, answer) {
    const doc = docOf(el);
    const [original, cleaned] = flat(doc);
    const [start, end, textStart, textEnd] = el.dataset.at.split(" ").map(Number);
    const [before, after] = around(original, start, end, CONTEXT);
    const [textBefore, textAfter] = around(cleaned, textStart, textEnd, CONTEXT);
    return {
      id: idOf(el), path: doc.dataset.path, line: lineOf(doc), rule: ruleOf(el), found: found(el), replacement: replacement(el),
      before, after, text_before: textBefore, text_after: textAfter, start,
      answer: answer.answer, edited: answer.answer === "edit" ? answer.edited : null, note: answer.note || "", group: Boolean(answer.group),
    };
  }

  // ---- reasons: in the page they are for readers without script, so that they cost nothing until one is asked for

  const reasons = new WeakMap();
  const policy = globalThis.trustedTypes?.createPolicy("reasons", { createHTML: (text) => text });

  /** The list of reasons of a document, from its own escaped source; nothing in it can run. */
  function reasonsOf(doc) {
    let list = reasons.get(doc);
    if (!list) {
      const source = doc.querySelector(":scope > noscript").textContent;
      const parsed = new DOMParser().parseFromString(policy ? policy.createHTML(source) : source, "text/html");
      list = document.importNode(parsed.querySelector("ol"), true);
      reasons.set(doc, list);
    }
    return list;
  }

  const firstOf = (doc) => place.get(keyOf(doc.querySelector(".text .w:not(.before) .c")));

  function reasonOf(el) {
    const doc = docOf(el);
    return reasonsOf(doc).children[place.get(keyOf(el)) - firstOf(doc)];
  }

  let holders = null;
  /** The reason of a change in full: the same one is given once for several changes. */
  function fullReason(el) {
    const { e } = reasonOf(el).dataset;
    if (!e) return reasonOf(el);
    if (!holders) {
      holders = new Map();
      for (const doc of document.querySelectorAll(".doc")) for (const [, name] of doc.querySelector(":scope > noscript").textContent.matchAll(/<li [^>]*id="(e-[0-9a-f]+)"/g)) holders.set(name, doc);
    }
    return reasonsOf(holders.get(e)).querySelector(`#${e}`);
  }

  const plainText = (html) => html.replace(/<[^>]*>/g, " ").replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&#3[49];/g, (each) => (each === "&#34;" ? '"' : "'")).replace(/&amp;/g, "&");

  /** What a search looks through: each change and what is said of it. */
  function searched() {
    const shared = new Map();
    const texts = [];
    for (const doc of document.querySelectorAll(".doc")) {
      for (const html of doc.querySelector(":scope > noscript").textContent.split("<li ").slice(1)) {
        const name = /^[^>]* (?:id|data-e)="(e-[0-9a-f]+)"/.exec(html)[1];
        if (!shared.has(name)) shared.set(name, plainText(html.slice(html.indexOf(">") + 1)));
        texts.push(shared.get(name));
      }
    }
    return els.map((el, index) => `${el.textContent}\n${found(el)}\n${texts[index]}`.toLowerCase());
  }

  function showReasons(on) {
    root.classList.toggle("reasons", on);
    $("do-reasons")?.setAttribute("aria-pressed", String(on));
    for (const doc of document.querySelectorAll(".doc")) {
      if (on) {
        const list = reasonsOf(doc);
        doc.append(list);
        [...list.children].forEach((each, index) => each.classList.toggle("q", els[firstOf(doc) + index].classList.contains("q")));
      } else doc.querySelector(":scope > .notes")?.remove();
    }
  }

  // ---- what is kept

  function keep() {
    write(store, { decisions: Object.fromEntries(decided), terms });
  }

  function recall() {
    const kept = read(store);
    decided = new Map(Object.entries(kept.decisions ?? {}).filter(([, each]) => each && each.answer in ANSWERS));
    terms = Array.isArray(kept.terms) ? kept.terms : [];
    if (!split) return;
    const came = [];
    for (const [name, each] of [...decided]) {
      // another page decided it, and knew only its place
      const el = each.record && !place.has(name) && byPlace().get(spotOf(each.record));
      if (!el) continue;
      decided.delete(name);
      set(el, each);
      came.push(keyOf(el));
    }
    settle(came, (name, answer) => set(els[place.get(name)], answer));
    if (came.length) keep();
  }

  function set(el, answer) {
    decided.set(keyOf(el), split ? { ...answer, record: record(el, answer) } : { ...answer });
  }

  let places = null;
  function byPlace() {
    places ??= new Map(els.map((el) => [spot(docOf(el).dataset.path, lineOf(docOf(el)), idOf(el)), el]));
    return places;
  }

  // ---- changes that share characters: only one of them can be in the text, as in cleaner/review/verdicts.py

  const neighbourhoods = new WeakMap();

  /** The other changes of a text that share characters with one. */
  function neighbours(el) {
    const doc = docOf(el);
    let spans = neighbourhoods.get(doc);
    if (!spans) {
      spans = [...doc.querySelectorAll(".text .w:not(.before) .c")].map((each) => ({ el: each, ...spanOf(each) }));
      neighbourhoods.set(doc, spans);
    }
    const { start, end } = spanOf(el);
    return spans.filter((each) => each.el !== el && each.start < end && start < each.end).map((each) => each.el);
  }

  function spanOf(el) {
    const [start, end] = el.dataset.at.split(" ", 2).map(Number);
    return { start, end };
  }

  /** The characters that a decision puts in place of those of a change; null if there is no such decision. */
  function putIn(el) {
    const answer = answerOf(el);
    if (answer?.carried) return applied(el) ? replacement(el) : null;
    return answer?.answer === "edit" ? answer.edited : answer?.answer === "accept" ? replacement(el) : null;
  }

  /** Whether two decisions can both be carried out: they make the same text. */
  function agree(one, other) {
    const [outer, inner] = [spanOf(one), spanOf(other)];
    if (inner.end - inner.start > outer.end - outer.start) return agree(other, one);
    if (inner.start < outer.start || inner.end > outer.end) return false;
    const points = Array.from(found(one));
    return putIn(one) === points.slice(0, inner.start - outer.start).join("") + putIn(other) + points.slice(inner.end - outer.start).join("");
  }

  /** Leave out what cannot be carried out with the given decisions; of two that were made at once, the shorter one stays. */
  function settle(names, put) {
    const asked = new Set(names);
    let dropped = 0;
    for (const name of names) {
      const el = place.has(name) ? els[place.get(name)] : null;
      if (!el || putIn(el) === null) continue;
      for (const other of neighbours(el)) {
        if (putIn(other) === null || agree(el, other)) continue;
        const size = (each) => spanOf(each).end - spanOf(each).start;
        const loser = asked.has(keyOf(other)) && size(other) <= size(el) ? el : other;
        // the finding was right all the same
        put(keyOf(loser), { answer: "leave", edited: null, note: answerOf(loser).note ?? "", group: false });
        dropped += 1;
        if (loser === el) break;
      }
    }
    return dropped;
  }

  /** The change that was accepted instead of this one, whose characters it shares. */
  function excluder(el) {
    if (["accept", "edit", "wrong"].includes(decided.get(keyOf(el))?.answer)) return null;
    if (putIn(el) !== null || (replacement(el) === null && !applied(el))) return null;
    return neighbours(el).find((each) => putIn(each) !== null) ?? null;
  }

  function whyExcluded(el) {
    const winner = excluder(el);
    if (!winner) return "";
    const text = putIn(winner);
    return `Excluded: it shares characters with “${brief(found(winner), winner)}” ${text ? `→ “${brief(text)}”` : "(removed)"}, ${ruleOf(winner)}, which is ${ANSWERS[answerOf(winner).answer]}. Accept this one to have it instead.`;
  }

  // ---- how a decision looks

  function answerOf(el) {
    const own = decided.get(keyOf(el));
    if (own) return own;
    const before = el.dataset.before ?? /\bd-(\w+)/.exec(el.className)?.[1];
    return before ? { answer: before, carried: true } : null;
  }

  function paint(el) {
    el.dataset.before ??= /\bd-(\w+)/.exec(el.className)?.[1] ?? "";
    const answer = decided.get(keyOf(el));
    for (const name of Object.keys(ANSWERS)) el.classList.toggle(`d-${name}`, (answer?.answer ?? el.dataset.before) === name);
    el.classList.toggle("own", answer?.answer === "edit");
    const why = whyExcluded(el);
    el.classList.toggle("over", Boolean(why));
    why ? el.setAttribute("title", why) : el.removeAttribute("title");
    el.querySelector(":scope > ins.edited")?.remove();
    if (answer?.answer === "edit") el.append(make("ins", answer.edited, { class: "edited", dir: "auto" }));
    const pair = el.closest(".pair");
    if (pair) pair.querySelector(".before")?.replaceWith(twin(pair.querySelector(".w:not(.before)")));
  }

  /** Paint changes, and those that share characters with them. */
  function paintAll(names) {
    const touched = new Set();
    for (const name of names) {
      if (!place.has(name)) continue;
      const el = els[place.get(name)];
      touched.add(el);
      neighbours(el).forEach((each) => touched.add(each));
    }
    touched.forEach(paint);
  }

  function paintProgress() {
    const total = Number(body.dataset.total);
    let done = decided.size;
    if (carried) for (const el of els) done += Boolean(!decided.has(keyOf(el)) && answerOf(el));
    $("progress").max = Math.max(total, 1);
    $("progress").value = done;
    $("decided").textContent = `${number(done)} of ${number(total)}`;
    const undo = document.querySelector('[data-do="undo"]');
    if (undo) undo.disabled = !undone.length;
  }

  // ---- deciding

  function change(work, told) {
    const before = { decided: new Map(), terms: [...terms], at: now };
    const touched = [];
    const put = (name, value) => {
      if (!before.decided.has(name)) before.decided.set(name, decided.get(name));
      if (value === undefined) decided.delete(name);
      else if (place.has(name)) set(els[place.get(name)], value);
      else decided.set(name, value);
    };
    work((name, value) => {
      put(name, value);
      touched.push(name);
    });
    const dropped = settle(touched, put);
    undone.push(before);
    show([...before.decided.keys()]);
    say(`${told(touched.length)}${dropped ? `; ${count(dropped, "change")} with the same characters ${dropped === 1 ? "is" : "are"} excluded` : ""}`);
  }

  function show(names) {
    keep();
    paintAll(names);
    paintProgress();
    refilter();
    if (now) describe();
  }

  /** After decisions: what no longer fits a filter by answers goes, but for the chosen change. */
  function refilter() {
    if (["open", "excluded", ...Object.keys(ANSWERS)].includes($("choices")?.elements.answer.value)) filter({ spared: now?.members, quiet: true });
  }

  function advance() {
    if (!settings.advance) return;
    step(1, true);
    refilter();
  }

  function undo() {
    const before = undone.pop();
    if (!before) return say("Nothing to undo");
    for (const [name, value] of before.decided) value === undefined ? decided.delete(name) : decided.set(name, value);
    terms = before.terms;
    show([...before.decided.keys()]);
    if (before.at) choose(items.find((each) => each.el === before.at.el) ?? before.at);
    say("Undone");
  }

  const noteNow = () => ($("noting").hidden ? "" : $("note").value.trim());

  function decide(answer, edited = null) {
    if (!now) return say("No change is chosen; j chooses the next one");
    const members = now.members.filter((el) => !el.classList.contains("q"));
    const group = now.members.length > 1;
    const same = members.every((el) => {
      const had = decided.get(keyOf(el));
      return had && had.answer === answer && (had.edited ?? null) === edited;
    });
    const note = noteNow();
    if (!same) {
      change(
        (put) => members.forEach((el) => put(keyOf(el), { answer, edited, note, group })),
        (many) => `${many > 1 ? `${count(many, "change")}: ` : ""}${ANSWERS[answer]}`,
      );
    }
    advance();
  }

  const equals = (group) => els.filter((el) => alike(el)?.[0] === group);

  /** The equal changes on other pages that follow an answer: those that were not decided one by one, and share no characters with one that was. */
  function away(group, answer) {
    const there = shared.groups[group] ?? [];
    const [sample] = equals(group);
    const names = new Map();
    const taken = new Map();
    for (const [name, { record: known, answer: given, edited, group: together }] of decided) {
      if (!known || place.has(name)) continue;
      names.set(spotOf(known), name);
      if (together || !(given === "edit" ? edited !== null : given === "accept" && known.replacement !== null)) continue;
      const spans = taken.get(spot(known.path, known.line, "")) ?? taken.set(spot(known.path, known.line, ""), []).get(spot(known.path, known.line, ""));
      spans.push([known.start, known.start + Array.from(known.found).length]);
    }
    const length = Array.from(found(sample)).length;
    return there.flatMap(([text, start, id]) => {
      const [path, line] = shared.texts[text];
      if (byPlace().has(spot(path, line, id))) return [];
      const name = names.get(spot(path, line, id)) ?? `elsewhere:${spot(path, line, id)}`;
      if (decided.has(name) && !decided.get(name).group) return [];
      const puts = answer === "edit" || answer === "accept";
      if (puts && taken.get(spot(path, line, ""))?.some(([from, to]) => from < start + length && start < to)) return [];
      // the id holds its place; its page adds what is around it when it is opened
      const known = { id, path, line, rule: ruleOf(sample), found: found(sample), replacement: replacement(sample), before: "", after: "", text_before: "", text_after: "", start };
      return [[name, decided.get(name)?.record ?? known]];
    });
  }

  /** One answer for equal changes; those that were decided one by one, or are excepted, keep theirs. */
  function decideAll(group, answer, edited = null, excepted = new Set()) {
    const members = equals(group);
    if (!members.length) return;
    const asked = members.filter((el) => !excepted.has(el) && !(decided.get(keyOf(el)) && !decided.get(keyOf(el)).group && el !== now?.el));
    const elsewhere = away(group, answer);
    const [, total] = alike(members[0]);
    change(
      (put) => {
        asked.forEach((el) => put(keyOf(el), { answer, edited, note: "", group: true }));
        for (const [name, known] of elsewhere) put(name, { answer, edited, note: "", group: true, record: known });
      },
      (many) => `${count(many, "equal change")}: ${ANSWERS[answer]}${total > many ? `; ${count(total - many, "exception")} kept` : ""}`,
    );
  }

  // ---- going about

  function itemize() {
    items = [];
    let run = null;
    for (const el of els) {
      if (el.classList.contains("q")) continue;
      const around = el.closest(".run");
      if (around && !openRuns.has(around)) {
        if (around === run) items.at(-1).members.push(el);
        else items.push({ el: around, members: [el] });
        run = around;
      } else {
        items.push({ el, members: [el] });
        run = null;
      }
    }
  }

  const indexNow = () => (now ? items.findIndex((each) => each.el === now.el) : -1);

  function step(by, quiet = false) {
    let index = indexNow();
    if (index < 0) {
      // from where the reader is: the first change that is not above the window
      index = now || scrollY > 400 ? items.findIndex((each) => each.el.getBoundingClientRect().top > 60) - (by > 0) : by > 0 ? -1 : items.length;
    }
    const next = items[index + by];
    if (next) choose(next, { quiet });
    else if (!quiet) say(by > 0 ? "No change after this one" : "No change before this one");
  }

  function leave() {
    if (!now) return;
    now.el.classList.remove("now");
    for (const name of ["tabindex", "role", "aria-label"]) now.el.removeAttribute(name);
    now = null;
    $("panel").classList.add("idle");
  }

  function choose(item, { focus = true, address = true } = {}) {
    leave();
    now = item;
    $("panel").classList.remove("idle");
    $("panel").scrollTop = 0;
    $("edit").hidden = true;
    const { el } = item;
    el.classList.add("now");
    el.setAttribute("tabindex", "-1");
    el.setAttribute("role", "group");
    describe();
    if (focus) {
      el.scrollIntoView({ block: "center" });
      el.focus({ preventScroll: true });
    }
    if (address) history.replaceState(null, "", `#${item.members[0].id}`);
  }

  function name(item) {
    const [el] = item.members;
    const answer = answerOf(el);
    const what =
      item.members.length > 1
        ? `${item.members.length} lines taken out`
        : `${ruleOf(el)}, ${applied(el) ? "applied" : el.classList.contains("z") ? "flagged" : "proposed"}: ${brief(found(el), el)}${
            replacement(el) ? ` becomes ${brief(replacement(el))}` : el.classList.contains("x") ? " goes" : ""
          }`;
    return `Change ${number(indexNow() + 1)} of ${number(items.length)}. ${what}. ${answer ? ANSWERS[answer.answer] : excluder(el) && item.members.length === 1 ? "Excluded" : "Not decided"}`;
  }

  function brief(text, el = null) {
    const most = el && el.classList.contains("k-spam") && el.classList.contains("x") ? 12 : 60;
    const points = Array.from(text.slice(0, 4 * most));
    const shown = points.slice(0, most).map((each) => (/[\p{C}\p{Zl}\p{Zp}]/u.test(each) ? (each === "\n" ? "⏎" : `[U+${each.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}]`) : each));
    return shown.join("") + (points.length > most ? "…" : "");
  }

  function describe() {
    const [el] = now.members;
    const single = now.members.length === 1;
    now.el.setAttribute("aria-label", name(now));
    $("where").textContent = `${number(indexNow() + 1)} of ${number(items.length)}`;
    const about = $("about");
    about.replaceChildren();
    if (single) {
      for (const node of fullReason(el).children) about.append(node.cloneNode(true));
      about.children[1].after(...readings(el));
      const why = whyExcluded(el);
      if (why) about.children[1].before(make("p", why, { class: "excluded" }));
    } else {
      about.append(make("p", `${now.members.length} lines taken out together`), make("p", "One answer for all of them. Enter goes through them one by one.", { class: "m" }));
      about.firstChild.prepend(make("b", "removed lines"));
    }
    const answers = new Set(now.members.map((each) => answerOf(each)?.answer));
    const [answer] = answers;
    for (const button of $("decide").children) {
      const does = button.dataset.do;
      button.disabled = does === "undo" ? !undone.length : (does === "edit" || does === "term") && !single;
      if (does in ANSWERS) button.setAttribute("aria-pressed", String(answers.size === 1 && answer === does));
    }
    for (const [does, effect] of Object.entries(effects(now.members))) document.querySelector(`[data-do="${does}"] small`).textContent = effect;
    tell();
    const group = single ? alike(el) : null;
    $("equal").hidden = !group;
    if (group) $("equal-count").textContent = `×${number(group[1])} in ${count(group[2], "text")}.`;
    $("noting").hidden = false;
    $("note").value = answerOf(el)?.note ?? "";
  }

  /** What each answer does to the text: an answer means the same for every kind of finding, and its effect depends on what was done. */
  function effects(members) {
    if (members.every(applied)) return { accept: "the change stays", wrong: "the change is undone", leave: "the change is undone" };
    if (members.every((el) => el.classList.contains("z"))) return { accept: "nothing to change", wrong: "nothing to change", leave: "nothing to change" };
    return { accept: "it is put in", wrong: "the text stays", leave: "the text stays" };
  }

  let telling = null;
  let told = "";

  /** The reason of the chosen change, for a screen reader: its name was read when it got the focus. */
  function tell() {
    const text = [...$("about").children].filter((each) => each.localName === "p" && !each.classList.contains("as")).map((each) => each.textContent.trim().replace(/\.$/u, "")).join(". ");
    if (text === told) return;
    told = text;
    clearTimeout(telling);
    $("why").textContent = "";
    telling = setTimeout(() => ($("why").textContent = text), 150);
  }

  /** The line as it reads now, and as it would read otherwise. */
  function readings(el) {
    if (el.classList.contains("x") || el.classList.contains("z") || found(el).length > 300) return [];
    const [, cleaned] = flat(docOf(el));
    const [, , start, end] = el.dataset.at.split(" ").map(Number);
    const [before, after] = around(cleaned, start, end, 60);
    const answer = answerOf(el);
    const text = answer?.answer === "edit" && !answer.carried ? answer.edited : replacement(el);
    return [
      ["As it came", found(el), "mark"],
      [applied(el) ? "As it is now" : "If accepted", text, "ins"],
    ].map(([label, middle, tag]) => {
      const line = make("p", "", { class: "as", dir: "auto" });
      line.append(make("b", label), `…${brief(before).replace(/^\S*\s/u, "")}`, make(tag, brief(middle), { dir: "auto" }), `${brief(after).replace(/\s\S*$/u, "")}…`);
      return line;
    });
  }

  function fromAddress() {
    let name;
    try {
      name = decodeURIComponent(location.hash.slice(1));
    } catch {
      return;
    }
    if (!name.startsWith("c-") || !place.has(name.slice(2))) return;
    const el = els[place.get(name.slice(2))];
    if (now?.members.includes(el)) return;
    if (el.classList.contains("q")) filter({ spared: [el], quiet: true });
    const run = el.closest(".run");
    if (run && !openRuns.has(run)) openRuns.add(run) && itemize();
    choose(items.find((each) => each.el === el) ?? { el, members: [el] }, { address: false });
  }

  // ---- filters

  let haystacks = null;
  let waiting = null;

  const filterName = () => `${store}:filter`;

  /** What is chosen in the filter, kept until the tab is closed; for all pages of the report. */
  function keepFilter(want, off) {
    try {
      sessionStorage.setItem(filterName(), JSON.stringify({ want, off }));
    } catch {
      // it is lost with a reload, and no work with it
    }
  }

  function recallFilter() {
    let kept;
    try {
      kept = JSON.parse(sessionStorage.getItem(filterName())) ?? {};
    } catch {
      return;
    }
    const { want = {}, off = [] } = kept;
    for (const [name, value] of Object.entries(want)) {
      const field = $("choices").elements[name];
      if (field && value) field.value = value;
      // a rule that another page does not have
      if (field?.selectedIndex === -1) field.selectedIndex = 0;
    }
    document.querySelectorAll("[data-kind]").forEach((each) => (each.checked = !off.includes(each.dataset.kind)));
    if (off.length || Object.values(want).some(Boolean)) filter({ quiet: true });
  }

  /** Show what fits the filter; `spared` is shown all the same: what was just decided, or a link leads to. */
  function filter({ spared = [], quiet = false } = {}) {
    clearTimeout(waiting);
    const form = new FormData($("choices"));
    const want = Object.fromEntries([...form].map(([name, value]) => [name, value.trim()]));
    const kinds = [...document.querySelectorAll("[data-kind]:not(:checked)")].map((each) => each.dataset.kind);
    const off = new Set(kinds.map((each) => `k-${each}`));
    keepFilter(want, kinds);
    const search = (want.search ?? "").toLowerCase();
    const part = (want.document ?? "").toLowerCase();
    if (search) haystacks ??= searched();
    const fits = (el, index) => {
      const [, kind, safety, severity] = /(k-\w+) f-(\w+) v-(\w+)/.exec(el.className);
      if (off.has(kind)) return false;
      if (want.rule && ruleOf(el) !== want.rule) return false;
      if (want.safety && safety !== want.safety) return false;
      if (want.severity && severity !== want.severity) return false;
      if (want.answer) {
        const answer = answerOf(el)?.answer;
        const over = el.classList.contains("over");
        const fitting = { open: !answer && !over, excluded: over, applied: applied(el), proposed: !applied(el) };
        if (!(fitting[want.answer] ?? answer === want.answer)) return false;
      }
      return !search || haystacks[index].includes(search);
    };
    let shown = 0;
    let index = 0;
    for (const doc of document.querySelectorAll(".doc")) {
      const outside = part && !doc.dataset.path.toLowerCase().includes(part);
      let here = 0;
      for (; index < els.length && doc.contains(els[index]); index++) {
        const visible = spared.includes(els[index]) || (!outside && fits(els[index], index));
        els[index].classList.toggle("q", !visible);
        here += visible;
      }
      doc.hidden = !here;
      shown += here;
    }
    for (const run of document.querySelectorAll(".run")) run.querySelector(".rh").hidden = !run.querySelector(".c:not(.q)");
    if (root.classList.contains("reasons")) showReasons(true);
    itemize();
    const all = shown === els.length;
    $("shown").textContent = all ? "" : `${number(shown)} of ${count(els.length, "change")} shown`;
    if (!quiet) say(all ? "All changes are shown" : $("shown").textContent);
    const same = now && items.find((each) => each.el === now.el);
    if (same) now = same;
    else if (now) {
      leave();
      $("where").textContent = "No change chosen";
    }
  }

  /** Enter in a field of the filter: to the first change that fits, or to the next one. */
  function toMatch() {
    filter({ quiet: true });
    if (!items.length) return say("No change fits");
    choose(items[now ? (indexNow() + 1) % items.length : 0]);
  }

  // ---- side by side

  function twin(shown) {
    const copy = shown.cloneNode(true);
    copy.classList.add("before");
    copy.setAttribute("aria-label", "Before");
    copy.setAttribute("role", "group");
    for (const each of [copy, ...copy.querySelectorAll("[id], .now, [tabindex]")]) {
      for (const attribute of ["id", "tabindex", "data-at"]) each.removeAttribute(attribute);
      each.classList.remove("now");
      if (each !== copy) each.removeAttribute("role");
    }
    return copy;
  }

  let watcher = null;

  function columns(on) {
    root.classList.toggle("paired", on);
    $("do-columns").setAttribute("aria-pressed", String(on));
    watcher?.disconnect();
    watcher = null;
    if (on) {
      watcher = new IntersectionObserver((entries) => entries.forEach((each) => each.isIntersecting && pairUp(each.target)), { rootMargin: "600px" });
      document.querySelectorAll(".doc").forEach((doc) => watcher.observe(doc));
      if (now) pairUp(docOf(now.el));
    } else {
      for (const pair of document.querySelectorAll(".pair")) pair.replaceWith(pair.querySelector(".w:not(.before)"));
      for (const head of document.querySelectorAll(".sides")) head.remove();
    }
    if (now) now.el.scrollIntoView({ block: "center" });
    say(on ? "Side by side" : "Inline");
  }

  function pairUp(doc) {
    if (doc.querySelector(".pair")) return;
    for (const shown of doc.querySelectorAll(".text > .w")) {
      const pair = make("div", "", { class: "pair" });
      shown.replaceWith(pair);
      pair.append(twin(shown), shown);
    }
    const head = make("div", "", { class: "sides", "aria-hidden": "true" });
    head.append(make("span", "Before"), make("span", "After"));
    doc.querySelector(".text").before(head);
  }

  // ---- editing, terms, equal changes

  function edit() {
    if (!now || now.members.length > 1) return;
    const [el] = now.members;
    const answer = answerOf(el);
    $("edited").value = (!answer?.carried && answer?.edited) || (replacement(el) ?? found(el));
    $("edit").hidden = false;
    $("edited").focus();
    $("edited").select();
  }

  function evidence(label) {
    const term = [...$("about").querySelectorAll("dt")].find((each) => each.textContent === label);
    return term?.nextElementSibling;
  }

  const HAN = /\p{Script=Han}/u;

  function openTerm() {
    if (!now || now.members.length > 1) return;
    const [el] = now.members;
    const form = $("term-form");
    form.reset();
    const characters = found(el).trim();
    const given = evidence("Term")?.querySelector("bdi")?.textContent ?? evidence("Term")?.textContent ?? "";
    const answer = answerOf(el);
    form.elements.term.value = given || (HAN.test(characters) ? characters : "");
    form.elements.rendering.value = ((answer?.edited || replacement(el)) ?? evidence("Candidates")?.querySelector("ins")?.textContent ?? "").trim();
    form.elements.wrong.value = HAN.test(characters) ? "" : characters;
    form.dataset.from = idOf(el);
    preview();
    $("term").showModal();
  }

  /** What the new term would settle, and what it contradicts. */
  function preview() {
    const { term, rendering, wrong } = Object.fromEntries([...new FormData($("term-form"))].map(([name, value]) => [name, value.trim()]));
    const forms = new Set([term, wrong].filter(Boolean).map((each) => each.toLowerCase()));
    let settles = 0;
    const against = [];
    for (const el of els) {
      if (!forms.has(found(el).trim().toLowerCase())) continue;
      const answer = answerOf(el);
      const text = answer?.answer === "edit" ? answer.edited : replacement(el);
      const same = text === null || text === undefined || text.trim().toLowerCase() === rendering.toLowerCase();
      if (!answer && same) settles += 1;
      else if (!answer || answer.answer === "wrong" || answer.answer === "leave" || !same) against.push(el);
    }
    const shown = $("term-preview");
    shown.replaceChildren(`It would settle ${count(settles, "open finding")} here.`);
    if (against.length) {
      shown.append(` It contradicts ${count(against.length, "finding")} proposed or decided otherwise: `);
      against.slice(0, 5).forEach((el, index) => shown.append(index ? ", " : "", make("a", brief(replacement(el) ?? found(el)), { href: `#${el.id}` })));
      shown.append(against.length > 5 ? ", …" : ".");
    }
    const double = terms.find((each) => each.term === term && each.rendering !== rendering);
    if (double) shown.append(` You have added “${term}” as “${double.rendering}” before.`);
  }

  function addTerm() {
    const form = $("term-form");
    const given = Object.fromEntries([...new FormData(form)].map(([name, value]) => [name, value.trim().replace(/\s+/gu, " ")]));
    if (!given.term || !given.rendering) return;
    const wrong = given.wrong ? given.wrong.split("|").map((each) => each.trim()).filter(Boolean) : [];
    const term = { term: given.term, rendering: given.rendering, pos: given.pos, wrong, note: given.note, from: form.dataset.from || null };
    change(
      () => (terms = [...terms.filter((each) => each.term !== term.term || each.rendering !== term.rendering), term]),
      () => `“${term.term}” is among the new terms`,
    );
    $("term").close();
  }

  let excepting = new Map();

  function openEquals(group) {
    const members = equals(group);
    if (!members.length) return;
    const [, total, texts] = alike(members[0]);
    const [el] = members;
    const text = replacement(el);
    $("equals-what").replaceChildren(
      `×${number(total)} in ${count(texts, "text")}, ${ruleOf(el)}: `, make(applied(el) ? "del" : "mark", brief(found(el), el), { dir: "auto" }), " ",
      ...(text ? [make("ins", brief(text), { dir: "auto" })] : []), ". Uncheck what is an exception.",
    );
    $("equals-elsewhere").textContent =
      total > members.length ? `${number(total - members.length)} of them are on other pages and get the same answer, except those that were decided one by one.` : "";
    excepting = new Map();
    const list = $("equals-list");
    list.replaceChildren();
    for (const each of members) {
      const doc = docOf(each);
      const own = decided.get(keyOf(each));
      const alone = own && !own.group;
      const label = make("label", "");
      const box = make("input", "", { type: "checkbox" });
      box.checked = !alone;
      const [start, end] = each.dataset.at.split(" ").map(Number);
      const [before, after] = around(flat(doc)[0], start, end, 40);
      label.append(box, make("b", brief(doc.dataset.path)), ` …${brief(before)}`, make("mark", brief(found(each), each), { dir: "auto" }), `${brief(after)}…`);
      if (own) label.append(make("span", ` ${ANSWERS[own.answer]}`, { class: "m" }));
      list.append(label);
      excepting.set(each, box);
    }
    $("equals").dataset.group = group;
    $("equals").showModal();
  }

  function answerEquals(answer) {
    const group = Number($("equals").dataset.group);
    const excepted = new Set([...excepting].filter(([, box]) => !box.checked).map(([el]) => el));
    // whoever is checked is asked for, even when decided alone before
    for (const [el, box] of excepting) {
      const own = decided.get(keyOf(el));
      if (box.checked && own && !own.group) decided.set(keyOf(el), { ...own, group: true });
    }
    decideAll(group, answer, null, excepted);
    $("equals").close();
  }

  function openReview() {
    const counts = Object.fromEntries(Object.keys(ANSWERS).map((each) => [each, 0]));
    for (const each of decided.values()) counts[each.answer] += 1;
    $("review-count").textContent = decided.size
      ? Object.entries(counts).filter(([, many]) => many).map(([answer, many]) => `${number(many)} ${ANSWERS[answer]}`).join(" · ")
      : "Nothing is decided yet.";
    const list = $("review-terms");
    list.replaceChildren(make("h3", terms.length ? "New terms" : "No new terms"));
    terms.forEach((each, index) => {
      const row = make("p", `${each.term} → ${each.rendering} `);
      const drop = make("button", "Remove", { type: "button", "aria-label": `Remove ${each.term}` });
      drop.addEventListener("click", () => {
        change(() => (terms = terms.filter((_, at) => at !== index)), () => "Removed");
        openReview();
      });
      row.append(drop);
      list.append(row);
    });
    if (!$("review").open) $("review").showModal();
  }

  // ---- files

  function save() {
    const records = [];
    for (const [name, each] of decided) {
      if (place.has(name)) records.push(record(els[place.get(name)], each));
      else if (each.record) records.push({ ...each.record, answer: each.answer, edited: each.answer === "edit" ? each.edited : null, note: each.note || "", group: Boolean(each.group) });
    }
    const order = (one, other) => (one < other ? -1 : one > other ? 1 : 0);
    records.sort((one, other) => order(one.path, other.path) || (one.line ?? 0) - (other.line ?? 0) || one.start - other.start || order(one.id, other.id));
    const file = {
      schema: "cleaner-decisions/1", report: body.dataset.report, tool: { name: "cleaner", version: body.dataset.version },
      created: new Date().toISOString(), decisions: records, terms,
    };
    const address = URL.createObjectURL(new Blob([JSON.stringify(file, null, 1), "\n"], { type: "application/json" }));
    const link = make("a", "", { href: address, download: "decisions.json" });
    link.click();
    setTimeout(() => URL.revokeObjectURL(address), 10000);
    say(`${count(records.length, "decision")} and ${count(terms.length, "term")} saved as decisions.json`);
  }

  async function load(file) {
    warn("");
    let given;
    try {
      given = JSON.parse(await file.text());
    } catch {
      return warn(`${file.name} is no decisions file: it is damaged or not JSON. Nothing was changed.`);
    }
    if (given?.schema !== "cleaner-decisions/1" || !Array.isArray(given.decisions)) {
      return warn(`${file.name} is no decisions file that this report can read (its schema is not cleaner-decisions/1). Nothing was changed.`);
    }
    const isText = (value) => typeof value === "string";
    const fits = given.decisions.filter((each) => each && isText(each.id) && isText(each.path) && each.answer in ANSWERS && (each.answer !== "edit" || isText(each.edited)));
    let lost = given.decisions.length - fits.length;
    const names = new Map([...decided].filter(([name, each]) => each.record && !place.has(name)).map(([name, each]) => [spotOf(each.record), name]));
    change(
      (put) => {
        for (const each of fits) {
          const el = byPlace().get(spot(each.path, each.line ?? null, each.id));
          const value = { answer: each.answer, edited: each.edited ?? null, note: isText(each.note) ? each.note : "", group: Boolean(each.group) };
          if (el && found(el) === each.found && ruleOf(el) === each.rule) put(keyOf(el), value);
          else if (split && !el && given.report === body.dataset.report) put(names.get(spotOf(each)) ?? `elsewhere:${spotOf(each)}`, { ...value, record: each });
          else lost += 1;
        }
        for (const each of Array.isArray(given.terms) ? given.terms : []) {
          if (!each || !isText(each.term) || !isText(each.rendering) || terms.some((own) => own.term === each.term && own.rendering === each.rendering)) continue;
          const wrong = (Array.isArray(each.wrong) ? each.wrong : [each.wrong]).filter(isText);
          terms = [...terms, { term: each.term, rendering: each.rendering, pos: isText(each.pos) ? each.pos : "", wrong, note: isText(each.note) ? each.note : "", from: isText(each.from) ? each.from : null }];
        }
      },
      (many) => `${count(many, "decision")} taken over${lost ? `, ${number(lost)} do not fit this report` : ""}`,
    );
    if (lost) warn(`${number(lost)} of ${count(given.decisions.length, "decision")} in ${file.name} do not fit this report and were left out; cleaner apply finds moved ones again.`);
  }

  // ---- keys and buttons

  function typing(target) {
    return target.closest?.("input:not([type=checkbox]), textarea, select, dialog[open]");
  }

  function toggleRun() {
    const around = now.el.closest(".run");
    if (!around) return now.el.querySelectorAll(":scope > * > details").forEach((each) => (each.open = !each.open));
    const [el] = now.members;
    openRuns.has(around) ? openRuns.delete(around) : openRuns.add(around);
    itemize();
    choose(items.find((each) => each.members.includes(el)));
    say(openRuns.has(around) ? "Line by line" : "All lines together");
  }

  const actions = {
    accept: () => decide("accept"), wrong: () => decide("wrong"), leave: () => decide("leave"), edit, term: openTerm, undo,
  };
  const shortcuts = {
    j: () => step(1), k: () => step(-1), a: actions.accept, r: actions.wrong, l: actions.leave, e: edit, g: openTerm, u: undo,
    s: () => columns(!root.classList.contains("paired")),
    "/": () => $("search").focus(),
    x: () => now && alike(now.members[0]) && openEquals(alike(now.members[0])[0]),
    A: () => all("accept"), R: () => all("wrong"), L: () => all("leave"),
  };

  function all(answer) {
    if (!now) return;
    const group = now.members.length === 1 && alike(now.el);
    if (!group) return decide(answer);
    decideAll(group[0], answer);
    advance();
  }

  function pressed(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const { key, target } = event;
    if (key === "Escape" && !document.querySelector("dialog[open]")) {
      if (!$("edit")?.hidden) {
        $("edit").hidden = true;
        now?.el.focus({ preventScroll: true });
      } else if (typing(target)) target.blur();
      else if (now) {
        now.el.blur();
        leave();
        $("where").textContent = "No change chosen";
        history.replaceState(null, "", location.pathname + location.search);
      }
      return;
    }
    if (target.id === "edited" && key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      $("edit").requestSubmit();
      return;
    }
    if (key === "Enter" && target.matches?.("#choices input")) {
      event.preventDefault();
      return toMatch();
    }
    if (typing(target) || document.querySelector("dialog[open]")) return;
    if (key === "?" && settings.keys) {
      $("help").showModal();
    } else if (key === "Enter" && now && target === now.el) {
      toggleRun();
    } else if (settings.keys && els.length && Object.hasOwn(shortcuts, key)) {
      shortcuts[key]();
    } else return;
    event.preventDefault();
  }

  function theme() {
    const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    return dark ? "dark" : "light";
  }

  function wire() {
    const on = (id, type, work) => $(id)?.addEventListener(type, work);
    document.addEventListener("keydown", pressed);
    document.addEventListener("click", (event) => {
      const action = event.target.closest("[data-do]");
      if (action) return actions[action.dataset.do]();
      const group = event.target.closest("[data-equal]");
      if (group) return openEquals(Number(group.dataset.equal));
      const answer = event.target.closest("[data-all]");
      if (answer) return answerEquals(answer.dataset.all);
      if (event.target.closest("[data-close]")) return event.target.closest("dialog").close();
      if (event.target.closest("summary, a") || !event.target.closest(".text")) return;
      const el = event.target.closest(".text .w:not(.before) .c:not(.q)") ?? event.target.closest(".w:not(.before) .run");
      const item = el && (items.find((each) => each.el === el) ?? items.find((each) => each.members.includes(el)));
      if (item) choose(item, { focus: false });
      if (item) item.el.focus({ preventScroll: true });
    });
    on("do-next", "click", () => step(1));
    on("do-previous", "click", () => step(-1));
    on("do-columns", "click", shortcuts.s);
    on("do-reasons", "click", () => showReasons(!root.classList.contains("reasons")));
    let shownBefore = false;
    addEventListener("beforeprint", () => {
      shownBefore = root.classList.contains("reasons");
      showReasons(true);
    });
    addEventListener("afterprint", () => showReasons(shownBefore));
    on("do-theme", "click", () => {
      root.dataset.theme = settings.theme = theme() === "dark" ? "light" : "dark";
      write(SETTINGS, settings);
      named();
    });
    on("do-help", "click", () => $("help").showModal());
    on("do-review", "click", openReview);
    on("do-save", "click", save);
    on("do-load", "click", () => $("file").click());
    on("do-equal", "click", shortcuts.x);
    on("do-clear", "click", () => {
      change((put) => {
        terms = [];
        for (const name of [...decided.keys()]) put(name, undefined);
      }, () => "Everything is forgotten; undo brings it back");
      $("review").close();
    });
    on("file", "change", async () => {
      const [file] = $("file").files;
      if (file) await load(file);
      $("file").value = "";
    });
    on("edit", "submit", (event) => {
      event.preventDefault();
      $("edit").hidden = true;
      decide("edit", $("edited").value);
    });
    on("edit-cancel", "click", () => {
      $("edit").hidden = true;
      now?.el.focus({ preventScroll: true });
    });
    on("note", "change", () => {
      const target = now;
      const names = target ? target.members.map(keyOf).filter((each) => decided.has(each)) : [];
      const note = $("note").value.trim();
      if (names.length) change((put) => names.forEach((each) => put(each, { ...decided.get(each), note })), () => "Note kept");
    });
    on("note", "keydown", (event) => event.key === "Enter" && now?.el.focus({ preventScroll: true }));
    on("term-form", "input", preview);
    on("term-form", "submit", (event) => {
      event.preventDefault();
      addTerm();
    });
    on("term-preview", "click", (event) => event.target.closest("a") && $("term").close());
    on("choices", "input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(filter, 150);
    });
    on("choices", "submit", (event) => event.preventDefault());
    on("choices", "reset", () => {
      document.querySelectorAll("[data-kind]").forEach((each) => (each.checked = true));
      setTimeout(filter);
    });
    document.querySelectorAll("[data-kind]").forEach((each) => each.addEventListener("change", () => filter()));
    for (const id of ["keys", "advance"]) {
      $(`set-${id}`).checked = settings[id];
      on(`set-${id}`, "change", () => {
        settings[id] = $(`set-${id}`).checked;
        write(SETTINGS, settings);
      });
    }
    addEventListener("hashchange", fromAddress);
    addEventListener("storage", (event) => {
      if (event.key !== store) return;
      const names = new Set(decided.keys());
      recall();
      for (const each of decided.keys()) names.add(each);
      paintAll(names);
      paintProgress();
      if (now) describe();
    });
    addEventListener("dragover", (event) => {
      event.preventDefault();
      root.classList.add("drop");
    });
    addEventListener("dragleave", (event) => event.relatedTarget === null && root.classList.remove("drop"));
    addEventListener("drop", (event) => {
      event.preventDefault();
      root.classList.remove("drop");
      const [file] = event.dataTransfer.files;
      if (file) load(file);
    });
  }

  function named() {
    $("do-theme").textContent = theme() === "dark" ? "Light" : "Dark";
  }

  function start() {
    body = document.body;
    store = `cleaner:${body.dataset.report}`;
    split = Number(body.dataset.page) > 0 || body.dataset.split !== undefined;
    els = [...document.querySelectorAll(".text .c")];
    place = new Map(els.map((el, index) => [keyOf(el), index]));
    carried = document.querySelector(".text .c:is(.d-accept, .d-edit, .d-wrong, .d-leave)") ? 1 : 0;
    shared = split && $("shared") ? JSON.parse($("shared").content.textContent) : { texts: [], groups: {} };
    recall();
    paintAll(carried ? place.keys() : decided.keys());
    itemize();
    wire();
    named();
    if (els.length) paintProgress();
    else if (!split) $("decided").textContent = `${number(decided.size)} of ${number(Number(body.dataset.total))}`;
    if (els.length) {
      recallFilter();
      fromAddress();
    }
    root.dataset.ready = "1";
  }
})();
