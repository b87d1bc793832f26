// Times in the reader's own zone beside those of the venue, only if they are asked for and differ.
const own = Intl.DateTimeFormat().resolvedOptions().timeZone;

function differs(one) {
  const [, sign, hours, minutes] = one.start.match(/([+-])(\d\d):(\d\d)$/) || ["", "+", "0", "0"];
  return -new Date(one.begins).getTimezoneOffset() !== Number(`${sign}1`) * (Number(hours) * 60 + Number(minutes));
}

function zoneSwitch() {
  if (!entries.some(differs)) return "";
  const box = make("input", { type: "checkbox", change: () => showOwn(box.checked) });
  return make("label", { class: "zone" }, box, ` ${say("zone", { zone: own || "" })}`);
}

function showOwn(on) {
  for (const node of all(".own-time")) node.remove();
  if (!on) return;
  const time = new Intl.DateTimeFormat(document.documentElement.lang, { hour: "2-digit", minute: "2-digit", hourCycle: "h23", weekday: "short" });
  for (const one of entries) one.node.querySelector(".where > [itemprop=location]").after(make("span", { class: "own-time" }, ` (${time.format(one.begins)}–${time.format(one.ends).replace(/^\S+ /, "")} ${own || ""})`));
}
