// The start: what the script adds to the page is added here, after the page has been drawn from its source.
const status = make("p", { role: "status", class: "told" });
const keep = () => make("button", { type: "button", class: "first", click: openDialog }, say("calendar"));
const acts = make("p", { class: "acts", hidden: true }, keep(), " ", make("button", { type: "button", click: share }, say("share")), " ", copied);

function start() {
  readStars();
  const ways = document.querySelector(".ways") || document.querySelector(".head .inner").appendChild(make("p", { class: "ways" }));
  ways.append(" ", keep(), " ", make("button", { type: "button", click: () => print() }, say("print")));
  dialog.append(make("h2", { id: "keep-title" }, say("calendar")), mine, make("form", { method: "dialog" }, make("button", {}, say("close"))));
  const tools = make("search", { class: "tools", "aria-label": say("filter") }, make("div", { class: "inner" }, ...filters()));
  document.getElementById("programme").before(tools);
  document.getElementById("programme").prepend(status, shared, acts);
  document.body.append(dialog, make("section", { class: "dock", "aria-label": say("mine") }, keep(),
    make("button", { type: "button", "data-stars": "", click: () => { choose({ ...NOTHING, mine: true }); tools.scrollIntoView(); } }),
    make("button", { type: "button", click: jumpToNow }, say("now"))));
  addStars();
  addBesides();
  addDoors();
  drawStars();
  everyMinute();
  readAddress();
  window.addEventListener("hashchange", readAddress);
  document.addEventListener("visibilitychange", () => document.hidden || (isDoor() ? openDoor(wanted) : tellNow()));
  if (!location.hash && days.some((day) => day.button)) window.addEventListener("load", () => jumpToNow());
  document.body.classList.add("live");
  setTimeout(warm, 200);
  keepOffline().catch(() => {});
}

start();
