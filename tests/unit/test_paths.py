"""Settings of the environment are read as they are documented."""

import pytest

from pcdash.errors import UserFacingError
from pcdash.paths import ROOT, basemap, needs_approval, store_folder


def test_there_is_no_basemap_unless_one_is_set():
    assert basemap({}) is None
    assert basemap({"PCDASH_BASEMAP": " "}) is None
    style = "https://maps.example.org/style.json"
    assert basemap({"PCDASH_BASEMAP": style}) == style


@pytest.mark.parametrize("said", ["yes", "maps.example.org", "https://", "file:///style.json"])
def test_what_is_no_address_is_refused_in_words(said):
    with pytest.raises(UserFacingError, match=r"which is no address. Expected that of a MapLibre"):
        basemap({"PCDASH_BASEMAP": said})


def test_the_store_and_approval_have_defaults():
    assert store_folder({}) == ROOT / "store"
    assert not needs_approval({})


def test_every_setting_is_in_the_readme():
    said = (ROOT / "README.md").read_text()
    settings = ("PCDASH_STORE", "PCDASH_APPROVAL", "PCDASH_PREPARE", "PCDASH_BASEMAP")

    assert [one for one in settings if one not in said] == []
