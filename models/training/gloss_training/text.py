"""What an author says, as one clean sentence with slots for names and numbers."""

from __future__ import annotations

import re

_END = re.compile(
    r"(?im)^\s*(@\w+|\\\w+|:\w+.*:|-{3,}|={3,}|~{3,}|>>>|```|<(param|returns|remarks|example|exception|typeparam|value)\b|# .*|\.\. .*"
    r"|(args?|arguments|parameters?|params|returns?|yields|raises|throws|examples?|usage|notes?|see also|references|attributes|warnings?"
    r"|inputs?|outputs?|globals|since|deprecated)\s*:?\s*$|(args?|arguments|parameters|returns?|raises|throws|example|usage|params)\s*:)"
)
"""Where the telling ends and the listing begins."""
_BAD_OPENING = re.compile(
    r"(?i)(todo|fixme|xxx|copyright|license|see\b|inherit|eslint|jshint|auto-?generated|generated|deprecated|tests?\b|nodoc|:nodoc|"
    r"internal\b|pragma|non-javadoc|overrid|implements? |constructor|default constructor|http|stub\b|region|note\b|\W)"
)
"""Texts that do not say what the code is for."""
_SMALL = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]


def clean(doc: str, language: str) -> str | None:
    """The first sentence of documentation without marks and markup; None where it says nothing fit for a reader."""
    text = doc.replace("\r", "")
    if language == "python":
        text = re.sub(r"^[rRuUbBfF]*(\"\"\"|'''|\"|')", "", text.strip())
        text = re.sub(r"(\"\"\"|'''|\"|')$", "", text)
    else:
        lines = []
        for line in text.split("\n"):
            line = re.sub(r"^\s*(/\*+!?<?|\*/|//[/!]?<?|\*(?!\*)|#+|--+)\s?", "", line)
            lines.append(re.sub(r"\s*\*+/\s*$", "", line))
        text = "\n".join(lines)
    text = re.sub(r"(?i)^\s*[\\@](brief|description|desc|summary)\s+", "", text.strip())
    summary = re.search(r"(?s)<summary>(.*?)</summary>", text)
    text = summary.group(1).strip() if summary else text
    end = _END.search(text)
    text = text[: end.start()] if end else text
    text = text.strip().split("\n\n")[0]
    text = re.sub(r"\{@(?:code|link|linkplain|literal|see|value)\s+#?([^}\s]*)[^}]*\}", r"`\1`", text)
    text = re.sub(r"<(?:see|seealso|paramref|typeparamref)\s+(?:cref|langword|name)=\"(?:\w:)?([^\"]*)\"\s*/?>", r"`\1`", text)
    text = re.sub(r":\w+(?::\w+)?:`~?([^`<]*?)(?:\s*<[^`]*>)?`", r"`\1`", text)
    text = re.sub(r"\[`?([^\]\n`]+)`?\](\([^)\n]*\)|\[[^\]\n]*\])?", r"\1", text)
    text = re.sub(r"</?\w+[^>\n]*/?>", " ", text)
    text = text.replace("``", "`").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&").replace("&nbsp;", " ")
    text = re.sub(r"\s+", " ", text).strip(" *-/#")
    sentence = re.split(r"(?<=[\w)`'\"\]])\.(?:\s+(?=[A-Z`(])|$)", text)[0].strip(" .:;,")
    words = sentence.split()
    if not 3 <= len(words) <= 32 or _BAD_OPENING.match(sentence):
        return None
    if sum(c.isalpha() or c in " `_" for c in sentence) / len(sentence) < 0.85 or any(ord(c) > 127 for c in sentence):
        return None
    if re.search(r"[;{}=<>|\\]|https?:|\b(I|we|our|my|you must|TODO|FIXME|XXX)\b", sentence):
        return None
    return sentence


def slotted(text: str, identifiers: list[str], numbers: list[str]) -> str | None:
    """The text with `code` and numbers as slots; None where it names something that the source does not have."""
    slots = {name: f"<x{at}>" for at, name in reversed(list(enumerate(identifiers)))}
    counts = {number: f"<n{at}>" for at, number in reversed(list(enumerate(numbers)))}

    def code(match: re.Match[str]) -> str:
        inside = match.group(1).strip().removesuffix("()").strip("'\"")
        for name in (inside, re.split(r"\.|::|->|#", inside)[-1].removesuffix("()")):
            if name in slots:
                return slots[name]
            if name in counts:
                return counts[name]
        if re.fullmatch(r"[A-Za-z]+", inside) and (inside.islower() or inside in ("True", "False", "None", "NULL", "NaN", "Promise")):
            return inside.lower()
        return "\0"

    text = re.sub(r"`([^`]*)`", code, text)
    out = []
    for word in re.split(r"(<[xn]\d+>|\w+(?:\(\))?)", text):
        bare = word.removesuffix("()")
        if re.fullmatch(r"<[xn]\d+>", word):
            out.append(word)
        elif bare in slots and (word != bare or "_" in bare or re.search(r"[a-z][A-Z]", bare)):
            out.append(slots[bare])
        elif "_" in bare or re.search(r"[a-z][A-Z]", bare) or word != bare:
            return None
        elif re.search(r"\d", bare):
            if bare in counts:
                out.append(counts[bare])
            elif bare.isdigit() and int(bare) < len(_SMALL):
                out.append(_SMALL[int(bare)])
            else:
                return None
        else:
            out.append(word)
    text = "".join(out)
    if "\0" in text or "`" in text:
        return None
    text = re.sub(r"\s+", " ", text).strip(" .")
    first = re.match(r"[A-Z][a-z]+\b", text)
    return text[0].lower() + text[1:] if first else text
