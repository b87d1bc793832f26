"""A year of planning and publishing by two copies of one conference, and what those who follow its calendars have."""

from __future__ import annotations

import random
import re
import shutil
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.builders import Clock
from tests.calendar_model.plan import PartOf, Plan, called_off, faults, part_of, word
from tests.calendar_model.reader import Address, parsed
from tests.cli.commands import Answer, Estrad

KINDS = ("day", "room", "track", "person", "moderator")
DAYS = ("2024-11-10", "2024-11-11", "2024-11-12")
NOTHING = Plan()
LEAST_SESSIONS = 5
"""Below it none is taken away, so that there is always something to publish."""


@dataclass
class Year:
    """The desks of two colleagues, the folders on the web, the addresses in them, and what was wrong so far.

    ``files`` are the copies by colleague, ``folders`` the paths of the web's folders by an address that stays,
    ``blocks`` the marks of the sessions of which the entries of blocks told last, by file and by the block's mark.
    """

    root: Path
    estrad: Estrad
    clock: Clock
    luck: random.Random
    files: dict[str, Path] = field(default_factory=dict)
    folders: dict[str, Path] = field(default_factory=dict)
    addresses: dict[tuple[str, str], Address] = field(default_factory=dict)
    owners: dict[str, str] = field(default_factory=dict)
    foreign: dict[str, bytes] = field(default_factory=dict)
    blocks: dict[tuple[str, str], dict[str, set[str]]] = field(default_factory=dict)
    made: int = 0
    round: int = 0
    wrong: list[str] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)

    # planning ----------------------------------------------------------------------------------------------

    def begin(self) -> None:
        """Make a conference with a little of everything, another one that shares the folder, and a colleague's copy."""
        (self.root / "desk").mkdir()
        self.files["ours"] = self.root / "desk" / "ours.estrad"
        self.folders = {"web": self.root / "web", "other": self.root / "other"}
        self.do("new", self.files["ours"], "--title", "Year", "--date", DAYS[0], "--until", DAYS[1],
                "--timezone", "Europe/Stockholm", "--room", "room001", "--room", "room002")  # fmt: skip
        for kind, name in (("track", "trail001"), ("person", "guest001 Pia"), ("person", "guest002 Bo")):
            self.do("add", self.files["ours"], kind, name)
        self.made = 2
        for _ in range(LEAST_SESSIONS):
            self.add_session("ours")
        neighbour = self.root / "desk" / "neighbour.estrad"
        self.do("new", neighbour, "--title", "Neighbour", "--date", DAYS[0], "--timezone", "Europe/Stockholm",
                "--room", "room001")  # fmt: skip
        self.do("add", neighbour, "session", "Theirs", "day", DAYS[0], "start", "09:00", "room", "room001")
        self.do("publish", neighbour, "--to", self.folders["web"], "--each", "room")
        self.foreign = {path.name: path.read_bytes() for path in self.folders["web"].iterdir()}
        self.publish("ours", "web", KINDS)
        self.add_block("ours")
        self.files["theirs"] = Path(shutil.copy(self.files["ours"], self.root / "desk" / "theirs.estrad"))

    def do(self, *words: object) -> Answer:
        """Run a command that may be refused, but not fail in another way."""
        answer = self.estrad(*words)
        assert answer.code in (0, 1, 2), answer.err
        assert "Traceback" not in answer.err, answer.err
        self.counts[f"{words[0]} {answer.code}"] += 1
        return answer

    def listed(self, who: str, kind: str) -> Any:
        return self.do("list", self.files[who], kind, "--json").json

    def plan(self, who: str) -> Plan:
        """Return what is planned in somebody's copy."""
        rooms = frozenset(word(room["name"]) for room in self.listed(who, "rooms"))
        shifts = tuple(self.listed(who, "conference")["covers"])
        return Plan(tuple(self.listed(who, "sessions")), rooms, shifts, tuple(self.listed(who, "blocks")))

    def edit(self, who: str) -> None:
        """Make one edit of any sort in somebody's copy; it may be refused."""
        sessions = self.listed(who, "sessions")
        one, file = self.luck.choice(sessions), self.files[who]
        spare = sum(session["day"] is not None for session in sessions) > LEAST_SESSIONS
        changed: dict[str, tuple[str, str]] = {
            "moved": ("start", self.time()), "day": ("day", self.luck.choice(DAYS)), "room": ("room", self.rooms(who)),
            "title": ("title", f"{one['title'].split(' again')[0]} again {self.made}"),
            "length": ("minutes", str(self.luck.randrange(20, 60, 5))), "speaker": ("speaker", self.people(who)),
            "moderator": ("moderator", self.people(who)), "track": ("track", self.name(who, "tracks")),
            "status": ("status", self.luck.choice(("confirmed", "draft"))),
        }  # fmt: skip
        gone: dict[str, tuple[object, ...]] = {
            "cancelled": ("set", file, "session", one["id"], "status", "cancelled"),
            "tray": ("unplace", file, one["id"]),
            "removed": ("remove", file, "session", one["id"]),
            "less": ("remove", file, *self.thing(who)),
        }
        others: dict[str, Callable[[], object]] = {
            "new": lambda: self.add_session(who),
            "undo": lambda: self.do("undo", file),
            "more": lambda: self.add_thing(who),
            "renamed": lambda: self.rename(who),
            "shift": lambda: self.change_shifts(who),
            "block": lambda: self.change_block(who),
            "one entry": lambda: self.set_block(who, "one_entry", self.luck.choice(("yes", "no"))),
            "import": lambda: self.do("import", file, self.revision(self.luck.randrange(1, 4))),
        }
        verb = self.luck.choice([*changed, *changed, *others, *(gone if spare else ())])
        if verb in changed:
            self.do("set", file, "session", one["id"], *changed[verb])
        elif verb in gone:
            self.do(*gone[verb])
        else:
            others[verb]()

    def time(self) -> str:
        return f"{self.luck.randrange(9, 17):02d}:{self.luck.randrange(0, 60, 5):02d}"

    def name(self, who: str, kind: str) -> str:
        return str(self.luck.choice(self.listed(who, kind) or [{"name": ""}])["name"])

    def rooms(self, who: str) -> str:
        names = [room["name"] for room in self.listed(who, "rooms")]
        return self.luck.choice(["everywhere", *names, *names, ", ".join(names[:2])]) if names else "everywhere"

    def people(self, who: str) -> str:
        names = [person["name"] for person in self.listed(who, "people")]
        return ", ".join(self.luck.sample(names, min(len(names), self.luck.randrange(3))))

    def thing(self, who: str) -> tuple[str, str]:
        """Return a sort of thing, and the name of one."""
        kind = self.luck.choice(("room", "track", "person"))
        return kind, self.name(who, {"room": "rooms", "track": "tracks", "person": "people"}[kind])

    def add_session(self, who: str) -> None:
        self.made += 1
        self.do(
            "add", self.files[who], "session", f"Talk {self.made}", "day", self.luck.choice(DAYS[:2]), "start",
            self.time(), "minutes", "30", "room", self.rooms(who), "abstract", f"mark-{self.made} said",
            "speaker", self.people(who), "moderator", self.people(who), "track", self.name(who, "tracks"),
        )  # fmt: skip

    def add_thing(self, who: str) -> None:
        self.made += 1
        kind, begins = self.luck.choice((("room", "room"), ("track", "trail"), ("person", "guest")))
        self.do("add", self.files[who], kind, f"{begins}{self.made:03d}")
        if self.luck.random() < 0.3:
            self.do("add", self.files[who], "day", DAYS[2])

    def change_shifts(self, who: str) -> None:
        """Let somebody moderate a room, or all rooms, for a day, or no longer."""
        name, rooms = self.name(who, "people"), [room["name"] for room in self.listed(who, "rooms")]
        if self.luck.random() < 0.3:
            self.do("remove", self.files[who], "shift", name)
        else:
            where = self.luck.choice([(), *(("room", room) for room in rooms)])
            self.do("add", self.files[who], "shift", name, "day", self.luck.choice(DAYS[:2]), *where)

    def change_block(self, who: str) -> None:
        """Make a block, or change or delete one."""
        self.made += 1
        changed = {
            "start": self.time(),
            "sessions": self.some(who),
            "chair": self.people(who),
            "title": f"Block {self.made}",
        }
        if self.luck.random() < 0.4:
            self.add_block(who)
        elif self.luck.random() < 0.2:
            self.do("remove", self.files[who], "block", self.name(who, "blocks"))
        else:
            self.set_block(who, *self.luck.choice(sorted(changed.items())))

    def add_block(self, who: str) -> None:
        """Make a block of some sessions, of some hours, which is one entry."""
        self.made += 1
        self.do(
            "add", self.files[who], "block", f"Block {self.made}", "day", self.luck.choice(DAYS[:2]), "start", "09:00",
            "minutes", str(self.luck.randrange(240, 540, 5)), "room", self.rooms(who), "sessions", self.some(who),
            "chair", self.people(who), "description", f"mark-b{self.made} said", "one_entry", "yes",
        )  # fmt: skip

    def some(self, who: str) -> str:
        """Return the numbers of some sessions."""
        numbers = [str(one["number"]) for one in self.listed(who, "sessions")]
        return ", ".join(self.luck.sample(numbers, min(len(numbers), 4)))

    def set_block(self, who: str, name: str, value: str) -> None:
        self.do("set", self.files[who], "block", self.name(who, "blocks"), name, value)

    def rename(self, who: str) -> None:
        self.made += 1
        kind, name = self.thing(who)
        if name:
            self.do("set", self.files[who], kind, name, "name", f"{word(name)} now {self.made}")

    def revision(self, number: int) -> Path:
        """Return the file of a schedule that both colleagues may import: a session, and a speaker of its own."""
        path = self.root / f"revision-{number}.csv"
        path.write_text(
            "Title,Day,Start,End,Speaker,Abstract\n"
            f"Import {number},{DAYS[0]},1{number}:00,1{number}:30,guest90{number} New,mark-r{number} said\n",
            encoding="utf-8",
        )
        return path

    # copies, backups, folders ------------------------------------------------------------------------------

    def rearrange(self) -> None:
        """Now and then: keep or restore a backup, give the colleague a copy, rename the file, or move the folder."""
        who, chance = self.luck.choice(sorted(self.files)), self.luck.random()
        backup = self.root / "desk" / f"backup-{self.luck.randrange(3)}"
        if chance < 0.10:
            shutil.copy(self.files[who], backup)
        elif chance < 0.20 and backup.exists():
            shutil.copy(backup, self.files[who])
        elif chance < 0.24:
            shutil.copy(self.files["ours"], self.files["theirs"])
        elif chance < 0.28:
            self.made += 1
            self.files[who] = self.files[who].rename(self.files[who].with_name(f"{who}-{self.made}.estrad"))
        elif chance < 0.32:
            self.made += 1
            address = self.luck.choice(sorted(self.folders))
            if self.folders[address].exists():
                self.folders[address] = self.folders[address].rename(self.root / f"{address}-{self.made}")
        elif chance < 0.36:
            self.draft(who)
        elif chance < 0.37:
            self.next_edition(who)

    def draft(self, who: str) -> None:
        """Write a draft aside; what is in it has UIDs of its own."""
        path = self.root / "draft.ics"
        if self.do("export", self.files[who], path, "--draft", "--replace").code == 0:
            self.own(path.read_bytes(), "a draft")

    def next_edition(self, who: str) -> None:
        """Make next year's conference and publish it elsewhere; its UIDs are its own."""
        self.made += 1
        path, folder = self.root / "desk" / f"next-{self.made}.estrad", self.root / f"next-{self.made}"
        self.do("edition", self.files[who], path, "--date", "2025-11-10", "--keep", "all")
        if self.do("publish", path, "--to", folder).code == 0:
            for calendar in folder.glob("*.ics"):
                self.own(calendar.read_bytes(), f"{folder.name}/{calendar.name}")

    def own(self, data: bytes, owner: str) -> None:
        """Note whose a UID is; it is wrong if somebody else's file has it.

        Who was renamed in a copy that had no calendar of theirs yet has a file of another name, and is the same.
        """
        owner = re.sub(r"((?:guest|room|trail)\d+)[^/]*", r"\1", owner)
        for uid in parsed(data)[1]:
            if self.owners.setdefault(uid, owner) != owner:
                self.fault(owner, f"the UID {uid} is also in {self.owners[uid]}")

    # publishing --------------------------------------------------------------------------------------------

    def publish(self, who: str, to: str, kinds: tuple[str, ...], *more: object) -> Mapping[str, Any] | None:
        """Publish somebody's copy; return what was said, or None if it was refused, and then nothing may differ."""
        folder, before = self.folders[to], self.bytes_in(to)
        words = [word for kind in kinds for word in ("--each", kind)]
        answer = self.do("publish", self.files[who], "--to", folder, *words, *more, "--json")
        if answer.code:
            if self.bytes_in(to) != before:
                self.fault(to, f"a refused publish wrote something: {answer.err}")
            return None
        self.look(who, to, before, answer.json)
        return answer.json

    def bytes_in(self, to: str) -> dict[str, bytes]:
        return {path.name: path.read_bytes() for path in self.folders[to].glob("*.ics")}

    def look(self, who: str, to: str, before: Mapping[str, bytes], told: Mapping[str, Any]) -> None:
        """Let all who follow the folder read it, and note what is wrong."""
        now, plan, said = self.bytes_in(to), self.plan(who), names_said(told)
        written = {Path(path).name for path in told["files"]}
        for name in sorted(before.keys() | now.keys()):
            if now.get(name) != before.get(name) and name not in written:
                self.fault(name, "was changed unasked")
        for name, data in now.items():
            part, address = part_of(name), self.addresses.setdefault((to, name), Address(name))
            if part is None:
                continue
            if name in written:
                self.counts["files"] += 1
                self.own(data, name)
                self.counts["blocks"] += any(one.mark.startswith("mark-b") for one in parsed(data)[1].values())
                blocks = self.blocks.setdefault((to, name), {})
                blocks |= plan.told(part)
                for fault in (*address.publish(data), *called_off(plan, address.file.values(), blocks)):
                    self.fault(name, fault)
            here = NOTHING if name in told["withdrawn"] else plan
            alone = sum(part_of(other) == part for other in now) == 1
            self.compare(name, here, part, address, written=name in written, said=name in said, alone=alone)
        for name, data in self.foreign.items():
            if to == "web" and now.get(name, data) != data:
                self.fault(name, "is another conference's and was changed")

    def compare(
        self, name: str, plan: Plan, part: PartOf, address: Address, *, written: bool, said: bool, alone: bool
    ) -> None:
        """Note where those who follow an address have something else than is planned, unless that was said.

        Where it is not ``alone``, somebody was deleted and came back as another person, with a second file: the first
        may be empty.
        """
        found: dict[str, list[str]] = {}
        for follower, has in address.followers():
            for fault in faults(plan, part, has, lost=written and alone):
                found.setdefault(fault, []).append(follower)
        if found and said and not written:
            self.counts["said"] += 1
            return
        for fault, followers in found.items():
            self.fault(name, f"{fault} ({', '.join(followers)}){'' if written else ', and nothing is said'}")

    def fault(self, where: str, what: str) -> None:
        self.wrong.append(f"round {self.round}, {where}: {what}")

    # rounds ------------------------------------------------------------------------------------------------

    def one_round(self) -> None:
        """Plan a little, perhaps rearrange, and publish; afterwards perhaps put in order what was said."""
        self.round += 1
        self.clock.forward(seconds=self.luck.choice([1, 60, 3600, 86400, 86400, -600]))
        who = "ours" if self.luck.random() < 0.7 else "theirs"
        for _ in range(self.luck.randrange(1, 4)):
            self.edit(who)
        self.rearrange()
        to = "web" if self.luck.random() < 0.85 else "other"
        kinds = self.luck.choice([(), KINDS, KINDS, tuple(self.luck.sample(KINDS, 2))])
        again = ["--again"] if self.luck.random() < 0.3 else []
        told = self.publish(who, to, kinds, *again)
        if told is None and self.luck.random() < 0.8:
            told = self.publish(who, to, kinds, "--replace", *again)
        if told is not None and self.luck.random() < 0.4:
            self.put_in_order(who, to, told)

    def put_in_order(self, who: str, to: str, told: Mapping[str, Any]) -> None:
        """Send all that is out of date again and withdraw what is unknown: afterwards nothing is left to be said."""
        withdrawn = [word for name in names_of(told["unknown"]) for word in ("--withdraw", name)]
        after = self.publish(who, to, KINDS, "--again", "--replace", *withdrawn)
        if after is None:
            self.fault(to, "putting in order was refused")
        elif left := names_said(after) & self.bytes_in(to).keys():
            self.fault(to, f"after putting in order there is still said: {sorted(left)}")
        self.counts["put in order"] += 1


def names_said(told: Mapping[str, Any]) -> set[str]:
    """Return the names of the calendars that publishing says are out of date or unknown."""
    return {*names_of(told.get("stale", ())), *names_of(told.get("unknown", ()))}


def names_of(found: Any) -> Iterator[str]:
    for one in found:
        yield Path(one["file"] if isinstance(one, dict) else one).name
