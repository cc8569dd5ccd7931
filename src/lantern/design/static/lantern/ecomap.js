// The map of who and what is around a child, moved by mouse, finger or keyboard. The page works without: the server draws the map,
// and forms change it. Dragging and zooming are d3-drag's and d3-zoom's, arranging by ties d3-force's (decision 0027).
const d3 = window.d3;
const CHILD = "child";
const [STEP, LEAP] = [10, 50]; // units that an arrow key moves, and with Shift
const SOON = 600; // milliseconds after the last key until the place is saved
// As lantern.ecomap.rules.lines: change both.
const [PULL, FAR_APART, ASIDE, SIGN_AT, SIGN_EACH, ARROW] = [0.45, 500, 34, 15, 17, 9];

function begin(root) {
  const svg = root.querySelector("svg");
  const stage = svg.querySelector("[data-eco-stage]");
  const [left, top, width, height] = svg.getAttribute("viewBox").split(" ").map(Number);
  const nodes = new Map([...svg.querySelectorAll("[data-key]")].map((element) => [element.dataset.key, read(element)]));
  const ties = numbered([...svg.querySelectorAll("[data-tie]")]);
  const said = root.querySelector("[data-eco-said]");
  const panel = root.querySelector("[data-eco-panel]");
  const draws = Boolean(root.dataset.put);
  const [done, undone] = [[], []];
  let connecting = null;
  let due = 0;
  let before = null;

  function read(element) {
    const [x, y] = element.getAttribute("transform").match(/-?[\d.]+/g).map(Number);
    const { key, width: w, height: h, version } = element.dataset;
    return { element, key, x, y, w: Number(w), h: Number(h), version: Number(version) };
  }

  function numbered(elements) {
    const seen = new Map();
    return elements.map((element) => {
      const { first, second } = element.dataset;
      const pair = [first, second].sort().join(" ");
      const number = seen.get(pair) ?? 0;
      seen.set(pair, number + 1);
      const signs = svg.querySelector(`[data-signs="${CSS.escape(element.dataset.tie)}"]`);
      return { paths: element.querySelectorAll("path"), first, second, number, signs: [...(signs?.children ?? [])] };
    });
  }

  function edge(node, [x, y]) {
    const [dx, dy] = [x - node.x, y - node.y];
    if (!dx && !dy) return [node.x, node.y];
    const share = Math.min(dx ? node.w / 2 / Math.abs(dx) : Infinity, dy ? node.h / 2 / Math.abs(dy) : Infinity, 1);
    return [node.x + dx * share, node.y + dy * share];
  }

  function draw(tie) {
    const [one, two] = [nodes.get(tie.first), nodes.get(tie.second)];
    const [across, down] = [two.x - one.x, two.y - one.y];
    const long = Math.hypot(across, down) || 1;
    const straight = tie.first === CHILD || tie.second === CHILD;
    const keep = straight ? 1 : 1 - PULL * Math.min(long / FAR_APART, 1);
    const aside = Math.ceil(tie.number / 2) * ASIDE * (tie.number % 2 ? 1 : -1);
    const bend = [
      ((one.x + two.x) / 2) * keep - (down / long) * aside, ((one.y + two.y) / 2) * keep + (across / long) * aside,
    ];
    const [start, end] = [edge(one, bend), edge(two, bend)];
    for (const path of tie.paths) path.setAttribute("d", `M${start.join(" ")}Q${bend.join(" ")} ${end.join(" ")}`);
    sign(tie, tie.second === CHILD ? start : end, bend);
  }

  function sign(tie, [x, y], bend) {
    const [across, down] = [bend[0] - x, bend[1] - y];
    const long = Math.hypot(across, down) || 1;
    const more = tie.paths[0].matches("[marker-end], [marker-start]") ? ARROW : 0;
    tie.signs.forEach((each, place) => {
      const away = SIGN_AT + place * SIGN_EACH + more;
      each.setAttribute("transform", `translate(${x + (across / long) * away} ${y + (down / long) * away})`);
    });
  }

  // Nothing leaves the picture: the server draws a larger one when it is opened again.
  function place(node, x, y) {
    node.x = Math.round(Math.max(left + node.w / 2, Math.min(left + width - node.w / 2, x)));
    node.y = Math.round(Math.max(top + node.h / 2, Math.min(top + height - node.h / 2, y)));
    node.element.setAttribute("transform", `translate(${node.x} ${node.y})`);
    for (const tie of ties) if (tie.first === node.key || tie.second === node.key) draw(tie);
  }

  const spot = (node) => ({ key: node.key, x: node.x, y: node.y });

  function settle(from, to) {
    if (from.every((each, n) => each.x === to[n].x && each.y === to[n].y)) return;
    done.push({ from, to });
    undone.length = 0;
    send(to);
  }

  function back(stack, other, way) {
    const change = stack.pop();
    if (!change) return;
    other.push(change);
    for (const each of change[way]) place(nodes.get(each.key), each.x, each.y);
    send(change[way]);
  }

  async function send(spots) {
    buttons();
    said.textContent = "Saving…";
    const body = new URLSearchParams({ csrfmiddlewaretoken: root.dataset.token });
    for (const { key, x, y } of spots) {
      const row = { key, x, y, version: nodes.get(key).version };
      for (const [name, value] of Object.entries(row)) body.append(name, value);
    }
    try {
      const answer = await fetch(root.dataset.put, { method: "POST", body, headers: { Accept: "application/json" }, redirect: "error" });
      if (!answer.ok) throw new Error(answer.status);
      take(await answer.json(), spots);
    } catch {
      said.textContent = "It could not be saved, and stands here only. ";
      said.append(button("Try again", () => send(spots)));
    }
  }

  function take(told, spots) {
    for (const [key, [, , version]] of Object.entries({ ...told.now, ...told.clashes })) nodes.get(key).version = version;
    said.textContent = told.said || "Saved where you put it.";
    if (!told.said) return;
    for (const [key, [x, y]] of Object.entries(told.clashes)) place(nodes.get(key), x, y);
    const mine = spots.filter((each) => each.key in told.clashes);
    said.append(" ", button("Put it where I had it", () => {
      for (const each of mine) place(nodes.get(each.key), each.x, each.y);
      send(mine);
    }));
  }

  function button(words, press) {
    const made = Object.assign(document.createElement("button"), { type: "button", className: "lantern-link-button", textContent: words });
    made.addEventListener("click", press);
    return made;
  }

  function buttons() {
    root.querySelector("[data-eco-do=undo]").disabled = !done.length;
    root.querySelector("[data-eco-do=redo]").disabled = !undone.length;
  }

  // Enter, a click or a tap opens what is written of one; Escape or Close goes back to it.
  function open(node) {
    if (connecting) return connect(node);
    const row = document.getElementById(`about-${node.key}`);
    if (!row) return undefined;
    const copy = row.cloneNode(true);
    copy.removeAttribute("id");
    for (const each of copy.querySelectorAll("[data-row-tie]")) each.removeAttribute("data-row-tie");
    const inside = document.createElement("div");
    inside.append(...copy.childNodes);
    const close = button("Close", () => shut(node));
    if (draws) inside.append(button("Connect on the picture (C)", () => { shut(node); startConnecting(node); }), " ");
    inside.append(close);
    panel.replaceChildren(inside);
    panel.hidden = false;
    panel.onkeydown = (event) => { if (event.key === "Escape") shut(node); };
    panel.focus();
    return undefined;
  }

  function shut(node) {
    panel.hidden = true;
    node.element.focus();
  }

  function startConnecting(node) {
    connecting = node;
    const name = document.getElementById(`about-${node.key}`)?.querySelector("strong").textContent ?? "the child";
    said.textContent = `Connecting ${name}: go to the other and press Enter, or Escape to stop.`;
  }

  function connect(node) {
    const [first, second] = [connecting.key, node.key];
    connecting = null;
    if (first === second) said.textContent = "Choose somebody else to connect with.";
    else window.location.assign(`${root.dataset.connect}?${new URLSearchParams({ first, second })}`);
  }

  function key(event, node) {
    const move = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    if (event.key === "Enter" || event.key === " ") open(node);
    else if (event.key === "Escape" && connecting) { connecting = null; said.textContent = "Stopped."; }
    else if (!draws || event.ctrlKey || event.metaKey || event.altKey) return;
    else if (event.key.toLowerCase() === "c" && !connecting) startConnecting(node);
    else if (move && node.key !== CHILD) nudge(node, move, event.shiftKey ? LEAP : STEP);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  function nudge(node, [across, down], far) {
    if (before && before.key !== node.key) finish();
    before ??= spot(node);
    place(node, node.x + across * far, node.y + down * far);
    clearTimeout(due);
    due = setTimeout(finish, SOON);
  }

  function finish() {
    clearTimeout(due);
    if (!before) return;
    const from = before;
    before = null;
    settle([from], [spot(nodes.get(from.key))]);
  }

  // Whoever is tied comes to stand near; the child and what was put by hand stay. Boxes are wide: they push as rectangles.
  function byTies() {
    const all = [...nodes.values()].map((node) => {
      const still = node.key === CHILD || node.version > 0;
      return { ...node, id: node.key, fx: still ? node.x : null, fy: still ? node.y : null };
    });
    const from = all.filter((each) => each.fx === null).map(spot);
    const links = ties.map(({ first, second }) => ({ source: first, target: second }));
    const reach = (link) => (link.source.id === CHILD || link.target.id === CHILD ? height * 0.4 : height * 0.24);
    const force = d3.forceSimulation(all).stop()
      .force("ties", d3.forceLink(links).id((each) => each.id).distance(reach))
      .force("apart", d3.forceManyBody().strength(-700))
      .force("boxes", () => all.forEach((one, n) => all.slice(n + 1).forEach((two) => push(one, two))))
      .force("across", d3.forceX().strength(0.02)).force("down", d3.forceY().strength(0.06));
    force.tick(300);
    for (const each of all) if (each.fx === null) place(nodes.get(each.key), each.x, each.y);
    settle(from, from.map(({ key: one }) => spot(nodes.get(one))));
  }

  function push(one, two) {
    const [dx, dy] = [two.x - one.x, two.y - one.y];
    const across = (one.w + two.w) / 2 + 8 - Math.abs(dx);
    const down = (one.h + two.h) / 2 + 8 - Math.abs(dy);
    if (across <= 0 || down <= 0) return;
    const axis = across < down ? "x" : "y";
    const by = (axis === "x" ? across * (dx < 0 ? -1 : 1) : down * (dy < 0 ? -1 : 1)) / 2;
    if (one.fx === null) one[axis] -= by;
    if (two.fx === null) two[axis] += by;
  }

  const zoom = d3.zoom().scaleExtent([0.5, 4]).filter(zooms).on("zoom", ({ transform }) => stage.setAttribute("transform", transform));
  function zooms(event) {
    if (event.type === "wheel") return event.ctrlKey || event.metaKey;
    return !event.target.closest("[data-key]") && (event.type !== "touchstart" || event.touches.length > 1 || zoomed());
  }
  const zoomed = () => d3.zoomTransform(svg).k > 1;
  d3.select(svg).call(zoom).on("dblclick.zoom", null);

  const doing = {
    undo: () => back(done, undone, "from"),
    redo: () => back(undone, done, "to"),
    nearer: () => zoom.scaleBy(d3.select(svg), 1.3),
    farther: () => zoom.scaleBy(d3.select(svg), 1 / 1.3),
    whole: () => zoom.transform(d3.select(svg), d3.zoomIdentity),
    ties: byTies,
  };
  for (const each of root.querySelectorAll("[data-eco-do]")) {
    each.hidden = false;
    each.addEventListener("click", () => { finish(); doing[each.dataset.ecoDo](); });
  }
  for (const node of nodes.values()) {
    node.element.addEventListener("keydown", (event) => key(event, node));
    node.element.addEventListener("click", (event) => { event.preventDefault(); open(node); });
    node.element.addEventListener("blur", finish);
  }
  if (draws) {
    const start = (event) => { finish(); event.subject.from = spot(event.subject.node); };
    const drag = d3.drag().container(stage).clickDistance(4)
      .subject((event) => { const node = nodes.get(event.sourceEvent.target.closest("[data-key]").dataset.key); return { node, x: node.x, y: node.y }; })
      .on("start", start).on("drag", ({ subject, x, y }) => place(subject.node, x, y))
      .on("end", ({ subject }) => settle([subject.from], [spot(subject.node)]));
    d3.select(svg).selectAll("a[data-key]").call(drag);
    root.addEventListener("keydown", (event) => {
      if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "z") return;
      event.preventDefault();
      doing[event.shiftKey ? "redo" : "undo"]();
    });
    buttons();
    root.querySelector("[data-eco-keys]").hidden = false;
  }
  const box = svg.parentElement;
  box.scrollLeft = (box.scrollWidth - box.clientWidth) / 2;
}

for (const root of document.querySelectorAll("[data-eco]")) begin(root);
