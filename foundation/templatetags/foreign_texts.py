"""Where a page cannot hold markup, a text in another language is printed as bare words (foundation/foreign_text.py)."""

from django import template
from django.template.base import NodeList, Parser, Token

from foundation.foreign_text import unmarked, written_in

register = template.Library()
register.filter("written_in", written_in)


@register.filter(name="unmarked")
def bare_words(text: object) -> str:
    """For one value, in an attribute say."""
    return str(text)


class UnmarkedTexts(template.Node):
    def __init__(self, nodelist: NodeList) -> None:
        self.nodelist = nodelist

    def render(self, context: template.Context) -> str:
        with unmarked():
            return self.nodelist.render(context)


@register.tag
def unmarked_texts(parser: Parser, token: Token) -> UnmarkedTexts:
    """For a whole `<title>` or drawing, blocks of other templates included: {% unmarked_texts %} ... {% endunmarked_texts %}."""
    nodelist = parser.parse(("endunmarked_texts",))
    parser.delete_first_token()
    return UnmarkedTexts(nodelist)
