"""A few tries at once, then one after another."""

from hypothesis import given
from hypothesis import strategies as st

from service.web.login import Tries, place_of
from service.web.throttle import Pace, Throttle


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def throttle(burst=3, pause=10, most=100):
    clock = Clock()
    return Throttle(Pace(burst, pause), most=most, clock=clock), clock


def test_the_first_tries_pass_and_the_next_waits_its_turn():
    tries, clock = throttle()
    assert [tries.wait("lan") for _ in range(5)] == [0, 0, 0, 10, 10]
    clock.now += 4
    assert tries.wait("lan") == 6
    clock.now += 6
    assert [tries.wait("lan"), tries.wait("lan")] == [0, 10]


def test_one_name_does_not_slow_another_down():
    tries, _ = throttle()
    assert [tries.wait("lan") for _ in range(4)][-1] > 0
    assert tries.wait("mai") == 0


def test_after_a_rest_all_tries_are_there_again_and_no_more():
    tries, clock = throttle()
    for _ in range(4):
        tries.wait("lan")
    clock.now += 1_000_000
    assert [tries.wait("lan") for _ in range(4)] == [0, 0, 0, 10]


def test_a_try_that_was_right_is_given_back():
    tries, _ = throttle()
    for _ in range(10):
        assert tries.wait("lan") == 0
        tries.give_back("lan")
    tries.give_back("nobody")


def test_names_are_forgotten_beyond_the_limit_the_quietest_first():
    tries, _ = throttle(burst=1, most=2)
    for name in ("a", "b", "c"):
        assert tries.wait(name) == 0
    assert len(tries) == 2
    assert tries.wait("c") > 0
    assert tries.wait("a") == 0


@given(st.lists(st.integers(min_value=0, max_value=30), max_size=60))
def test_no_more_pass_than_the_pace_allows_however_they_come(pauses):
    tries, clock = throttle(burst=3, pause=10)
    began, passed = clock.now, 0
    for pause in pauses:
        clock.now += pause
        passed += tries.wait("lan") == 0
        assert passed <= 3 + (clock.now - began) / 10


def test_one_place_cannot_keep_a_person_out_of_every_other():
    tries = Tries()
    assert sum(tries.wait("lan", "192.0.2.1") == 0 for _ in range(1000)) == 5
    assert tries.wait("lan", "192.0.2.2") == 0


def test_one_place_cannot_go_through_many_names():
    tries = Tries()
    assert sum(tries.wait(f"name-{n}", "192.0.2.1") == 0 for n in range(1000)) == 30


def test_many_places_cannot_go_through_many_passwords_of_one_name():
    tries = Tries()
    assert sum(tries.wait("lan", f"192.0.{n // 200}.{n % 200}") == 0 for n in range(1000)) == 50


class Seen:
    def __init__(self, host: str | None) -> None:
        self.client = None if host is None else type("Address", (), {"host": host})


def test_a_home_with_many_long_addresses_is_one_place():
    assert place_of(Seen("2001:db8::1")) == place_of(Seen("2001:db8::ffff")) == "2001:db8::/64"
    assert place_of(Seen("2001:db8:0:1::1")) != place_of(Seen("2001:db8::1"))
    assert place_of(Seen("192.0.2.1")) != place_of(Seen("192.0.2.2"))
    assert place_of(Seen("::ffff:192.0.2.1")) != place_of(Seen("::ffff:192.0.2.2"))
    assert place_of(Seen(None)) == place_of(Seen("testclient")) == "here"
