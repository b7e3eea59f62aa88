"""Streams: signed, bounded, told to fetch anew when they fall behind, back after Redis was away."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
import redis
from django.core.signing import BadSignature
from django.test import override_settings

from foundation.live import asgi, channels_of, relay, token_for
from foundation.live.hub import DEAF, OF_ONE_PERSON, QUEUE, RESYNC, Hub, Listener, hub
from foundation.live.publish import REDIS_CHANNEL
from foundation.live.relay import relay_from_redis


def test_a_token_carries_its_channels() -> None:
    assert channels_of(token_for(["b", "a"])) == ["a", "b"]


@pytest.mark.parametrize(
    "token", ["", "forged", pytest.param(token_for(["a"])[:-1] + "!", id="last character changed")]
)
def test_a_forged_token_is_refused(token: str) -> None:
    with pytest.raises(BadSignature):
        channels_of(token)


async def test_events_reach_the_listeners_of_their_channel_only() -> None:
    hub_here, mine, other = Hub(), Listener(["a"]), Listener(["b"])
    hub_here.bind(asyncio.get_running_loop())
    for listener in (mine, other):
        hub_here.join(listener)
    hub_here.deliver("a", {"name": "turnout"})
    await asyncio.sleep(0)
    assert mine.queue.get_nowait() == {"name": "turnout", "number": 1}
    assert other.queue.empty()


async def test_numbers_of_events_only_grow_and_a_page_that_missed_nothing_can_tell() -> None:
    hub_here, mine, beside = Hub(), Listener(["a"]), Listener(["b"])
    hub_here.bind(asyncio.get_running_loop())
    hub_here.join(mine)
    for channel in ("a", "b", "a"):
        hub_here.deliver(channel, {"name": "turnout"})
    await asyncio.sleep(0)
    numbers = [mine.queue.get_nowait()["number"] for _ in range(2)]
    assert numbers == sorted(set(numbers))
    assert hub_here.greeting(mine) == {"epoch": hub_here.epoch, "number": numbers[-1]}
    assert hub_here.greeting(beside)["number"] < numbers[-1]


async def test_after_a_silence_the_epoch_is_another_and_everybody_fetches_anew() -> None:
    hub_here, listener = Hub(), Listener(["a"])
    hub_here.join(listener)
    before = hub_here.epoch
    for _ in range(2):
        hub_here.go_deaf()
    assert hub_here.greeting(listener)["deaf"] is True
    hub_here.hear_again()
    assert [listener.queue.get_nowait() for _ in range(2)] == [DEAF, RESYNC]
    assert listener.queue.empty()
    assert hub_here.epoch != before


async def test_one_person_and_one_hall_have_only_so_many_streams(monkeypatch: pytest.MonkeyPatch) -> None:
    hub_here = Hub()
    for _ in range(OF_ONE_PERSON):
        assert hub_here.has_room_for(Listener(["a"], "7"))
        hub_here.join(Listener(["a"], "7"))
    assert not hub_here.has_room_for(Listener(["a"], "7"))
    assert hub_here.has_room_for(Listener(["a"], "8"))
    assert hub_here.has_room_for(Listener(["a"]))
    monkeypatch.setattr("foundation.live.hub.OF_ONE_CHANNEL", OF_ONE_PERSON)
    assert not hub_here.has_room_for(Listener(["a"], "8"))
    assert hub_here.has_room_for(Listener(["b"], "8"))


async def test_a_person_with_too_many_tabs_is_told_when_to_come_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("foundation.live.hub.OF_ONE_PERSON", 0)
    wire = Wire()
    await asgi.stream(ask(token_for(["a"], who=7)), wire.receive, wire.send)
    assert wire.sent[0]["status"] == 503
    assert dict(wire.sent[0]["headers"])[b"retry-after"].isdigit()


async def test_a_reader_that_falls_behind_is_told_once_to_fetch_anew() -> None:
    slow = Listener(["a"])
    for number in range(QUEUE + 1):
        slow.offer({"name": str(number)})
    assert slow.queue.get_nowait() == RESYNC
    assert slow.queue.empty()


async def test_who_leaves_is_forgotten() -> None:
    hub_here, listener = Hub(), Listener(["a", "b"])
    hub_here.join(listener)
    hub_here.leave(listener)
    assert (hub_here.count, dict(hub_here._listeners)) == (0, {})


class Wire:
    """Both ends of one HTTP exchange."""

    def __init__(self) -> None:
        self.sent: list[dict[str, Any]] = []
        self.gone = asyncio.Event()

    async def receive(self) -> dict[str, Any]:
        await self.gone.wait()
        return {"type": "http.disconnect"}

    async def send(self, message: dict[str, Any]) -> None:
        self.sent.append(message)

    @property
    def text(self) -> str:
        return b"".join(m.get("body", b"") for m in self.sent).decode()


def ask(token: str) -> dict[str, Any]:
    return {"type": "http", "path": "/live/", "query_string": f"token={token}".encode()}


async def until(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(5):
        while not condition():
            await asyncio.sleep(0.01)


async def test_a_stream_from_hello_to_goodbye() -> None:
    wire = Wire()
    hub.bind(asyncio.get_running_loop())
    running = asyncio.create_task(asgi.stream(ask(token_for(["round:1"])), wire.receive, wire.send))
    await until(lambda: "hello" in wire.text)
    hub.deliver("round:1", {"name": "turnout"})
    await until(lambda: 'event: changed\ndata: {"name": "turnout", "number"' in wire.text)
    wire.gone.set()
    await running
    assert hub.count == 0


async def test_a_stream_without_a_token_is_refused() -> None:
    wire = Wire()
    await asgi.stream(ask("nonsense"), wire.receive, wire.send)
    assert wire.sent[0]["status"] == 403


async def test_a_full_house_says_when_to_come_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asgi, "MAX_STREAMS", 0)
    wire = Wire()
    await asgi.stream(ask(token_for(["a"])), wire.receive, wire.send)
    assert wire.sent[0]["status"] == 503
    assert dict(wire.sent[0]["headers"])[b"retry-after"].isdigit()


async def listening(address: str, test: Callable[[Listener], Awaitable[None]]) -> None:
    listener = Listener(["round:1"])
    hub.bind(asyncio.get_running_loop())
    hub.join(listener)
    with override_settings(REDIS_URL=address):
        relay = asyncio.create_task(relay_from_redis())
        try:
            await test(listener)
        finally:
            relay.cancel()
            hub.leave(listener)


@pytest.mark.redis
async def test_news_from_other_processes_come_through_redis(redis_address: str) -> None:
    async def through(listener: Listener) -> None:
        assert await asyncio.wait_for(listener.queue.get(), 5) == RESYNC
        message = json.dumps({"channel": "round:1", "event": {"name": "turnout"}})
        with redis.Redis.from_url(redis_address) as client:
            client.publish(REDIS_CHANNEL, message)
        heard = await asyncio.wait_for(listener.queue.get(), 5)
        assert heard["name"] == "turnout"

    await listening(redis_address, through)


@pytest.mark.redis
async def test_the_relay_comes_back_when_redis_does(redis_address: str) -> None:
    async def through(listener: Listener) -> None:
        assert await asyncio.wait_for(listener.queue.get(), 5) == RESYNC
        with redis.Redis.from_url(redis_address) as client:
            client.client_kill_filter(_type="pubsub")
        assert await asyncio.wait_for(listener.queue.get(), 8) == DEAF
        assert await asyncio.wait_for(listener.queue.get(), 8) == RESYNC

    await listening(redis_address, through)


@pytest.mark.redis
async def test_a_redis_that_stands_still_is_noticed(
    redis_address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its connections stay open and nothing comes: pages must poll within ten seconds."""
    monkeypatch.setattr(relay, "QUIET", 0.2)
    monkeypatch.setattr(relay, "PATIENCE", 0.5)

    async def through(listener: Listener) -> None:
        assert await asyncio.wait_for(listener.queue.get(), 5) == RESYNC
        await asyncio.sleep(1.5)  # quiet, and asked now and then: that is no silence
        assert listener.queue.empty()
        with redis.Redis.from_url(redis_address) as client:
            client.execute_command("CLIENT", "PAUSE", "2500", "ALL")
        assert await asyncio.wait_for(listener.queue.get(), 5) == DEAF
        assert await asyncio.wait_for(listener.queue.get(), 8) == RESYNC

    await listening(redis_address, through)


def test_the_defaults_leave_ten_seconds_for_polling() -> None:
    assert relay.QUIET + relay.PATIENCE < 10
