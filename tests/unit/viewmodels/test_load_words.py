"""What the Load page and the banner say of stores."""

from pathlib import Path

from pcdash.viewmodels.load_words import illustrative_text


def test_how_to_see_real_data_depends_on_which_store_is_illustrative():
    beside = illustrative_text(Path("store"), Path("illustrative"))
    itself = illustrative_text(Path("demo"), Path("demo"))

    assert beside.endswith("Load files into 'store' to see real data.")
    assert "PCDASH_STORE" in itself
    assert "Load files into" not in itself
