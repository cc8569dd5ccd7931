// A record in sections saves itself. What could not be sent stays in this tab's own storage until it is, and no longer: it goes once
// it is sent and on signing out (the server clears the browser's storage then).
const SOON = 1000;
const AGAIN = 3000;
const LOOK = 3000;
const PREFIX = "lantern-text:";
let leaving = false;

function begin(form) {
  const { record, save, editing, now, stamp } = form.dataset;
  const token = form.querySelector('input[name="csrfmiddlewaretoken"]').value;
  const state = form.querySelector("[data-record-state]");
  const sections = [...form.querySelectorAll("[data-section]")].map((box) => open(box));
  let failed = false;
  let ended = "";

  function open(box) {
    const name = box.dataset.section;
    const fields = [...box.querySelectorAll(`[name="${name}"]`)];
    const base = box.querySelector(`[name="${name}-base"]`);
    const section = { box, name, fields, base, key: `${PREFIX}${record}:${name}`, editing, sending: null, due: 0, stuck: "" };
    section.sent = read(section);
    section.clash = !box.querySelector("[data-theirs]").hidden;
    if (section.clash) offer(section, { by: "", text: null });
    return section;
  }

  function read(section) {
    const [first] = section.fields;
    if (first.type === "radio") return section.fields.find((each) => each.checked)?.value ?? "";
    return first.value.trim();
  }

  function write(section, text) {
    const [first] = section.fields;
    if (first.type !== "radio") first.value = text;
    else for (const each of section.fields) each.checked = each.value === text;
  }

  const dirty = (section) => read(section) !== section.sent;

  // Only what the line would not take is kept here.
  function keep(section) {
    if (leaving) return;
    const kept = { text: read(section), base: section.base.value, editing: section.editing };
    sessionStorage.setItem(section.key, JSON.stringify(kept));
  }

  function takeBack() {
    for (const section of sections) {
      const kept = JSON.parse(sessionStorage.getItem(section.key) ?? "null");
      if (!kept || kept.text === read(section)) {
        sessionStorage.removeItem(section.key);
        continue;
      }
      write(section, kept.text);
      section.base.value = kept.base;
      section.editing = kept.editing;
      send(section);
    }
  }

  async function send(section, settle = false) {
    clearTimeout(section.due);
    if (section.sending || ended) return;
    const text = read(section);
    const body = new URLSearchParams({
      csrfmiddlewaretoken: token, section: section.name, text, base: section.base.value, editing: section.editing,
    });
    section.sending = fetch(save, {
      method: "POST", body, redirect: "manual", signal: AbortSignal.timeout(AGAIN),
    });
    try {
      await answered(section, text, await section.sending, settle);
    } catch {
      failed = true;
      keep(section);
      section.due = setTimeout(send, AGAIN, section, settle);
    }
    section.sending = null;
    show();
  }

  async function answered(section, text, response, settle) {
    if (response.type === "opaqueredirect" || response.status === 403 || response.status === 404) {
      ended = "You are signed out, or this is no longer yours to write. What you typed is still on this page: copy it.";
      keep(section);
      return;
    }
    if (response.status >= 500) throw new Error("again");
    failed = false;
    const told = await response.json();
    if (response.status === 422) {
      section.stuck = told.refused;
      return;
    }
    section.stuck = "";
    section.sent = text;
    sessionStorage.removeItem(section.key);
    if (told.result === "beside") {
      section.next = told.version;
      offer(section, told);
    } else {
      section.base.value = told.version;
      section.editing = editing;
      if (settle || section.clash) close(section);
    }
    if (dirty(section)) later(section);
  }

  function offer(section, told) {
    const theirs = section.box.querySelector("[data-theirs]");
    const settle = theirs.querySelector("[data-theirs-settle]");
    if (told.text !== null) {
      theirs.querySelector("[data-theirs-by]").textContent = told.by;
      theirs.querySelector("[data-theirs-text]").textContent = told.text || "(emptied)";
    }
    section.clash = true;
    section.box.classList.add("govuk-form-group--error");
    theirs.hidden = settle.hidden = false;
    settle.onclick = () => {
      if (section.next !== undefined) section.base.value = section.next;
      section.sent = null;
      send(section, true);
    };
  }

  function close(section) {
    section.clash = false;
    section.next = undefined;
    section.box.classList.remove("govuk-form-group--error");
    section.box.querySelector("[data-theirs]").hidden = true;
  }

  function later(section) {
    clearTimeout(section.due);
    section.due = setTimeout(send, SOON, section);
  }

  function show() {
    const waiting = sections.filter(dirty);
    const stuck = sections.find((each) => each.stuck);
    if (ended) state.textContent = ended;
    else if (stuck) state.textContent = stuck.stuck;
    else if (waiting.length && failed) state.textContent = "No connection. Kept on this device and sent when it is back.";
    else if (waiting.length) state.textContent = "Saving…";
    else if (sections.some((each) => each.clash)) state.textContent = "Saved beside what somebody else wrote.";
    else state.textContent = "Everything is saved.";
    state.dataset.waiting = String(waiting.length);
  }

  form.addEventListener("input", (event) => {
    const section = sections.find((each) => each.box.contains(event.target));
    if (!section) return;
    if (failed || section.sending) keep(section);
    later(section);
    show();
  });
  window.addEventListener("online", () => sections.filter(dirty).forEach((section) => send(section)));
  window.addEventListener("pagehide", () => sections.filter(dirty).forEach(keep));
  form.addEventListener("submit", () => { leaving = true; });
  form.addEventListener("submit", () => sections.forEach((each) => sessionStorage.removeItem(each.key)));
  // Where several write in one room, each sees what the others wrote in the sections they are not writing in themselves.
  async function look() {
    try {
      const response = await fetch(now, { redirect: "manual", signal: AbortSignal.timeout(LOOK) });
      if (response.ok) take(await response.json());
    } catch {
      failed = failed || sections.some(dirty);
    }
    if (!ended) setTimeout(look, LOOK);
  }

  function take(told) {
    for (const section of sections) {
      const theirs = told.sections[section.name];
      if (!theirs || section.sending || section.clash || dirty(section) || theirs.version <= Number(section.base.value)) continue;
      write(section, theirs.text);
      section.base.value = theirs.version;
      section.sent = read(section);
    }
    const more = form.querySelector("[data-record-more]");
    if (more) more.hidden = told.stamp === stamp;
  }

  takeBack();
  show();
  if (now) setTimeout(look, LOOK);
}

// A radio that settles a clash counts at once; signing out leaves nothing behind even where the browser ignores the server's word.
for (const form of document.querySelectorAll("[data-record]")) if (form.querySelector("[data-record-state]")) begin(form);
document.addEventListener("submit", (event) => {
  if (!event.target.action?.endsWith("/account/sign-out/")) return;
  leaving = true;
  for (const key of Object.keys(sessionStorage)) if (key.startsWith(PREFIX)) sessionStorage.removeItem(key);
}, true);
