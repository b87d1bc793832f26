// The page as it stands in its source: its sessions with their times, and the words that the script says.
const dataOf = (page) => JSON.parse(page.getElementById("data").textContent);
const data = dataOf(document);
data.calendar = data.calendar.head && data.calendar;
const MINUTE = 60000;
const all = (path, within = document) => [...within.querySelectorAll(path)];
const say = (name, values = {}) => data.say[name].replace(/\{(\w+)\}/g, (whole, key) => (key in values ? values[key] : whole));

function make(tag, attributes = {}, ...inside) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") node.addEventListener(name, value);
    else if (value !== false && value !== null) node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...inside);
  return node;
}

const entriesOf = (page, { rooms, placed, minutes: lengths }) => all(".entry", page).map((node, at) => {
  const start = node.querySelector("time").getAttribute("datetime"), minutes = lengths[at], begins = Date.parse(start);
  const track = node.querySelector(".where > i"), where = node.querySelector("[itemprop=location]").textContent;
  return {
    node, at, start, minutes, begins, ends: begins + minutes * MINUTE, id: node.id, title: node.querySelector("h4").textContent,
    where, rooms: placed[node.id] || (rooms.some(([name]) => name === where) ? [where] : where.split(", ")),
    everywhere: node.classList.contains("all"), kind: node.classList[1], pause: node.classList.contains("pause"),
    track: track ? track.textContent : "", language: node.querySelector("h4").lang || page.documentElement.lang,
  };
});
const entries = entriesOf(document, data);
const byId = new Map(entries.map((one) => [one.id, one]));
const days = all(".day").map((node) => ({
  node, grid: node.querySelector(".grid"),
  slots: all(".slot", node).map((slot) => ({ node: slot, entries: all(".entry", slot).map((entry) => byId.get(entry.id)) })),
}));
for (const day of days) for (const slot of day.slots) for (const one of slot.entries) one.slot = slot.node;
const inRoom = (one, room) => one.everywhere || one.rooms.includes(room);
