"""Speed and memory, as ratios measured in one run: never asserted as times in the tests."""
