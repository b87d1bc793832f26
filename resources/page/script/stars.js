// My programme: stars that the browser keeps, a link that carries them, and a calendar file of them.
const KEY = `estrad ${data.id}`;
let stars = new Set(), sharedStars = new Set(), keeps = true;

function readStars() {
  try {
    stars = new Set(JSON.parse(localStorage.getItem(KEY) || "[]"));
    localStorage.setItem(KEY, JSON.stringify([...stars]));
  } catch (error) {
    keeps = false;
  }
}

const shownStars = () => (sharedStars.size ? sharedStars : stars);

function keepStars() {
  try {
    localStorage.setItem(KEY, JSON.stringify([...stars]));
  } catch (error) {
    keeps = false;
  }
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
  for (const node of all("[data-mine]")) node.textContent = `${stars.size ? "★" : "☆"} ${say("mine")}${stars.size ? ` (${stars.size})` : ""}`;
  tellMine();
}

function addStars() {
  for (const one of entries) {
    if (one.pause) continue;
    one.star = make("button", { type: "button", class: "star", "aria-pressed": "false", "aria-label": say("star", { title: one.title }) }, "☆");
    one.node.querySelector("h4").after(one.star);
  }
  document.addEventListener("click", (event) => {
    const star = event.target.closest(".star"), id = star && star.parentNode.id;
    if (!star) return;
    if (!stars.delete(id)) stars.add(id);
    keepStars();
  });
  window.addEventListener("storage", (event) => {
    if (event.key !== KEY) return;
    readStars();
    drawStars();
    if (chosen.mine) applyFilter();
  });
}

const linkOf = (ids) => `${location.href.split("#")[0]}#my=${[...ids].map((id) => id.slice(2)).join(".")}`;

async function copyLink() {
  const link = linkOf(stars);
  try {
    await navigator.clipboard.writeText(link);
    note.textContent = say("copied");
  } catch (error) {
    const field = make("input", { readonly: true, value: link, "aria-label": say("copy") });
    note.replaceChildren(field);
    field.select();
  }
}

const note = make("p", { role: "status", class: "note" });
const mine = make("div", { class: "mine" });
const dialog = make("dialog", { "aria-labelledby": "keep-title" });

function tellMine() {
  // What can be done with my programme, in the dialog that offers to keep it.
  const held = [...stars].filter((id) => byId.has(id) || (data.calendar && data.calendar.written[id]));
  const every = entries.map((one) => one.id), button = (words, click, first) => make("button", { type: "button", class: first ? "first" : "", click }, words);
  const subscribe = document.getElementById("calendar");
  mine.replaceChildren(
    ...(subscribe ? [make("p", {}, make("a", { href: "#calendar", class: "first", click: () => dialog.close() }, say("subscribe")))] : []),
    ...(held.length ? [make("p", {}, data.calendar ? button(say("save_mine", { n: held.length }), () => download(held), !subscribe) : "", " ", button(say("copy"), copyLink))] : [make("p", {}, say("empty"))]),
    ...(data.calendar ? [make("p", {}, button(say("save_all", { n: every.length }), () => download(every)))] : []),
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
