"""Markdown of the house as markup. Every piece goes through `format_html`: nothing is trusted, our own files included."""

from collections.abc import Sequence

from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode as Node

PARSER = MarkdownIt("commonmark", {"html": True}).enable("table")
"""Comments name sections; any other markup in a file is left out."""

APP = "app:"
PICTURES = "../../pictures/"
FRAMES = {
    "paragraph": "<p>{}</p>",
    "bullet_list": "<ul>{}</ul>",
    "ordered_list": "<ol>{}</ol>",
    "list_item": "<li>{}</li>",
    "strong": "<strong>{}</strong>",
    "em": "<em>{}</em>",
    "table": '<div class="table-frame" tabindex="0"><table class="data-table">{}</table></div>',
    "thead": "<thead>{}</thead>",
    "tbody": "<tbody>{}</tbody>",
    "tr": "<tr>{}</tr>",
    "th": '<th scope="col">{}</th>',
    "td": "<td>{}</td>",
}
WORDS = {
    "text": "{}",
    "code_inline": "<code>{}</code>",
    "code_block": '<pre class="formula">{}</pre>',
    "fence": '<pre class="formula">{}</pre>',
}
BREAKS = {"softbreak": " ", "hardbreak": " "}


def tree(source: str) -> Sequence[Node]:
    return Node(PARSER.parse(source)).children


def markup(nodes: Sequence[Node]) -> str:
    return format_html_join("", "{}", ((_one(node),) for node in nodes))


def words_of(node: Node) -> str:
    """The bare text of a heading."""
    return "".join(one.content for one in node.walk() if one.type in ("text", "code_inline")).strip()


def _one(node: Node) -> str:
    if node.type in WORDS:
        return format_html(WORDS[node.type], node.content.rstrip("\n"))
    if node.type in BREAKS:
        return BREAKS[node.type]
    if node.type == "link":
        href = address(str(node.attrs["href"]))
        return (
            format_html('<a href="{}">{}</a>', href, markup(node.children)) if href else markup(node.children)
        )
    if node.type == "image":
        return _picture(node)
    if node.type == "inline" or (node.type == "paragraph" and node.hidden):
        return markup(node.children)
    return format_html(FRAMES[node.type], markup(node.children)) if node.type in FRAMES else ""


def _picture(node: Node) -> str:
    source = static("guides/" + str(node.attrs["src"]).removeprefix(PICTURES))
    return format_html('<img class="guide-picture" loading="lazy" src="{}" alt="{}">', source, node.content)


def address(href: str) -> str:
    """Where a link of a file leads on the pages: `app:region_list`, `method.md#rank`, `facilitator.md`.

    Empty for what stands in the repository only.
    """
    if href.startswith(APP):
        return reverse(href.removeprefix(APP))
    name, _hash, anchor = href.partition("#")
    if not name.endswith(".md"):
        return href
    if "/" in name:
        return ""
    name = name.removesuffix(".md")
    page = reverse(f"learn_{name}") if name in ("glossary", "method") else reverse("learn_guide", args=[name])
    return f"{page}#{anchor}" if anchor else page
