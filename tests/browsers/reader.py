"""An attendee who reads the page in a browser: what they see of it, and what they press."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from tests.browsers.driver import Browser

CLOCK = """
const Real = Date;
let ahead = 0;
window.setClock = at => { ahead = Real.parse(at) - Real.now(); };
window.Date = class extends Real {
  constructor(...told) { if (told.length) super(...told); else super(Real.now() + ahead); }
  static now() { return Real.now() + ahead; }
};
setClock('%s');
"""
"""Gives the page a clock that can be set, and goes on."""


@dataclass
class Reader:
    """The one who sits before a browser; sessions are known by their titles."""

    browser: Browser

    def open(self, address: str, at: str = "2024-03-10T12:00+01:00", **how: object) -> Reader:
        """Open the page at a time, in ISO 8601 with the offset from UTC; it moves little, so that clicks meet."""
        how.setdefault("still", True)
        self.browser.open(address, before=CLOCK % datetime.fromisoformat(at).isoformat() + how.pop("before", ""), **how)
        return self

    def come_back(self, at: str) -> None:
        """Look at the page again at another time, as one does who had another tab before them."""
        self.browser.read(f"setClock('{at}'), document.dispatchEvent(new Event('visibilitychange')), null")

    def sessions(self, that: str = "true") -> list[str]:
        """Return the titles of the sessions that are seen, of those of which an expression about ``one`` is true."""
        return list(
            self.browser.read(f"""[...document.querySelectorAll('.entry')]
                .filter(one => one.checkVisibility() && ({that}))
                .map(one => one.querySelector('h4').textContent.trim())""")
        )

    def marks(self) -> dict[str, str]:
        """Return what is said of now, by session."""
        return dict(
            self.browser.read("""[...document.querySelectorAll('.now-mark')]
                .map(one => [one.closest('.entry').querySelector('h4').textContent.trim(), one.textContent])""")
        )

    def anchor(self, title: str) -> str:
        """Return the anchor of a session, called off or not."""
        return str(
            self.browser.read(f"""[...document.querySelectorAll('.entry h4, .off s')]
                .find(one => one.textContent.trim() === '{title}').parentNode.id""")
        )

    def covers_placement(self, title: str) -> bool:
        """Wait until a session is within the window, as pages scroll gently, and return True."""
        return bool(
            self.browser.wait(f"""(({{top, bottom}}) => top >= 0 && bottom <= innerHeight)(
                document.getElementById('{self.anchor(title)}').getBoundingClientRect())""")
        )

    def star(self, title: str) -> None:
        """Press the star of a session with the mouse."""
        self.browser.click(f"[id='{self.anchor(title)}'] > .star")

    @property
    def starred(self) -> list[str]:
        """The sessions whose star is pressed."""
        return self.sessions("one.querySelector(':scope > .star')?.getAttribute('aria-pressed') === 'true'")

    def press(self, words: str) -> None:
        """Press the button or link with these words that is seen; whatever else it says."""
        self.browser.click(self.button(words))

    def button(self, words: str) -> str:
        """Return a selector of the button or link with these words, once it is seen."""
        self.browser.wait(f"""[...document.querySelectorAll('button, a, label, summary')].filter(one =>
            one.toggleAttribute('data-pressed', one.checkVisibility() && one.innerText.includes('{words}'))).length""")
        return "[data-pressed]"

    def choose(self, name: str, value: str) -> None:
        """Choose a value in the list of that name, by the keys of the first letters."""
        self.browser.read(f"document.querySelector('select[aria-label=\"{name}\"]').focus()")
        self.browser.type(value)

    def find(self, words: str) -> None:
        """Type words into the search."""
        self.browser.click("#find")
        self.browser.type(words)

    def said(self) -> str:
        """Return what the page says about what it shows."""
        return str(self.browser.read("document.querySelector('.told').innerText.trim()"))
