"""Codes in addresses cannot be guessed and can be read out on the telephone."""

import re

import pytest

from kexie.core import codes


def test_a_code_fits_every_address() -> None:
    for _ in range(200):
        assert re.fullmatch(r"[a-z0-9]{10}", codes.fresh())


def test_no_sign_can_be_mistaken_for_another() -> None:
    assert len(set(codes.ALPHABET)) == len(codes.ALPHABET) == 31
    assert not set("01ilo") & set(codes.ALPHABET)


@pytest.mark.spec("SEC-02")
def test_codes_are_random_at_every_place() -> None:
    made = [codes.fresh() for _ in range(2000)]
    assert len(set(made)) == 2000
    for place in range(codes.LENGTH):
        assert {code[place] for code in made} == set(codes.ALPHABET)
