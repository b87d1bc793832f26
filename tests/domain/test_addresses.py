"""Tests of addresses as they are typed: what cannot work is refused, and what can is kept as it was typed."""

from collections.abc import Callable

import pytest

from planner.domain.input_parsing import read_contact, read_language, read_link_address, read_web_address
from planner.domain.text import EstradError

WEB = ("https://example.org/a?b#c", "www.example.org", "http://intranet/x", "example.org:8080/å", "https://åäö.example")
NO_WEB = (
    "http://exa mple", "https://", "http:///x", "999999999999", "yes", "[]", "-", "https://u:p@example.org",
    "file:///etc/passwd", "javascript:alert(1)", "JavaScript://example.org/%0aalert(1)", "data:text/html,x",
)  # fmt: skip


@pytest.mark.parametrize(
    ("read", "works", "cannot"),
    [
        (read_web_address, WEB, (*NO_WEB, "ftp://example.org", "geo:59.3,18.0", "info@example.org")),
        (read_link_address, (*WEB, "geo:59.3,18.0", "rtmp://example.org/live", "mailto:info@example.org?subject=x"),
         (*NO_WEB, "mailto:nobody", "geo:", "C:\\Users\\x", "rtmp://", "info at example.org")),
        (read_contact, (*WEB, "info@example.org"), (*NO_WEB, "info@", "not an address", "+46 8 123 45 67")),
        (read_language, ("sv", "en-GB", "Svenska", "中文"), ("-1", "1", "?")),
    ],
    ids=["web page", "link", "contact", "language"],
)  # fmt: skip
def test_what_can_work_is_kept_as_it_was_typed_and_else_refused(
    read: Callable[[str], str], works: tuple[str, ...], cannot: tuple[str, ...]
) -> None:
    assert [read(f" {typed} ") for typed in (*works, "")] == [*works, ""]
    for typed in cannot:
        with pytest.raises(EstradError, match="is no "):
            read(typed)
