// What the browser adds to pages that work without it. No inline handlers, no storage but one switch, no third party.
const addresses = document.getElementById("lantern-script").dataset;
const MINUTE = 60_000;

// The server's time, carried on by the browser's clock: the person's own clock may be wrong.
const loadedAt = performance.now();
const servedAt = Date.parse(document.body.dataset.now || "") || Date.now();
const now = () => servedAt + (performance.now() - loadedAt);

// As lantern.timekeeping.words.elapsed says it.
export function elapsed(milliseconds) {
  const minutes = Math.max(Math.floor(milliseconds / MINUTE), 0);
  const hours = Math.floor(minutes / 60);
  const days = Math.floor(hours / 24);
  const rest = minutes % 60;
  if (hours < 1) return minutes ? `${minutes} min` : "under 1 min";
  if (days < 1) return rest ? `${hours} h ${String(rest).padStart(2, "0")} min` : `${hours} h`;
  const said = days === 1 ? "1 day" : `${days} days`;
  return hours % 24 && days < 7 ? `${said} ${hours % 24} h` : said;
}

const london = (parts) => new Intl.DateTimeFormat("en-GB", { timeZone: "Europe/London", ...parts });

// As lantern.timekeeping.words.clock_time: 4:15pm, 4pm, midday, midnight.
function clockTime(at) {
  const [hour, minute] = london({ hour: "2-digit", minute: "2-digit", hour12: false }).format(at).split(":").map(Number);
  if (!minute && hour % 12 === 0) return hour % 24 ? "midday" : "midnight";
  const said = minute ? `${hour % 12 || 12}:${String(minute).padStart(2, "0")}` : hour % 12;
  return said + (hour % 24 < 12 ? "am" : "pm");
}

// As lantern.timekeeping.words.long_when: Tuesday 3 March 2026, 4:15pm.
function longWhen(at) {
  const day = london({ weekday: "long", day: "numeric", month: "long", year: "numeric" }).format(at);
  return `${day.replace(",", "")}, ${clockTime(at)}`;
}

function tick() {
  for (const time of document.querySelectorAll("time[data-since]")) {
    const said = elapsed(now() - Date.parse(time.dateTime));
    if (time.textContent !== said) time.textContent = said;
  }
}

function searchOnSlash() {
  const field = document.getElementById("find");
  if (!field) return;
  document.querySelector("[data-find-key]")?.removeAttribute("hidden");
  document.addEventListener("keydown", (event) => {
    const busy = event.target.closest?.("input, textarea, select, [contenteditable]");
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || busy || !field.offsetParent) return;
    event.preventDefault();
    field.focus();
    field.select();
  });
}

// A button with `data-key` is pressed by that key, unless somebody is typing or has turned the keys off.
function keys() {
  const switched = document.querySelector("[data-keys]");
  if (!switched) return;
  const show = (on) => {
    switched.setAttribute("aria-pressed", String(on));
    document.body.classList.toggle("lantern-keys", on);
  };
  switched.hidden = false;
  show(localStorage.getItem("lantern-keys") !== "off");
  switched.addEventListener("click", () => {
    const on = switched.getAttribute("aria-pressed") !== "true";
    localStorage.setItem("lantern-keys", on ? "on" : "off");
    show(on);
  });
  let pressed = false;
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
    if (typing || event.repeat || event.ctrlKey || event.metaKey || event.altKey || pressed) return;
    if (!document.body.classList.contains("lantern-keys")) return;
    const button = document.querySelector(`[data-key="${CSS.escape(event.key.toLowerCase())}"]`);
    if (!button) return;
    event.preventDefault();
    pressed = true; // one key, one answer, however slowly the next page comes
    button.click();
  });
  window.addEventListener("pageshow", () => { pressed = false; });
}

// Menus close as people expect: Escape, a click elsewhere, moving on by keyboard.
function menus() {
  const close = (except) => {
    for (const menu of document.querySelectorAll("details.lantern-menu[open]")) {
      if (!except || !menu.contains(except)) menu.open = false;
    }
  };
  document.addEventListener("click", (event) => close(event.target));
  document.addEventListener("focusin", (event) => close(event.target));
  document.addEventListener("keydown", (event) => {
    const open = event.key === "Escape" && document.querySelector("details.lantern-menu[open]");
    if (!open) return;
    open.open = false;
    open.querySelector("summary").focus();
  });
}

function printing() {
  const marking = document.querySelector(".lantern-marking")?.textContent.toUpperCase();
  if (marking) document.documentElement.style.setProperty("--marking", JSON.stringify(marking));
  for (const button of document.querySelectorAll("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }
  const stamp = document.querySelector("[data-print-time]");
  window.addEventListener("beforeprint", () => {
    if (stamp) stamp.textContent = longWhen(now());
    tellOfPrint();
  });
}

// The server keeps who printed what; which children the page showed it knows itself.
function tellOfPrint() {
  const { printed, now: shown } = document.body.dataset;
  const token = document.querySelector('input[name="csrfmiddlewaretoken"]')?.value;
  if (!printed || !token) return;
  const said = new URLSearchParams({ csrfmiddlewaretoken: token, shown, page: location.pathname });
  navigator.sendBeacon(printed, said);
}

function copying() {
  for (const button of document.querySelectorAll("[data-copy]")) {
    const source = document.getElementById(button.dataset.copy);
    button.hidden = false;
    button.addEventListener("click", async () => {
      source.select();
      await navigator.clipboard?.writeText(source.value);
      button.textContent = "Copied";
    });
  }
}

// A time and "time not known" exclude each other.
function timesNotKnown() {
  for (const group of document.querySelectorAll("[data-when]")) {
    const time = group.querySelector('input[name$="-time"]');
    const unknown = group.querySelector('input[name$="-unknown"]');
    unknown?.addEventListener("change", () => { if (unknown.checked) time.value = ""; });
    time.addEventListener("input", () => { if (unknown && time.value) unknown.checked = false; });
  }
}

// A choice that opens a field; without script the field is always there.
function reveals() {
  const show = () => {
    for (const choice of document.querySelectorAll("[data-reveals]")) {
      document.getElementById(choice.dataset.reveals).hidden = !choice.checked;
    }
  };
  if (!document.querySelector("[data-reveals]")) return;
  document.addEventListener("change", show);
  show();
}

// Regions that htmx fetches again: say when they are stale, read out what changed, leave alone whoever is working there.
function liveRegions() {
  const parts = (region) => ({
    content: region.querySelector("[hx-get]"),
    state: region.querySelector('[role="alert"]'),
    said: region.querySelector('[role="status"]'),
  });
  const words = (region) => region.querySelector("[data-announce]")?.textContent.trim() ?? "";
  const fail = (event) => {
    const region = event.target.closest("[data-live]");
    if (region) parts(region).state.textContent = `Last fetched at ${clockTime(Number(region.dataset.fetched))}.`;
  };
  for (const region of document.querySelectorAll("[data-live]")) region.dataset.fetched = now();
  document.addEventListener("htmx:beforeRequest", (event) => {
    const region = event.target.closest("[data-live]");
    const working = region?.contains(document.activeElement) && document.activeElement.matches("input, textarea, select");
    if (region && (document.hidden || working)) event.preventDefault();
    if (region) region.dataset.words = words(region);
  });
  document.addEventListener("htmx:afterSwap", (event) => {
    const region = event.target.closest("[data-live]");
    if (!region) return;
    region.dataset.fetched = now();
    parts(region).state.textContent = "";
    if (words(region) !== region.dataset.words) parts(region).said.textContent = words(region);
    tick();
    newHighRisk(region);
  });
  document.addEventListener("htmx:sendError", fail);
  document.addEventListener("htmx:responseError", fail);
  document.addEventListener("htmx:timeout", fail);
}

// A quiet sound and a mark in the title for a new high-risk card (`data-high="id"`); off until someone asks for it.
const title = document.title;
let known = null;

function highRisk() {
  return new Set([...document.querySelectorAll("[data-high]")].map((card) => card.dataset.high));
}

function alerting() {
  const button = document.querySelector("[data-alert]");
  if (!button) return;
  const show = (on) => {
    button.setAttribute("aria-pressed", String(on));
    known = on ? highRisk() : null;
  };
  button.hidden = false;
  show(localStorage.getItem("lantern-alert") === "on");
  button.addEventListener("click", () => {
    const on = button.getAttribute("aria-pressed") !== "true";
    localStorage.setItem("lantern-alert", on ? "on" : "off");
    show(on);
  });
  window.addEventListener("focus", () => { document.title = title; });
}

function newHighRisk() {
  if (!known) return;
  const there = highRisk();
  const fresh = [...there].filter((id) => !known.has(id)).length;
  known = there;
  if (!fresh) return;
  document.title = `(${fresh} new high risk) ${title}`;
  const sound = new AudioContext();
  const volume = sound.createGain();
  const tone = sound.createOscillator();
  volume.gain.setValueAtTime(0.05, sound.currentTime);
  volume.gain.exponentialRampToValueAtTime(0.0001, sound.currentTime + 0.6);
  tone.frequency.value = 660;
  tone.connect(volume).connect(sound.destination);
  tone.start();
  tone.stop(sound.currentTime + 0.6);
}

function focusWhatWasSaid() {
  document.querySelector("[data-said]")?.focus({ preventScroll: true });
}

async function components() {
  if (document.querySelector('[data-module^="govuk-"]')) {
    const govuk = await import(addresses.govuk);
    document.body.classList.add("js-enabled", "govuk-frontend-supported");
    govuk.initAll();
  }
  if (document.querySelector('[data-module^="moj-"]')) (await import(addresses.moj)).initAll();
  const maps = document.querySelectorAll("[data-map]:not(script)");
  if (maps.length) (await import(addresses.map)).draw(maps, addresses);
}

document.body.classList.add("js-enabled", "govuk-frontend-supported");
searchOnSlash();
keys();
menus();
printing();
copying();
timesNotKnown();
reveals();
liveRegions();
alerting();
focusWhatWasSaid();
setInterval(tick, MINUTE / 4);
for (const here of document.querySelectorAll(".lantern-nav [aria-current], .lantern-tabs [aria-current]")) {
  here.scrollIntoView({ block: "nearest", inline: "nearest" });
}
components();
