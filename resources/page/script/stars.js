// My programme: stars that the browser keeps, a link that carries them, and a calendar file of them.
const KEY = `estrad ${data.id}`;
let stars = new Set(), sharedStars = new Set(), keeps = true;

function readStars() {
  try {
    stars = new Set(JSON.parse(localStorage.getItem(KEY) || "[]"));
  } catch (error) {
    keeps = false;
  }
  writeStars();
}

function writeStars() {
  try {
    localStorage.setItem(KEY, JSON.stringify([...stars]));
  } catch (error) {
    keeps = false;
  }
}

const shownStars = () => (sharedStars.size ? sharedStars : stars);

function keepStars() {
  writeStars();
  drawStars();
  if (chosen.mine) applyFilter();
}

function drawStars() {
  for (const one of entries) {
    if (!one.star) continue;
    const on = stars.has(one.id);
    if (one.star.getAttribute("aria-pressed") === String(on)) continue;
    one.star.setAttribute("aria-pressed", String(on));
    one.star.textContent = on ? "★" : "☆";
  }
  for (const block of blocks) {
    const on = block.held.every((one) => stars.has(one.id));
    block.star.setAttribute("aria-pressed", String(on));
    block.star.textContent = on ? "★" : "☆";
  }
  const held = entries.filter((one) => stars.has(one.id));
  for (const one of entries) markClash(one, held.filter((other) => one.star && stars.has(one.id) && other !== one && other.begins < one.ends && one.begins < other.ends));
  for (const node of all("[data-stars]")) {
    node.textContent = `${stars.size ? "★" : "☆"} ${stars.size || ""}`;
    node.setAttribute("aria-label", `${node.textContent} ${say("mine")}`);
  }
  for (const node of all("[data-mine]")) node.textContent = `${stars.size ? "★" : "☆"} ${say("mine")}${stars.size ? ` (${stars.size})` : ""}`;
  tellMine();
}

function markClash(one, others) {
  if (one.clash) one.clash.remove();
  one.clash = others.length ? make("p", { class: "mark moved" }, `${say("parallel")}: ${others.map((other) => other.title).join("; ")}`) : null;
  if (one.clash) one.node.querySelector("h4").before(one.clash);
}

function addStars() {
  for (const one of entries) {
    if (one.pause) continue;
    one.star = make("button", { type: "button", class: "star", "aria-pressed": "false", "aria-label": say("star", { title: one.title }) }, "☆");
    one.node.querySelector("h4").after(one.star);
  }
  blocks.push(...blocksWithStars());
  document.addEventListener("click", (event) => {
    const star = event.target.closest(".star");
    if (!star) return;
    const block = blocks.find((found) => found.star === star);
    const ids = block ? block.held.map((one) => one.id) : [star.parentNode.id], off = ids.every((id) => stars.has(id));
    for (const id of ids) stars[off ? "delete" : "add"](id);
    keepStars();
  });
  window.addEventListener("storage", (event) => {
    if (event.key !== KEY) return;
    readStars();
    drawStars();
    if (chosen.mine) applyFilter();
  });
}

const blocks = [];

function blocksWithStars() {
  // A block that is one entry in calendars is chosen as a whole at its heading.
  return [...new Set(Object.values(within))].map((block) => {
    const held = entries.filter((one) => one.star && within[one.id] === block), heading = held.length && held[0].node.querySelector(".block > p");
    if (!heading) return null;
    const star = make("button", { type: "button", class: "star", "aria-pressed": "false", "aria-label": say("star", { title: heading.querySelector("bdi").textContent }) }, "☆");
    heading.append(star);
    return { held, star };
  }).filter(Boolean);
}

const linkOf = (ids) => `${location.href.split("#")[0]}#my=${[...ids].map((id) => id.slice(2)).join(".")}`;

async function share() {
  const url = linkOf(stars);
  if (navigator.share) return navigator.share({ title: document.title, url }).catch(() => {});
  return copy(url, copied);
}

async function copy(link, place) {
  try {
    await navigator.clipboard.writeText(link);
    place.textContent = say("copied");
  } catch (error) {
    const field = make("input", { readonly: true, value: link, "aria-label": say("link") });
    place.replaceChildren(field);
    field.select();
  }
}

const copied = make("span", { role: "status", class: "note" });
const note = make("p", { role: "status", class: "note" });
const mine = make("div", { class: "mine" });
const dialog = make("dialog", { "aria-labelledby": "keep-title" });

function tellMine() {
  // What can be done with my programme, in the dialog that offers to keep it.
  const held = [...stars].filter((id) => byId.has(id) || (data.calendar && data.calendar.written[id])), asOne = entriesFor(held);
  const every = entriesFor(entries.map((one) => one.id)), subscribe = document.getElementById("calendar");
  const save = (name, ids, first) => make("button", { type: "button", class: first ? "first" : "", click: () => { download(ids); note.textContent = say("saved"); } }, say(name, { n: ids.length }));
  mine.replaceChildren(
    ...(subscribe ? [make("p", {}, make("a", { href: "#calendar", class: "first", click: () => dialog.close() }, say("subscribe")))] : []),
    ...(data.calendar ? [make("p", {}, asOne.length ? save("save_mine", asOne, !subscribe) : say("empty")), make("p", {}, save("save_all", every))] : []),
    ...(data.calendar ? [make("p", { class: "still" }, say("still"))] : []),
    ...(keeps ? [] : [make("p", { class: "still" }, say("lost"))]),
    note,
  );
}

function openDialog() {
  note.textContent = "";
  tellMine();
  dialog.showModal();
}

function readAddress() {
  // Filters and shared stars are in the fragment, which no server is told.
  const hash = location.hash.slice(1), found = new URLSearchParams(hash.includes("=") ? hash : "");
  if (found.has("room")) return openDoor(found.get("room"));
  closeDoor();
  const ids = (found.get("my") || "").split(".").filter((id) => /^[0-9a-f]{12}$/.test(id)).map((id) => `s-${id}`);
  sharedStars = new Set(ids);
  for (const name of ["words", "in", "track", "kind", "lang"]) chosen[name] = found.get(name) || "";
  chosen.mine = found.has("mine") || ids.length > 0;
  shared.hidden = !ids.length;
  shared.firstChild.textContent = say("shared", { n: ids.length });
  fillControls();
  applyFilter();
  if (hash && !hash.includes("=")) goTo(document.getElementById(hash));
}

const shared = make("p", { class: "shared", hidden: true }, make("span"), " ",
  make("button", { type: "button", click: () => { sharedStars.forEach((id) => stars.add(id)); sharedStars = new Set(); shared.hidden = true; keepStars(); choose({ mine: true }); } }, say("keep")), " ",
  make("button", { type: "button", click: () => { sharedStars = new Set(); shared.hidden = true; choose({ mine: false }); } }, say("all")));

function goTo(node) {
  if (!node) return;
  const one = byId.get(node.id), day = days.find((found) => found.node.contains(node));
  if (day) unfold(day, true);
  if (one) {
    const more = one.node.querySelector("details");
    if (more) more.open = true;
    history.replaceState(null, "", `#${node.id}`);
    node.tabIndex = -1;
    node.focus({ preventScroll: true });
  }
  node.scrollIntoView({ block: one ? "center" : "start", inline: "nearest" });
}
