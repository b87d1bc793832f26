"""Tests of guarding text against being calculated by a spreadsheet, and of removing the guard again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.formula_guard import guard_formula, unguard_formula

FORMULAS = ["=1+1", "+46 8 123", "-", "@home", "\tx", "\rx", "\nx"]
ANY = st.text(st.sampled_from("'=+-@\t\r\na ")) | st.text()


@pytest.mark.parametrize("text", FORMULAS)
def test_what_a_spreadsheet_would_calculate_gets_an_apostrophe(text):
    assert (guard_formula(text), guard_formula(f"'{text}")) == (f"'{text}", f"''{text}")


@pytest.mark.parametrize("text", ["", "Ada", "'n Sync", "''", "a=1", " =1"])
def test_any_other_text_stays(text):
    assert guard_formula(text) == unguard_formula(text) == text


@given(ANY)
def test_a_guarded_text_comes_back(text):
    assert unguard_formula(guard_formula(text)) == text
    assert guard_formula(text)[:1] not in ("=", "+", "-", "@", "\t", "\r", "\n")
