"""Tests of web and e-mail addresses as files can hold them."""

import pytest

from planner.programme.calendar import mail_address, web_address


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("https://example.org/a?b=c#d", "https://example.org/a?b=c#d"),
        ("  http://example.org:8080/ ", "http://example.org:8080/"),
        ("www.example.org", "https://www.example.org"),
        ("example.org/programme", "https://example.org/programme"),
        ("https://åäö.example/sökväg?q=å ä#ö", "https://xn--4cab6c.example/s%C3%B6kv%C3%A4g?q=%C3%A5%20%C3%A4#%C3%B6"),
        ("https://example.org/50%", "https://example.org/50%25"),
        ("https://example.org/%C3%A5", "https://example.org/%C3%A5"),
        ("https://example.org/a\"b<c>|d\\e", "https://example.org/a%22b%3Cc%3E%7Cd%5Ce"),
        ("", ""),
        ("ask us", ""),
        ("https://", ""),
        ("https://exa mple.org", ""),
        ("https://me:secret@example.org", ""),
        ("https://example.org:port", ""),
        ("https://[::1", ""),
        ("https://" + "a" * 70 + ".example", ""),
        ("mailto:me@example.org", ""),
        ("javascript:alert(1)", ""),
        ("file:///etc/passwd", ""),
    ],
)  # fmt: skip
def test_a_web_address(typed, written):
    assert web_address(typed) == written


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("info@example.org", "info@example.org"),
        ("info", ""),
        ("info@example", ""),
        ("a b@example.org", ""),
        ("a@b.se\nx", ""),
    ],
)
def test_an_e_mail_address(typed, written):
    assert mail_address(typed) == written
