"""A finished call is never made again; a failed one is not remembered."""

from dataclasses import replace

import pytest
from pydantic import BaseModel

from schemas.digest import labels_v1
from service.errors import ProviderTimeout
from service.llm import Ask, Extractor, Reply, Usage
from service.llm.cache import CachedExtractor, cache_key


class Answer(BaseModel):
    text: str


class Other(BaseModel):
    text: str
    more: str


class Memory(dict):
    async def get(self, key):
        return super().get(key)

    async def put(self, key, value):
        self[key] = value


class Model:
    name, model, concurrency = "stub", "stub-1", 3

    def __init__(self, failures=0):
        self.asked = 0
        self.closed = False
        self.truncated = False
        self.failures = failures

    async def ask(self, ask: Ask) -> Reply:
        self.asked += 1
        if self.asked <= self.failures:
            raise ProviderTimeout("slow")
        reply = Reply(Answer(text="Có 26/27"), "raw", Usage(10, 5, 2, 1), "1.5", "stub-1", attempts=2)
        return replace(reply, truncated=self.truncated)

    async def aclose(self):
        self.closed = True


ASK = Ask("Read.", "Có 26/27 tổ chức.", Answer, "answer", 50)


async def test_a_cut_answer_is_still_called_cut_when_it_comes_back():
    model, memory = Model(), Memory()
    model.truncated = True
    cached = CachedExtractor(model, memory)
    first, second = await cached.ask(ASK), await cached.ask(ASK)
    assert (first.truncated, second.truncated, second.cached) == (True, True, True)


async def test_the_context_is_the_provider_s_own_where_it_is_known():
    model = Model()
    assert CachedExtractor(model, Memory()).context is None
    model.context = 8192
    assert CachedExtractor(model, Memory()).context == 8192


async def test_the_second_time_nothing_is_sent_and_the_same_comes_back():
    model, memory = Model(), Memory()
    cached = CachedExtractor(model, memory)
    first, second = await cached.ask(ASK), await cached.ask(ASK)
    assert model.asked == 1
    assert second == replace(first, cached=True)
    assert not first.cached


async def test_another_process_with_the_same_store_finds_it_too():
    memory = Memory()
    await CachedExtractor(Model(), memory).ask(ASK)
    later = Model()
    assert (await CachedExtractor(later, memory).ask(ASK)).cached
    assert later.asked == 0


async def test_a_failure_is_not_remembered():
    model, memory = Model(failures=1), Memory()
    cached = CachedExtractor(model, memory)
    with pytest.raises(ProviderTimeout):
        await cached.ask(ASK)
    assert not memory
    assert not (await cached.ask(ASK)).cached


async def test_what_no_longer_fits_the_schema_is_asked_anew():
    model, memory = Model(), Memory()
    cached = CachedExtractor(model, memory)
    await cached.ask(ASK)
    for value in memory.values():
        value["parsed"] = "{}"
    assert not (await cached.ask(ASK)).cached
    assert model.asked == 2


CHANGES = {
    "system": "Read well.",
    "user": "Có 25/27 tổ chức.",
    "schema": Other,
    "schema_name": "other",
    "max_tokens": 51,
    "temperature": 0.5,
    "seed": 8,
}


@pytest.mark.parametrize("name", CHANGES)
def test_everything_that_shapes_an_answer_is_in_the_key(name):
    assert cache_key("p", "m", ASK) != cache_key("p", "m", replace(ASK, **{name: CHANGES[name]}))


def test_model_and_provider_are_in_the_key_and_the_purpose_is_not():
    assert len({cache_key("p", "m", ASK), cache_key("q", "m", ASK), cache_key("p", "n", ASK)}) == 3
    assert cache_key("p", "m", ASK) == cache_key("p", "m", replace(ASK, purpose="again"))


def test_two_sets_of_figures_are_two_questions():
    asks = [replace(ASK, schema=labels_v1((figure,))) for figure in ("26/27", "25/27")]
    assert cache_key("p", "m", asks[0]) != cache_key("p", "m", asks[1])


async def test_it_is_an_extractor_like_the_one_inside():
    model = Model()
    cached = CachedExtractor(model, Memory())
    assert isinstance(cached, Extractor)
    assert (cached.name, cached.model, cached.concurrency) == ("stub", "stub-1", 3)
    await cached.aclose()
    assert model.closed
