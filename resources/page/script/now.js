// What is on now, by the clock of the reader's device and the venue's times: marks, a line, and what is over folded.
const SOON = 15;
const line = make("li", { class: "now-line", "aria-hidden": "true" });

function tellNow() {
  const at = Date.now();
  for (const one of entries) {
    const on = one.begins <= at && at < one.ends, wait = Math.ceil((one.begins - at) / MINUTE);
    const words = on ? `${say("now")} · ${say("left", { time: `${Math.ceil((one.ends - at) / MINUTE)} min` })}` : wait > 0 && wait <= SOON ? say("soon", { time: `${wait} min` }) : "";
    if (words !== (one.told || "")) markNow(one, words, on);
  }
  const last = Math.max(...entries.map((one) => one.ends));
  const running = entries.length && at < last && at >= Math.min(...entries.map((one) => one.begins));
  for (const day of days) foldDay(day, at, running);
  document.body.classList.toggle("today", Boolean(running));
  drawLine(at, running);
}

function markNow(one, words, on) {
  one.told = words;
  one.node.classList.toggle("now", on);
  const mark = one.node.querySelector(".now-mark");
  if (!words) mark.remove();
  else if (mark) mark.textContent = words;
  else one.node.prepend(make("p", { class: "mark now-mark" }, words));
}

function drawLine(at, running) {
  line.remove();
  const later = running && entries.find((one) => one.begins > at);
  if (!later || !entries.some((one) => one.begins <= at && one.node.closest(".day") === later.node.closest(".day"))) return;
  line.textContent = clock(at);
  const row = [...later.slot.classList].find((name) => /^r\d+$/.test(name));
  line.className = `now-line ${row || ""}`;
  later.slot.before(line);
}

function foldDay(day, at, running) {
  const over = running ? day.slots.filter((slot) => slot.entries.every((one) => one.ends <= at)) : [];
  for (const slot of day.slots) slot.node.classList.toggle("over", over.includes(slot));
  if (!day.button && over.length) {
    day.button = make("button", { type: "button", class: "fold", click: () => unfold(day, !day.open) });
    day.node.querySelector("h2").after(day.button);
    day.open = false;
  }
  if (!day.button) return;
  day.button.hidden = !over.length;
  unfold(day, day.open);
}

function unfold(day, open) {
  day.open = open;
  day.node.classList.toggle("folded", !open);
  if (!day.button) return;
  day.button.setAttribute("aria-expanded", String(open));
  day.button.textContent = say(open ? "hide" : "over", { n: all(".over .entry", day.node).length });
}

function jumpToNow(event) {
  const at = Date.now();
  const one = entries.find((entry) => !entry.node.hidden && entry.begins <= at && at < entry.ends) || entries.find((entry) => !entry.node.hidden && entry.begins > at);
  if (!one) return;
  one.slot.querySelector(".entry").scrollIntoView({ block: "center", inline: "nearest" });
  if (!event) return;
  if (one.begins > at) status.textContent = say("idle", { time: one.slot.querySelector("h3").textContent });
  one.node.tabIndex = -1;
  one.node.focus({ preventScroll: true });
}

function everyMinute() {
  tellNow();
  setTimeout(everyMinute, MINUTE - (Date.now() % MINUTE));
}
