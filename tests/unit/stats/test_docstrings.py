"""The examples in the statistics' docstrings are true, and every function has one."""

import doctest
import importlib
import inspect
import pkgutil

import pytest

import pcdash.stats

MODULES = [
    importlib.import_module(f"pcdash.stats.{found.name}")
    for found in pkgutil.iter_modules(pcdash.stats.__path__)
]
FUNCTIONS = [
    function
    for module in MODULES
    if not module.__name__.rpartition(".")[2].startswith("_")
    for name, function in inspect.getmembers(module, inspect.isfunction)
    if function.__module__ == module.__name__ and not name.startswith("_")
]


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__)
def test_examples_give_what_they_say(module):
    result = doctest.testmod(module, optionflags=doctest.NORMALIZE_WHITESPACE)

    assert result.failed == 0


@pytest.mark.parametrize("function", FUNCTIONS, ids=lambda function: function.__qualname__)
def test_every_statistic_says_what_it_takes_gives_refuses_and_comes_from(function):
    said = inspect.getdoc(function)
    order = [
        said.find(f"\n{part}:\n") for part in ("Args", "Returns", "Raises", "Source", "Example")
    ]

    assert -1 not in order
    assert order == sorted(order)
