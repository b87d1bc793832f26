// Calendar entries as the calendar of the whole conference has them, letter by letter (RFC 5545).
const NEWLINE = "\r\n";

function folded(line) {
  // Lines have fewer than 75 octets, and no escape is parted.
  const rows = [];
  let row = [], size = 0;
  for (const char of line) {
    const point = char.codePointAt(0);
    const octets = point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
    if (row.length && size + octets >= 75) {
      const last = row.length > 1 && "\\^".includes(row[row.length - 1]) ? [row.pop()] : [];
      rows.push(row.join(""));
      row = last;
      size = last.length;
    }
    row.push(char);
    size += octets;
  }
  return [...rows, row.join("")].join(NEWLINE + " ");
}

const escaped = (text) => text.replace(/[\\;,]/g, "\\$&").replace(/\n/g, "\\n");
const parameter = (text) => {
  const said = text.trim().split(/\s+/).join(" ").replace(/\^/g, "^^").replace(/"/g, "^'");
  return /[,;:’]/.test(said) ? `"${said}"` : said;
};

function people(node) {
  const found = [];
  for (const one of node ? node.childNodes : []) {
    if (one.nodeName === "BDI" && one.hasAttribute("itemprop")) found.push({ role: one.dataset.role || "speaker", name: one.textContent, full: one.textContent });
    else if (one.nodeName === "BDI") found[found.length - 1].full += `, ${one.textContent}`;
  }
  return found;
}

function told(one) {
  // What the page tells of a session, as the calendar says it.
  const calendar = data.calendar, node = one.node, kind = calendar.kinds[one.kind];
  const text = (path) => (node.querySelector(path) || { textContent: "" }).textContent.trim();
  const who = people(node.querySelector(".who"));
  const lines = calendar.roles.map(([role, line]) => {
    const names = who.filter((person) => person.role === role).map((person) => person.full);
    return names.length ? line.replace("{names}", () => names.join("; ")) : "";
  });
  const part = text(".block bdi"), block = part && calendar.part.replace("{title}", () => part);
  const head = [...lines, block, [one.pause ? "" : kind, one.track].filter(Boolean).join(" · "), text(".spoken")];
  const links = all("details > ul > li", node).map((item) => {
    const link = item.firstChild, label = link.textContent, address = link.dataset.typed || link.getAttribute("href");
    if (item.className === "stream") return calendar.streamed.replace("{address}", () => address);
    if (item.className === "site") return calendar.more.replace("{address}", () => address);
    return label === link.getAttribute("href") ? address : `${label}: ${address}`;
  });
  const texts = all("details > p:not([class])", node).map((paragraph) => paragraph.textContent.replace(/\n$/, "")).join("\n\n");
  const blocks = [head.filter(Boolean).join("\n"), text(".subtitle"), texts, links.join("\n")];
  const description = blocks.filter(Boolean).join("\n\n");
  const address = (name) => (node.querySelector(`details > ul > li.${name} > a`) || make("a")).getAttribute("href");
  const named = who.filter((person) => calendar.named.includes(person.role)).map((person) => person.name).join(", ");
  return {
    title: named ? `${one.title} – ${named}` : one.title,
    place: [one.everywhere ? "" : one.where, calendar.venue].filter(Boolean).join(", ") || one.where,
    description: description === kind ? "" : description,
    categories: categories(one, kind, all(".tags > bdi", node).map((tag) => tag.textContent)),
    stream: address("stream"),
    site: address("site"),
    colour: ([...node.classList].find((name) => name.startsWith("b-")) || "").slice(2),
  };
}

function categories(one, kind, tags) {
  const same = one.track.toLowerCase() === kind.toLowerCase(), found = new Map();
  for (const name of [same ? kind : one.track, kind, ...tags]) {
    if (name && !found.has(name.toLowerCase())) found.set(name.toLowerCase(), name);
  }
  return [...found.values()].map(escaped).join(",");
}

const within = (data.calendar && data.calendar.within) || {};
const places = new Map(entries.filter((one) => !within[one.id]).map((one, at) => [one, at]));
const octets = data.calendar ? atob(data.calendar.uids) : "";
const revisions = data.calendar ? data.calendar.sent.split(" ") : [];

function uidOf(one) {
  const size = octets.length / places.size, at = places.get(one), found = [...octets.slice(at * size, (at + 1) * size)];
  const digits = found.map((octet) => octet.charCodeAt(0).toString(16).padStart(2, "0")).join("");
  return (size < 16 ? digits + one.id.slice(2) : digits).replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

function written(one) {
  // A session that the page does not tell letter by letter, or that was called off, is there as it was sent.
  const calendar = data.calendar;
  if (calendar.written[one.id]) return calendar.written[one.id];
  const [sequence, created, modified] = revisions[places.get(one)].split(".");
  const wall = (minutes) => new Date(Date.parse(`${one.start.slice(0, 16)}Z`) + minutes * MINUTE).toISOString().slice(0, 16).replace(/[-:]/g, "") + "00";
  const said = told(one), { ORGANIZER, GEO, ["X-APPLE-STRUCTURED-LOCATION"]: apple } = calendar.alike;
  const free = one.pause, maybe = one.node.classList.contains("tentative");
  const lines = [
    "BEGIN:VEVENT", `UID:${uidOf(one)}`, `DTSTAMP:${calendar.stamp}`, `CREATED:${calendar.times[created]}`,
    `LAST-MODIFIED:${calendar.times[modified]}`, `SEQUENCE:${sequence}`,
    `DTSTART;TZID=${data.zone}:${wall(0)}`, `DTEND;TZID=${data.zone}:${wall(one.minutes)}`,
    `SUMMARY:${escaped(said.title)}`, said.place && `LOCATION:${escaped(said.place)}`,
    said.description && `DESCRIPTION:${escaped(said.description)}`, said.categories && `CATEGORIES:${said.categories}`,
    ORGANIZER, `STATUS:${maybe ? "TENTATIVE" : "CONFIRMED"}`, `TRANSP:${free ? "TRANSPARENT" : "OPAQUE"}`,
    `X-MICROSOFT-CDO-BUSYSTATUS:${free ? "FREE" : maybe ? "TENTATIVE" : "BUSY"}`, "CLASS:PUBLIC", said.site && `URL:${said.site}`,
    GEO, apple && apple.replace(/X-TITLE=.*(?=:geo:)/, () => `X-TITLE=${parameter(said.place)}`),
    said.colour && `COLOR:${said.colour}`,
    said.stream && `CONFERENCE;VALUE=URI;FEATURE=VIDEO;LABEL=${parameter(calendar.stream)}:${said.stream}`, "END:VEVENT",
  ];
  return lines.filter(Boolean).map(folded).join(NEWLINE) + NEWLINE;
}

// The entries of sessions: several that the entry of a block tells of have one.
const entriesFor = (ids) => [...new Set(ids.map((id) => within[id] || id))];

function calendarOf(ids) {
  const order = (text) => ["DTSTART", "DTEND", "UID"].map((name) => text.match(new RegExp(`^${name}(?:;[^:]*)?:(.*)$`, "m"))[1]);
  const found = ids.map((id) => byId.get(id) || { id }).filter((one) => one.node || data.calendar.written[one.id]);
  const events = found.map(written).map((text) => [order(text).join(" "), text]).sort(([a], [b]) => (a < b ? -1 : 1));
  return `${data.calendar.head}${events.map(([, text]) => text).join("")}END:VCALENDAR${NEWLINE}`;
}

function download(ids) {
  const file = new Blob([calendarOf(ids)], { type: "text/calendar;charset=utf-8" });
  const link = make("a", { href: URL.createObjectURL(file), download: data.file });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
}
