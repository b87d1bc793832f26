// What is on at the same time as a session, what is next in its room, and the link to it: made when it is opened.
function besides(one) {
  const link = (other) => make("a", { href: `#${other.id}` }, other.title);
  const listed = (name, values, found) => (found.length ? [make("p", { class: "beside" }, `${say(name, values)}: `, ...found.flatMap((other, at) => (at ? ["; ", link(other)] : [link(other)])))] : []);
  const same = entries.filter((other) => other !== one && !other.pause && other.begins < one.ends && one.begins < other.ends);
  const next = one.everywhere ? [] : one.rooms.map((room) => entries.find((other) => other.begins >= one.ends && inRoom(other, room))).filter(Boolean);
  return [
    ...listed("parallel", {}, same.slice(0, MOST)),
    ...listed("next", { room: one.where }, [...new Set(next)]),
    make("p", { class: "beside" }, make("a", { href: `#${one.id}`, click: (event) => { event.preventDefault(); copy(event.target.href, event.target.nextSibling); } }, say("link")), make("span", { role: "status", class: "note" })),
  ];
}

const MOST = 12;

function addBesides() {
  for (const one of entries) {
    if (!one.pause && !one.node.querySelector("details")) one.node.append(make("details", {}, make("summary", {}, say("more"))));
  }
  document.addEventListener("toggle", (event) => {
    const one = event.target.matches(".entry > details") && byId.get(event.target.parentNode.id);
    if (one && event.target.open && !event.target.querySelector(".beside")) event.target.append(...besides(one));
  }, true);
}
