"""Which markup is harmless, and what a person reads of it."""

import html
import re

import nh3

# What a description may be made of. No images: they would be fetched from elsewhere by every shopper.
_TAGS = {
    *("p", "br", "hr", "span", "a", "blockquote", "h2", "h3", "h4", "h5", "h6"),
    *("strong", "b", "em", "i", "u", "s", "sub", "sup", "small"),
    *("ul", "ol", "li", "dl", "dt", "dd"),
    *("table", "thead", "tbody", "tfoot", "tr", "th", "td", "caption"),
}
_BLOCK_END = re.compile(r"</(?:p|li|h[1-6]|tr|div|blockquote|dd|dt)>|<br ?/?>", re.IGNORECASE)
_MARKUP = re.compile(r"<[a-zA-Z/!]")


def safe_html(text: str) -> str:
    """Markup with whatever could do harm taken out; plain text becomes paragraphs. Done again it changes nothing."""
    text = text.replace("\x00", "").strip()
    if not _MARKUP.search(text):
        blocks = [block.strip() for block in re.split(r"\n\s*\n", text) if block.strip()]
        text = "".join(f"<p>{html.escape(html.unescape(block), quote=False)}</p>" for block in blocks)
        text = text.replace("\n", "<br>")
    return nh3.clean(text, tags=_TAGS, attributes={"a": {"href", "title"}}, url_schemes={"http", "https", "mailto"})


def plain_text(markup: str) -> str:
    """What a person reads of it, a line a block."""
    broken = _BLOCK_END.sub(lambda end: end.group() + "\n", markup)
    lines = html.unescape(nh3.clean(broken, tags=set())).splitlines()
    return "\n".join(line for line in (re.sub(r"\s+", " ", line).strip() for line in lines) if line)
