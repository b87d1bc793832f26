// A door: one room on a whole screen, with what is on, what is next and the venue's clock. A page that may ask for
// newer ones asks at its own address, shows them, and keeps what it has where there are none.
const AGAIN = 3 * MINUTE, NEAR = 180 * MINUTE, LONG = 14;
const asks = data.offline && location.protocol.startsWith("http");
let shown = { page: document, data, entries }, wanted, asked = 0, renewed = 0, step, timer, lock;

const part = (name, ...inside) => make("p", { class: name }, ...inside);
const doorName = make("h1"), doorClock = make("p"), doorBody = make("div", { class: "on" }), doorNote = make("p");
const door = make("main", { class: "door", tabindex: -1 }, make("header", { class: "head" }, doorName, doorClock), doorBody,
  make("footer", {}, doorNote, document.fullscreenEnabled ? make("button", { type: "button", click: () => document.documentElement.requestFullscreen() }, say("full")) : "", make("a", { class: "chip", href: "#" }, say("close"))));
const isDoor = () => document.body.classList.contains("signed");

const wall = (at) => new Date(at).toLocaleString("sv", { timeZone: data.zone }).slice(0, 16).replace(":", data.clock);
const clock = (at) => wall(at).slice(11);
const dayOf = (one) => one.node.closest(".day").querySelector("h2").firstChild.textContent;
const doors = () => make("ul", {}, ...shown.data.rooms.map(([name, address]) => make("li", {}, make("a", { href: `#room=${address}` }, name))));

function lasting(time) {
  const minutes = Math.ceil(time / MINUTE);
  if (minutes > 99) return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
  if (minutes > 1) return `${minutes} min`;
  step = 1000;
  return `${Math.ceil(time / 1000)} s`;
}

function onDoor(one, when, left) {
  const who = one.node.querySelector(".who"), maybe = one.node.classList.contains("tentative") ? ` · ${say("tentative")}` : "";
  return [make("p", { class: "title", lang: one.language }, one.title), who ? part("by", who.textContent) : "", part("label", when, maybe, " ", make("b", {}, left))];
}

function elsewhere(room, date, at) {
  // What was to be in the room later today, and is called off or at another time or place.
  return Object.entries(shown.data.before).flatMap(([id, [start, minutes, rooms]]) => {
    if (!start.startsWith(date) || Date.parse(start) + minutes * MINUTE <= at || (rooms.length && !rooms.includes(room))) return [];
    const title = shown.page.getElementById(id).querySelector("h4,s").textContent, one = shown.entries.find((found) => found.id === id);
    const to = one && `→ ${one.start.startsWith(date) ? "" : `${dayOf(one)} `}${clock(one.begins)}, ${one.where}`;
    return [part("off", `${clock(Date.parse(start))} `, make("s", {}, title), ` ${to || say("off")}`)];
  });
}

function inside(room, at) {
  const date = wall(at).slice(0, 10), today = (one) => one.start.startsWith(date) || Math.abs(one.begins - at) < NEAR;
  const held = shown.entries.filter((one) => inRoom(one, room));
  const on = held.filter((one) => one.begins <= at && at < one.ends).sort((one, other) => one.everywhere - other.everywhere);
  const next = held.filter((one) => one.begins > at).filter((one, n, [first]) => one.begins === first.begins);
  const [first] = next, soon = first && today(first), begun = held.some((one) => one.begins <= at && today(one));
  const labels = soon ? [begun ? say("next", { room }) : say("first", { time: clock(first.begins) })] : [begun || !first ? say("done") : "", first ? dayOf(first) : ""];
  return [
    on.length ? part("label", say("now")) : "",
    ...on.flatMap((one) => onDoor(one, say("until", { time: clock(one.ends) }), say("left", { time: lasting(one.ends - at) }))),
    make("div", { class: "then" }, part("label", labels.filter(Boolean).join(" · ")),
      ...next.flatMap((one) => onDoor(one, `${clock(one.begins)}–${clock(one.ends)}`, soon ? say("soon", { time: lasting(one.begins - at) }) : ""))),
    ...elsewhere(room, date, at),
  ];
}

function drawDoor() {
  if (!isDoor()) return;
  const at = Date.now(), { rooms } = shown.data, room = rooms.find(([, address]) => address === wanted);
  step = MINUTE;
  const fresh = make("div", {}, ...(room ? inside(room[0], at) : [doors()]));
  if (fresh.textContent !== doorBody.textContent) doorBody.replaceChildren(...fresh.childNodes);
  doorName.textContent = room ? room[0] : say("unknown", { name: wanted });
  doorName.className = doorName.textContent.length > LONG ? "long" : "";
  doorClock.textContent = clock(at);
  const time = wall(renewed).replace(wall(at).slice(0, 11), "");
  const age = !asks ? say("still") : !asked || at - renewed < AGAIN + MINUTE ? "" : renewed ? say("stale", { time }) : data.offline;
  doorNote.textContent = `${shown.page.querySelector(".version").textContent} ${age}`;
  clearTimeout(timer);
  timer = setTimeout(drawDoor, step - (at % step));
  if (asks && at - asked >= AGAIN) askAgain().catch(() => {});
}

async function askAgain() {
  const ask = (method) => fetch(location.href, { method, cache: "no-cache" });
  asked = Date.now();
  // A worker answers GET also without a network, by what it keeps.
  if (!(await ask("HEAD")).ok) return;
  const page = new DOMParser().parseFromString(await (await ask("GET")).text(), "text/html"), found = dataOf(page);
  if (versionOf(page) !== versionOf(shown.page)) {
    shown = { page, data: found, entries: entriesOf(page, found) };
    const worker = navigator.serviceWorker && (await navigator.serviceWorker.getRegistration());
    if (worker) worker.update().catch(() => {});
  }
  renewed = asked;
  drawDoor();
}

const versionOf = (page) => page.body.dataset.version;

function openDoor(room) {
  wanted = room;
  document.body.classList.add("signed");
  door.focus();
  if (navigator.wakeLock) navigator.wakeLock.request("screen").then((found) => (lock = found), () => {});
  drawDoor();
}

function closeDoor() {
  document.body.classList.remove("signed");
  if (lock) lock.release();
  if (shown.page !== document) location.reload();
}

function addDoors() {
  document.body.append(door);
  document.addEventListener("keydown", (event) => event.key === "Escape" && isDoor() && (location.hash = ""));
  (document.querySelector(".venue") || document.getElementById("programme")).append(make("details", { class: "doors" }, make("summary", {}, say("doors")), doors()));
}
