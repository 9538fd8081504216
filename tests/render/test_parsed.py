"""A page in, what a browser finds in it out, in time that grows with the page."""

from functools import partial

import pytest

from generator.render.parsed import read
from generator.render.parts import BEGINS, ENDS, SEEN
from tests.conftest import grows_evenly


def test_classes_of_what_comes_and_goes_are_known() -> None:
    parsed = read(f'<p class="a b"></p>{SEEN[BEGINS]}<p class="b notice"></p>{SEEN[ENDS]}<p class="c"></p>')

    assert (parsed.classes, parsed.lasting) == ({"a", "b", "notice", "c"}, {"a", "b", "c"})


@pytest.mark.parametrize(
    "shape", ["<div></div>", '<p class="a b" id=x>', "<a href=x>b</a>", "<!--", "<h2>a</h2>", '<i title="<b>']
)
def test_time_grows_with_the_length_of_a_page(shape: str) -> None:
    assert grows_evenly(lambda size: partial(read, shape * (size // len(shape))), 12_000)
