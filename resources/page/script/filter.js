// Filters by room, track, kind, language, stars and words, over all days; the address remembers them.
const PARTS = { in: (one, name) => inRoom(one, name), track: (one, name) => one.track === name, kind: (one, name) => one.kind === name, lang: (one, name) => one.language === name };
const NOTHING = { words: "", in: "", track: "", kind: "", lang: "", mine: false }, chosen = { ...NOTHING };
const plain = (text) => text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "");
const textOf = (one) => (one.text = one.text || plain(one.node.textContent));
function warm(at = 0) {
  // Texts are made ready for search while nothing else is done.
  for (const one of entries.slice(at, at + 20)) textOf(one);
  if (at < entries.length) setTimeout(warm, 0, at + 20);
}

const isChosen = () => Object.values(chosen).some(Boolean);

function matches(one, words) {
  if (chosen.mine && !shownStars().has(one.id)) return false;
  for (const name in PARTS) if (chosen[name] && !PARTS[name](one, chosen[name])) return false;
  return words.every((word) => textOf(one).includes(word));
}

function applyFilter() {
  clearTimeout(typed);
  const active = isChosen(), words = plain(chosen.words).split(/\s+/).filter(Boolean);
  let found = 0;
  for (const one of entries) {
    const on = matches(one, words);
    found += on;
    if (one.node.hidden === on) one.node.hidden = !on;
  }
  for (const day of days) {
    if (day.grid) day.grid.classList.toggle("grid", !active);
    for (const slot of day.slots) {
      const none = slot.entries.every((one) => one.node.hidden);
      if (slot.node.hidden !== none) slot.node.hidden = none;
    }
  }
  for (const off of all(".off > li")) off.hidden = chosen.mine ? !shownStars().has(off.id) : active;
  for (const list of all(".off")) list.previousElementSibling.hidden = all("li", list).every((off) => off.hidden);
  document.body.classList.toggle("filtered", active);
  const named = [chosen.track, chosen.in, data.kinds[chosen.kind], data.languages[chosen.lang]], empty = chosen.mine && !shownStars().size;
  const counted = say(empty ? "empty" : found ? "count" : "none", { n: found, total: entries.length });
  status.textContent = active ? [...named, counted].filter(Boolean).join(" · ") : "";
  acts.hidden = !chosen.mine || sharedStars.size > 0 || !stars.size;
  for (const button of all("[data-mine]")) button.setAttribute("aria-pressed", String(chosen.mine));
  for (const button of all("[data-track]")) button.setAttribute("aria-pressed", String(button.dataset.track ? chosen.track === button.dataset.track : !active));
}

function choose(changes) {
  Object.assign(chosen, changes);
  const kept = new URLSearchParams(Object.entries(chosen).filter(([, value]) => value).map(([name, value]) => [name, value === true ? "1" : value]));
  const shared = sharedStars.size && chosen.mine ? `my=${[...sharedStars].map((id) => id.slice(2)).join(".")}` : "";
  if (shared) kept.delete("mine");
  const hash = [shared, kept.toString()].filter(Boolean).join("&");
  history.replaceState(null, "", hash ? `#${hash}` : location.href.split("#")[0]);
  fillControls();
  applyFilter();
}

const controls = new Map();

function fillControls() {
  for (const [name, node] of controls) if (node.value !== chosen[name]) node.value = chosen[name];
}

const FEW = 6;
const MANY = 300;
let typed = 0;

function afterTyping(act) {
  // Of many sessions a new layout takes longer than a letter may: it waits for a pause in typing.
  clearTimeout(typed);
  if (entries.length < MANY) act();
  else typed = setTimeout(act, 150);
}

function chooser(name, values) {
  if (values.length < 2) return "";
  const options = values.map(([value, text]) => make("option", { value }, text));
  const node = make("select", { "aria-label": say(name), change: () => choose({ [name]: node.value }) }, make("option", { value: "" }, say(name)), ...options);
  controls.set(name, node);
  return node;
}

function chips(tracks) {
  const one = (track, colour, text) => {
    const node = make("button", { type: "button", class: `chip ${colour}`, "data-track": track, "aria-pressed": "false" }, text);
    node.addEventListener("click", () => choose(track ? { track: chosen.track === track ? "" : track } : NOTHING));
    return node;
  };
  const mine = make("button", { type: "button", class: "chip", "data-mine": "", "aria-pressed": "false", click: () => choose({ ...NOTHING, mine: !chosen.mine }) });
  return [one("", "", say("all")), mine, ...tracks.map(([track, colour]) => one(track, `${colour} swatch`, track))];
}

const once = (values) => [...new Set(values.filter(Boolean))];

function filters() {
  const colours = new Map(entries.filter((one) => one.track).map((one) => [one.track, [...one.node.classList].find((name) => name.startsWith("b-")) || ""]));
  const tracks = [...colours], few = tracks.length <= FEW;
  const held = once(entries.map((one) => one.kind)), spoken = once(entries.map((one) => one.language));
  const search = make("input", { type: "search", id: "find", placeholder: say("find"), "aria-label": say("find"), input: () => afterTyping(() => choose({ words: search.value })) });
  controls.set("words", search);
  return [
    make("div", { class: "chips", role: "group", "aria-label": say("filter") }, ...chips(few ? tracks : []),
      few ? "" : chooser("track", tracks.map(([track]) => [track, track]).sort()),
      chooser("in", data.rooms.map(([name]) => [name, name])), chooser("kind", held.map((kind) => [kind, data.kinds[kind]])),
      chooser("lang", spoken.map((tag) => [tag, data.languages[tag] || tag])), zoneSwitch()),
    search,
  ];
}
