"use strict";
// The window: a sequence diagram of the events, the same as a table, and the bytes of the chosen
// event.
// Text from outside is only ever set as text.

const KEPT = 1000;
const SERVERS = { dns: "name server", pages: "web server", talk: "talk peer", tap: "your server" };
const SHORT = { dns: "names", pages: "pages", talk: "talk", tap: "tap" };
const SILENCE = 500; // milliseconds from which on a pause is shown
const FROM_CLIENT = ["connected", "received", "client-ended", "client-reset"];

const byId = (id) => document.getElementById(id);
let events = [];      // those that are kept
let waiting = [];     // those that came while paused
let paused = false;
let chosen = 0;       // the number of the chosen event
let run = null;       // which run of the program the events are of
let drawn = false;    // whether a drawing is due

// ---- Elements

function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

function svg(name, attributes, text) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  if (text !== undefined) made.textContent = text;
  return made;
}

const clock = (time) => new Date(time).toLocaleTimeString("en-GB")
  + "." + String(Math.floor(time) % 1000).padStart(3, "0");
const clientName = (event) => `client :${event.client}`;
const serverName = (event) => `${SERVERS[event.server]} :${event.port}`;
const ends = (event) => FROM_CLIENT.includes(event.kind)
  ? [clientName(event), serverName(event)] : [serverName(event), clientName(event)];

function shownEvents() {
  const wanted = byId("filter").value;
  return wanted ? events.filter((event) => String(event.connection) === wanted) : events;
}

// ---- The diagram

/** Gives each client a lane from its first event to its last; later ones take free lanes. */
function lanesOf(shown) {
  const last = new Map();
  const isOpen = (event) => event.transport === "TCP" && event.kind !== "closed";
  shown.forEach((event, index) => last.set(event.connection, isOpen(event) ? Infinity : index));
  const lanes = []; // when each is free again
  const laneOf = new Map();
  shown.forEach((event, index) => {
    if (laneOf.has(event.connection)) return;
    let lane = lanes.findIndex((end) => end < index);
    if (lane < 0) lane = lanes.length;
    lanes[lane] = last.get(event.connection);
    laneOf.set(event.connection, lane);
  });
  return { laneOf, last, count: lanes.length };
}

function drawDiagram(shown) {
  const narrow = window.innerWidth <= 700;
  const { laneOf, last, count } = lanesOf(shown);
  const isShown = (server) => shown.some((event) => event.server === server);
  const servers = Object.keys(SERVERS).filter(isShown);
  const left = narrow ? 40 : 156;
  const available = byId("events").clientWidth;
  const fair = (available - left) / (count + servers.length);
  const laneWidth = Math.max(narrow ? 64 : 92, Math.min(fair, 120));
  const width = Math.max(available, left + (count + servers.length) * laneWidth);
  const right = width - (narrow ? 40 : 52);
  const clientX = (event) => left + laneOf.get(event.connection) * laneWidth;
  const spread = (servers.length - 1) * laneWidth * 1.5;
  const serversLeft = Math.max(left + count * laneWidth, right - spread);
  const step = servers.length > 1 ? (right - serversLeft) / (servers.length - 1) : 0;
  const serverX = (server) => step ? serversLeft + servers.indexOf(server) * step : right;

  const heads = byId("heads"), rows = byId("rows");
  heads.setAttribute("width", width);
  heads.setAttribute("height", shown.length ? 44 : 0);
  heads.replaceChildren(...servers.flatMap((server) => {
    const port = shown.find((event) => event.server === server).port;
    const text = { x: serverX(server), "text-anchor": "middle" };
    const name = (narrow ? SHORT : SERVERS)[server];
    return [svg("text", { ...text, y: 18 }, name),
      svg("text", { ...text, y: 36, class: "faint" }, `port ${port}`)];
  }));

  const drawing = [];
  const open = new Map(); // the connections whose lifelines go on: their lanes' places
  const seen = new Set();
  let y = 0, before = null;
  const lifelines = (height) => [...open.values(), ...servers.map(serverX)]
    .map((x) => svg("line", { class: "life", x1: x, x2: x, y1: 0, y2: height }));
  for (const [index, event] of shown.entries()) {
    if (before && event.time - before.time >= SILENCE) {
      const gap = svg("g", { transform: `translate(0,${y})`, class: "gap" });
      const text = `silence for ${((event.time - before.time) / 1000).toFixed(1)} s`;
      gap.append(...lifelines(30), svg("text", { class: "faint", x: left, y: 20 }, text));
      drawing.push(gap);
      y += 30;
    }
    before = event;
    const isNew = !seen.has(event.connection);
    seen.add(event.connection);
    const top = isNew ? 30 : 0, height = top + 40;
    const row = svg("g", {
      transform: `translate(0,${y})`, tabindex: -1, role: "button", "data-id": event.id,
      class: `row ${event.transport.toLowerCase()} ${styleOf(event)}`,
      "aria-label": `${clock(event.time)}, ${ends(event).join(" to ")}: ${event.gist}`,
    });
    row.classList.toggle("chosen", event.id === chosen);
    row.append(svg("rect", { class: "back", x: 1, y: 1, width: width - 2, height: height - 2 }));
    row.append(...lifelines(height));
    if (isNew) {
      const [x, box] = [clientX(event), narrow ? 60 : 116];
      const name = narrow ? `:${event.client}` : clientName(event);
      row.append(
        svg("line", { class: "life", x1: x, x2: x, y1: 26, y2: height }),
        svg("rect", { class: "box", x: x - box / 2, y: 3, width: box, height: 23, rx: 4 }),
        svg("text", { x, y: 20, "text-anchor": "middle" }, name));
      open.set(event.connection, x);
    }
    const room = Math.max(Math.min(width, available) - clientX(event) - 14, 200);
    drawArrow(row, event, clientX(event), serverX(event.server), top + 30);
    row.append(svg("text", { class: "gist", x: clientX(event) + 8, y: top + 22 },
      fitted(labelOf(event), room, narrow)));
    if (!narrow) row.append(svg("text", { class: "faint", x: 4, y: top + 30 }, clock(event.time)));
    if (index >= last.get(event.connection)) open.delete(event.connection);
    drawing.push(row);
    y += height;
  }
  rows.setAttribute("width", width);
  rows.setAttribute("height", y);
  rows.replaceChildren(...drawing);
  const focusable = rows.querySelector(".chosen") || rows.querySelector(".row:last-of-type");
  if (focusable) focusable.setAttribute("tabindex", 0);
}

function styleOf(event) {
  if (["lost", "forged", "client-reset", "server-reset"].includes(event.kind)) return "bad";
  return ["connected", "client-ended", "server-ended", "closed"].includes(event.kind) ? "thin" : "";
}

const labelOf = (event) => event.size ? `${event.gist}  (${event.size} bytes)` : event.gist;

function drawArrow(row, event, clientX, serverX, y) {
  const path = (kind, d) => svg("path", { class: kind, d });
  const head = (x, direction) => path("head", `M${x},${y} l${-9 * direction},-5 v10 z`);
  const cross = (x) => path("arrow", `M${x - 6},${y - 6} l12,12 m0,-12 l-12,12`);
  if (event.kind === "closed") return row.append(cross(clientX));
  const middle = (clientX + serverX) / 2;
  const [from, to] = FROM_CLIENT.includes(event.kind) ? [clientX, serverX]
    : [serverX, event.kind === "lost" ? middle : clientX];
  row.append(svg("line", { class: "arrow", x1: from, x2: to, y1: y, y2: y }));
  if (event.kind === "lost") return row.append(cross(middle));
  row.append(head(to, Math.sign(to - from)));
  if (event.kind === "connected") row.append(head(from, Math.sign(from - to)));
}

const ruler = document.createElement("canvas").getContext("2d");

/** The beginning of `text` that fits into so many pixels. */
function fitted(text, room, narrow) {
  ruler.font = `${narrow ? 13 : 15}px ${getComputedStyle(document.body).fontFamily}`;
  const long = ruler.measureText(text).width;
  return long <= room ? text : text.slice(0, Math.floor(text.length * room / long) - 2) + "…";
}

// ---- The table

function drawTable(shown) {
  byId("table").tBodies[0].replaceChildren(...shown.map((event) => {
    const what = element("button", {}, event.gist);
    what.addEventListener("click", () => choose(event.id));
    const cells = [clock(event.time), what, ...ends(event), String(event.size || "")];
    return element("tr", { "data-id": event.id, class: event.id === chosen ? "chosen" : "" },
      ...cells.map((cell) => element("td", {}, cell)));
  }));
}

// ---- Drawing, when something has changed: not more often than the screen can show it

function drawSoon() {
  if (drawn) return;
  drawn = true;
  setTimeout(() => { drawn = false; draw(); }, events.length > 200 ? 250 : 40);
}

function draw() {
  const shown = shownEvents();
  const isTable = byId("view").getAttribute("aria-pressed") === "true";
  const box = byId("events");
  const isAtEnd = box.scrollTop + box.clientHeight > box.scrollHeight - 60;
  const focused = document.activeElement?.closest?.("[data-id]")?.dataset.id;
  byId("empty").hidden = events.length > 0;
  byId("diagram").hidden = isTable;
  byId("table").hidden = !isTable;
  if (isTable) drawTable(shown); else drawDiagram(shown);
  if (focused) {
    const again = box.querySelector(`[data-id="${focused}"]`);
    (again?.querySelector("button") || again)?.focus({ preventScroll: true });
  }
  if (isAtEnd && !focused) box.scrollTop = box.scrollHeight;
  drawFilter();
  drawSilence();
}

function drawFilter() {
  const filter = byId("filter");
  const known = new Set([...filter.options].map((option) => option.value));
  const now = new Map(events.map((event) => [String(event.connection), event]));
  for (const option of [...filter.options]) {
    if (option.value && !option.selected && !now.has(option.value)) option.remove();
  }
  for (const [connection, event] of now) {
    const name = `${clientName(event)} and ${SERVERS[event.server]}`;
    if (!known.has(connection)) filter.append(element("option", { value: connection }, name));
  }
}

/** While something is unfinished and nothing comes, this counts. */
function drawSilence() {
  const shown = shownEvents();
  const lastOf = new Map(shown.map((event) => [event.connection, event]));
  const isUnfinished = (event) => event.kind !== (event.transport === "TCP" ? "closed" : "sent");
  const unfinished = [...lastOf.values()].some(isUnfinished);
  const time = shown.length ? Date.now() - shown.at(-1).time : 0;
  byId("silence").hidden = paused || !unfinished || time < SILENCE;
  byId("silence").textContent = `silence for ${Math.floor(time / 1000)} s so far`;
}

// ---- The chosen event

async function choose(id) {
  chosen = id;
  for (const row of document.querySelectorAll("[data-id]")) {
    const isChosen = Number(row.dataset.id) === id;
    row.classList.toggle("chosen", isChosen);
    if (row.hasAttribute("tabindex")) row.setAttribute("tabindex", isChosen ? 0 : -1);
  }
  const event = events.find((other) => other.id === id);
  if (!event) return;
  const between = `${ends(event).join(" to ")}, ${event.transport}, at ${clock(event.time)}`;
  const parts = [element("h2", {}, event.gist), element("p", {}, between)];
  for (const kind of kindsOf(event)) {
    const explained = byId("explained").content.querySelector(`[data-kind="${kind}"]`);
    if (explained) parts.push(explained.cloneNode(true));
  }
  if (event.size) {
    const answer = await fetch(`/event/${id}`);
    if (id !== chosen) return; // another one was chosen meanwhile
    if (answer.ok) parts.push(...bytesAndFields(await answer.json()));
    else parts.push(element("p", {}, "Its bytes are no longer kept."));
  }
  if (id === chosen) byId("details").replaceChildren(...parts);
}

/** The explanations of an event: of its kind, and of what is special about it. */
function kindsOf({ kind, server, gist }) {
  const kinds = [kind];
  if (kind.endsWith("-ended") && gist.endsWith("half-closed")) kinds.push("half-closed");
  const isAlias = gist.includes("CNAME ") && !gist.includes("no records");
  if (server === "dns" && kind !== "received" && isAlias) kinds.push("alias");
  return kinds;
}

function bytesAndFields({ hex, size, fields }) {
  const bytes = hex.match(/../g) || [];
  const shown = Math.min(bytes.length, 2048);
  const perRow = byId("details").clientWidth < 560 ? 8 : 16;
  const name = `${size} bytes in hexadecimal`;
  const dump = element("div", { class: "hex", tabindex: 0, role: "img", "aria-label": name });
  const places = []; // of each byte: its two elements
  for (let at = 0; at < shown; at += perRow) {
    dump.append(element("span", { class: "at" }, at.toString(16).padStart(4, "0") + " "));
    const row = bytes.slice(at, Math.min(at + perRow, shown));
    const pairs = row.map((byte, index) => {
      const code = parseInt(byte, 16);
      const letter = code >= 32 && code < 127 ? String.fromCharCode(code) : "·";
      const pair = [byte, letter].map((text) => element("span", { "data-at": at + index }, text));
      places.push(pair);
      return pair;
    });
    pairs.forEach(([number]) => dump.append(number, " "));
    const letters = pairs.map(([, letter]) => letter);
    dump.append("   ".repeat(perRow - row.length) + " ", ...letters, "\n");
  }
  const list = element("ol", { class: "fields" });
  const buttons = fields.map((field) => {
    const last = field.end - 1;
    const where = field.start === last ? `byte ${last}` : `bytes ${field.start} to ${last}`;
    const button = element("button", {},
      element("b", {}, field.name), `: ${field.value} `, element("small", {}, where));
    list.append(element("li", {}, button));
    list.lastChild.style.setProperty("--level", field.level);
    for (const kind of ["focus", "mouseenter", "click"]) {
      button.addEventListener(kind, () => mark(field, button));
    }
    return button;
  });
  function mark(field, button) {
    const { start, end, to } = field;
    const toEnd = to === null ? 0 : endOfName(bytes, to);
    places.forEach((pair, at) => pair.forEach((place) => {
      place.classList.toggle("mark", at >= start && at < end);
      place.classList.toggle("target", to !== null && at >= to && at < toEnd);
    }));
    buttons.forEach((other) => other.classList.toggle("mark", other === button));
  }
  dump.addEventListener("click", (event) => {
    const at = Number(event.target.dataset.at ?? -1);
    let best = -1;
    fields.forEach(({ start, end, level }, index) => { // the innermost field
      if (at >= start && at < end && (best < 0 || level >= fields[best].level)) best = index;
    });
    if (best < 0) return;
    buttons[best].scrollIntoView({ block: "nearest" });
    mark(fields[best], buttons[best]);
  });
  const part = shown < size ? `, of which ${shown} are shown` : "";
  return [element("p", {}, `${size} bytes${part}:`), dump, list];
}

/** Where the name that begins at `at` ends: labels, then an empty one or a pointer. */
function endOfName(bytes, at) {
  const code = () => parseInt(bytes[at], 16);
  while (at < bytes.length && code() > 0 && code() < 64) at += 1 + code();
  return at + (code() >= 192 ? 2 : 1);
}

// ---- What comes

function take(more) {
  events.push(...more);
  events.splice(0, events.length - KEPT);
  if (more.length) drawSoon();
}

function status(text = paused ? `paused, ${waiting.length} more waiting` : "live") {
  byId("status").textContent = text;
}

const source = new EventSource("/events");
source.addEventListener("open", () => status());
source.addEventListener("error", () => status("disconnected: is cargo wire running?"));
source.addEventListener("settings", (message) => {
  const settings = JSON.parse(message.data);
  if (run !== null && run !== settings.run) { events = []; waiting = []; drawSoon(); }
  run = settings.run;
  const tap = byId("tap");
  if (tap) {
    tap.textContent = `The tap: what a program sends to port ${settings.tap} is passed on to port `
      + `${settings.target}, and shown here.`;
  }
});
source.addEventListener("missed", (message) => status(`live; ${message.data} events were missed`));
source.addEventListener("message", (message) => {
  const event = JSON.parse(message.data);
  if (!paused) return take([event]);
  waiting = [...waiting, event].slice(-KEPT);
  status();
});

byId("pause").addEventListener("click", () => {
  paused = !paused;
  byId("pause").setAttribute("aria-pressed", paused);
  if (!paused) { take(waiting); waiting = []; }
  status();
});
byId("clear").addEventListener("click", () => {
  events = [];
  waiting = [];
  byId("filter").value = "";
  status();
  draw();
});
byId("view").addEventListener("click", () => {
  byId("view").setAttribute("aria-pressed", byId("view").getAttribute("aria-pressed") !== "true");
  draw();
});
byId("filter").addEventListener("change", draw);
byId("rows").addEventListener("click", (event) => {
  const row = event.target.closest("[data-id]");
  if (row) { row.focus({ preventScroll: true }); choose(Number(row.dataset.id)); }
});
byId("rows").addEventListener("keydown", (event) => {
  const rows = [...byId("rows").querySelectorAll(".row")];
  const at = rows.indexOf(document.activeElement);
  const last = rows.length - 1;
  const places = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: last, Enter: at, " ": at };
  const to = places[event.key];
  if (to === undefined || !rows[to]) return;
  event.preventDefault();
  rows[to].focus();
  rows[to].scrollIntoView({ block: "nearest" });
  choose(Number(rows[to].dataset.id));
});
window.addEventListener("resize", drawSoon);
setInterval(drawSilence, 1000);
