// The page as it stands in its source: its sessions with their times, and the words that the script says.
const data = JSON.parse(document.getElementById("data").textContent);
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

const entries = all(".entry").map((node, at) => {
  const start = node.querySelector("time").getAttribute("datetime"), minutes = data.minutes[at], begins = Date.parse(start);
  const track = node.querySelector(".where > i");
  return {
    node, at, start, minutes, begins, ends: begins + minutes * MINUTE, id: node.id, title: node.querySelector("h4").textContent,
    where: node.querySelector("[itemprop=location]").textContent,
    everywhere: node.classList.contains("all"), kind: node.classList[1], pause: node.classList.contains("pause"),
    track: track ? track.textContent : "", language: node.querySelector("h4").lang || document.documentElement.lang,
  };
});
const byId = new Map(entries.map((one) => [one.id, one]));
const days = all(".day").map((node) => ({
  node, grid: node.querySelector(".grid"),
  slots: all(".slot", node).map((slot) => ({ node: slot, entries: all(".entry", slot).map((entry) => byId.get(entry.id)) })),
}));
for (const day of days) for (const slot of day.slots) for (const one of slot.entries) one.slot = slot.node;
for (const one of entries) {
  const rooms = data.rooms.map(([name]) => name);
  one.rooms = data.placed[one.id] || (rooms.includes(one.where) ? [one.where] : one.where.split(", "));
}
const inRoom = (one, room) => one.everywhere || one.rooms.includes(room);
