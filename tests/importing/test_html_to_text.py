"""Tests of HTML as plain text with its paragraphs, lists and addresses; all other text stays unchanged."""

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.importing.html_to_text import html_to_text


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("", ""),
        ("Plain.\n\nTwo paragraphs.", "Plain.\n\nTwo paragraphs."),
        ("# Mark\n\n* [a link](https://e.org)\n* **bold**", "# Mark\n\n* [a link](https://e.org)\n* **bold**"),
        ("\n      # Mark\n\n      * one\n        * two\n    ", "# Mark\n\n* one\n  * two"),
        (f"First.\n{' ' * 20}Next.\n\n{' ' * 20}* one\n{' ' * 22}* two\n{' ' * 16}", "First.\nNext.\n\n* one\n  * two"),
        ("\n\t\tOne.\n\t\tTwo.", "One.\nTwo."),
        ("One.\n\t\tTwo.\n\t\t\tThree.", "One.\nTwo.\n\tThree."),
        ("One.\n\tTwo.\n  Three.", "One.\n\tTwo.\n  Three."),
        ("Code:\n\n    x = 1\n\nEnd.", "Code:\n\n    x = 1\n\nEnd."),
        ("Code:\n\n    x = 1", "Code:\n\n    x = 1"),
        ("a < b > c, x<y", "a < b > c, x<y"),
        ("vector<int> and <notatag>", "vector<int> and <notatag>"),
        ("AT&amp;T as they wrote it", "AT&amp;T as they wrote it"),
        ("<p>One.</p><p>Two\nlines.</p>", "One.\n\nTwo lines."),
        ("<p>One.</p>\n\n<p>Two.</p>\n", "One.\n\nTwo."),
        ("<p>A &amp; B &#34;quoted&#34;</p>", 'A & B "quoted"'),
        ("<p>Line<br>break<br/>twice</p>", "Line\nbreak\ntwice"),
        ("Only\nbreaks<br/>here", "Only\nbreaks\nhere"),
        ("<em>Marked</em>\n\n- as Markdown", "Marked\n\n- as Markdown"),
        ("<p>Before</p><ul><li>one</li>\n<li>two</li></ul><p>After</p>", "Before\n\n- one\n- two\n\nAfter"),
        ("<ol><li>one</li><li>two</li></ol>", "1. one\n2. two"),
        ("<ul><li>one<ul><li>within</li></ul></li><li>two</li></ul>", "- one\n- within\n- two"),
        ('<p>See <a href="https://example.org/x">the page</a>.</p>', "See the page (https://example.org/x)."),
        ('<p><a href="https://example.org">https://example.org</a></p>', "https://example.org"),
        ('<p>Write <a href="mailto:a@example.org">a@example.org</a></p>', "Write a@example.org"),
        ('<p><a href="javascript:alert(1)">Click</a> <a href="/local">here</a></p>', "Click here"),
        ("<p>Seen</p><script>alert('no')</script><style>p {}</style><!-- no -->", "Seen"),
        ('<p>Look: <img src="file:///etc/passwd" alt="a boat" onerror="x()"></p>', "Look: a boat"),
        ("<ul><li><p>one</p></li><li><p>two</p></li></ul>", "- one\n\n- two"),
        ("<h2>Head</h2><p>Body</p>", "Head\n\nBody"),
        ("<pre>a\n  b</pre>", "a\n  b"),
        ("<dl><dt>Term</dt><dd>Meaning</dd></dl>", "Term\nMeaning"),
        ("<p>Unclosed <b>and <i>wrong</b> order", "Unclosed and wrong order"),
        ("</p></li></ul>left", "left"),
        ("<p>1 &lt; 2 and &lt;b&gt;</p>", "1 < 2 and <b>"),
        ("<p>\u200b日本 🎉</p>", "\u200b日本 🎉"),
        ('<?xml version="1.0" encoding="klingon"?><p>Said</p>', "Said"),
        ("<p>a</p>\x00\x02<p>b</p>", "a\n\nb"),
    ],
)  # fmt: skip
def test_html_as_plain_text(html, text):
    assert html_to_text(html) == text


BOMBS = [
    "<p>" + "<div>" * 50_000 + "deep",
    "<p>" + "<b>" * 100_000,
    "<ul>" * 20_000 + "<li>x",
    "<ul><li>" * 20_000 + "x",
    "<br>" * 200_000,
    "<p>" + "<b> </b>" * 100_000,
    "<p>" + "<a href='https://e.org'>x" * 20_000,
    "<a" * 100_000 + "<br>",
    "<p " * 100_000,
    "<pre>" + "  \n" * 100_000,
]


@pytest.mark.parametrize("text", BOMBS, ids=lambda text: text[:12])
@pytest.mark.long
def test_a_bomb_of_html_is_only_text_and_soon(text):
    start = process_time()

    assert len(html_to_text(text)) <= len(text)
    assert process_time() - start < 5  # takes 0.1 s here; quadratic code would take minutes


PIECES = st.sampled_from(
    ["<p>", "</p>", "<ul>", "</ul>", "<ol>", "<li>", "</li>", "<a href='https://e.org'>", "</a>", "<br>", "<pre>",
     "</pre>", "<script>", "</script>", "<table>", "<td>", "&amp;", "&#0;", "&#x110000;", "<!--", "-->", "<![CDATA[",
     "]]>", "\n", " ",
     "word", "<", ">", "\x01", "\x03", "<svg>", "<math>", "<select>", "<frameset>", "<body>", "<template>"]
)  # fmt: skip


@given(st.lists(PIECES | st.text(max_size=5)).map("".join))
def test_whatever_somebody_writes_becomes_text_without_our_own_marks(html):
    assert not set(html_to_text(html)) & set("\x00\x01\x02\x03\x04\x05")
