"""The table of a drill: what was asked, what came back, what is stored, what it cost."""

from bench.drill.figures import exactly, judged, percentile, row, spread
from bench.drill.scene import Played, Scene


def ms(values: list[float], share: float) -> float:
    return percentile(values, share) * 1000


def show_load(scene: Scene, played: Played) -> None:
    load = played.load
    asked = f"{scene.phones} phones, {load['most_streams']} streams, {load['taps']} marks in {load['elapsed']:.0f} s"
    row("asked", asked)
    row("requests", f"{load['requests']} sent, answered {load['statuses']}, {load['lost']} without an answer")
    row("gave way to a newer mark before they left", f"{load['replaced']}")
    row("request to its answer", spread(load["answers"]))
    row("tap to its acknowledgement", spread(load["waits"]))
    row("polls of the phones", f"{spread(load['polls'])}, {load['failed_polls']} failed")
    if load["lags"]:
        row("last acknowledgement to the wall", spread(load["lags"]))
        row("the wall's own fetches", spread(load["fetches"]))


def show_cost(played: Played) -> None:
    elapsed = played.load["elapsed"]
    seconds = sorted(played.processor.items(), key=lambda pair: -pair[1])
    used = ", ".join(f"{name} {taken:.1f}" for name, taken in seconds)
    row("processor seconds", used)
    asked = played.load["acknowledged"] + len(played.load["polls"]) + len(played.load.get("fetches", ()))
    if asked:
        row(
            "of web for each of its answers",
            f"{played.processor['web'] * 1000 / asked:.1f} ms, streams included",
        )
    row("of the generator", f"{played.load['processor']:.1f} in {elapsed:.0f} s")


def errors_of(played: Played) -> int:
    """Answers that are neither success nor "not now" of a fault that the drill made."""
    return sum(number for status, number in played.load["statuses"].items() if int(status) >= 400)


def show_ledger(played: Played, *, is_twin: bool = False) -> bool:
    load, check = played.load, played.check
    counted = (
        f"{load['acknowledged']} acknowledged, {check['worked']} worked, {check['places']} places stored"
    )
    row("ledger", f"{counted}, {load['left']} still on phones")
    found = check["lost"] + check["missing_keys"] + check["wrong"] + check["doubled"]
    named = f"lost {check['lost']}, keys without effect {check['missing_keys']}, wrong {check['wrong']}, doubled {check['doubled']}"
    if is_twin:
        return judged("the twin is caught", found > 0, named, "> 0")
    is_whole = judged("acknowledged and not as stored", found == 0, named, "0")
    is_sent = exactly("marks left on phones", load["left"], 0)
    waited = check["ranking_seconds"]
    shown = "none" if waited is None else f"after {waited:.1f} s"
    is_ranked = judged(
        "ranking equals one computed from scratch", check["ranking_equals_rebuild"], shown, "<= 15 s"
    )
    is_shown = exactly("the wall stands at version", load["wall_version"], check["version"])
    return is_whole and is_sent and is_ranked and is_shown
