"""Somebody who has a keyboard and no pointer: goes by Tab, hears names, and must always see where they are."""

from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Page

FURTHEST = 150  # presses of Tab; a page with more stops than this is a trap of its own

# What holds the focus: is there an outline (a scale draws it on the mark beside the radio, a linked card around itself),
# is it in sight, and is it not under something that sticks to the edge of the window?
WHERE = """() => {
  const held = document.activeElement;
  if (!held || held === document.body) return null;
  const drawn = [held, held.nextElementSibling, held.closest("label, .card-linked")].filter(Boolean).find((each) => {
    const style = getComputedStyle(each);
    return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  });
  const box = (drawn ?? held).getBoundingClientRect();
  const [x, y] = [box.left + Math.min(box.width, 20) / 2, box.top + Math.min(box.height, 20) / 2];
  const top = document.elementFromPoint(x, y);
  return {
    what: new XMLSerializer().serializeToString(held).slice(0, 160),
    outlined: Boolean(drawn),
    in_sight: box.width > 0 && x >= 0 && x <= innerWidth && y >= 0 && y <= innerHeight,
    on_top: Boolean(top) && [held, drawn].some((each) => each && (each.contains(top) || top.contains(each))),
  };
}"""


@dataclass
class Keys:
    page: Page

    def tab(self, back: bool = False) -> dict[str, Any] | None:
        """The next stop, seen to be seen; None where the browser itself has the focus."""
        self.page.wait_for_load_state()  # a page whose styles are still on their way draws no outline of ours
        self.page.keyboard.press("Shift+Tab" if back else "Tab")
        where = self.where()
        for _ in range(20):  # the page may still be rolling there
            if where is None or (where["in_sight"] and where["on_top"]):
                break
            self.page.wait_for_timeout(100)
            where = self.where()
        if where:
            assert where["outlined"], f"{self.page.url}: no outline on {where['what']}"
            assert where["in_sight"], f"{self.page.url}: focus out of sight on {where['what']}"
            assert where["on_top"], f"{self.page.url}: focus covered on {where['what']}"
        return where

    def where(self) -> dict[str, Any] | None:
        found: dict[str, Any] | None = self.page.evaluate(WHERE)
        return found

    def go_to(self, role: Any, name: str) -> None:
        """Tab until what is called so has the focus, as a screen reader names it."""
        wanted = self.page.get_by_role(role, name=name).first
        wanted.wait_for()
        for _ in range(FURTHEST):
            self.tab()
            if wanted.evaluate("element => element === document.activeElement"):
                return
        raise AssertionError(f"{self.page.url}: no Tab leads to {role} “{name}”")

    def press(self, role: Any, name: str, key: str = "Enter") -> None:
        """Go there, press, and wait for the page that comes."""
        self.go_to(role, name)
        self.page.keyboard.press(key)
        self.page.wait_for_load_state()

    def write(self, name: str, text: str) -> None:
        """Into the field called so, in place of what stands there."""
        self.go_to("textbox", name)
        self.page.keyboard.press("Control+a")
        self.page.keyboard.type(text)

    def walk_through(self) -> list[str]:
        """From the top through every stop and out again: no trap. Returns what was passed."""
        self.page.evaluate("document.activeElement?.blur(); scrollTo(0, 0)")
        passed: list[str] = []
        for _ in range(FURTHEST):
            where = self.tab()
            if where is None or (passed and where["what"] == passed[0]):
                assert len(passed) > 1
                return passed
            passed.append(where["what"])
        raise AssertionError(f"{self.page.url}: Tab never leaves the page; last: {passed[-3:]}")
