"""The JSON values of a manifest, and what is wrong with them and where: places are paths, such as 'dataset.tasks'."""
import difflib
import json
import re
from decimal import Decimal, InvalidOperation

from pipeline.messages import Stop


class Number:
    """A JSON number together with its digits as written, which is how the tools get it."""

    def __init__(self, text):
        self.text = text
        try:
            self.value = Decimal(text)
        except InvalidOperation:
            self.value = None  # out of all range


class Members(list):
    """The members of an object as (name, value), before it is known that no name is there twice."""


JSON_TYPES = {
    str: "a string",
    dict: "an object",
    list: "an array",
    bool: "true or false",
    Number: "a number",
    type(None): "null",
    (bool, dict): "true, false or an object",
}


def member(place, name):
    """The place of a member of the object at place ("" is the top)."""
    if not re.fullmatch(r"[^\W\d][\w-]*", name):
        return f"{place}[{json.dumps(name)}]"
    return f"{place}.{name}" if place else name


def parse_json(data):
    """The value of bytes of JSON, with a Number for each number."""

    def refuse(constant):
        raise Stop(f"not JSON: {constant}")

    try:
        value = json.loads(data.decode("utf-8-sig"), parse_int=Number, parse_float=Number, parse_constant=refuse, object_pairs_hook=Members)
        return settled(value, "")
    except json.JSONDecodeError as error:
        raise Stop(f"line {error.lineno}, column {error.colno}: not JSON: {error.msg}")
    except UnicodeDecodeError as error:
        raise Stop(f"not UTF-8 at byte {error.start}")
    except RecursionError:
        raise Stop("nested too deep")


def settled(value, place):
    if isinstance(value, Members):
        members = {}
        for name, inner in value:
            if name in members:
                raise Stop(f"{member(place, name)}: '{name}' is there twice in one object")
            members[name] = settled(inner, member(place, name))
        return members
    if isinstance(value, list):
        return [settled(inner, f"{place}[{number}]") for number, inner in enumerate(value)]
    if isinstance(value, Number) and value.value is None:
        raise Stop(f"{place or 'manifest'}: a number out of all range")
    return value


def close_to(word, known):
    close = difflib.get_close_matches(word, known, 1)
    return f", did you mean '{close[0]}'?" if close else ""


def did_you_mean(word, known):
    return close_to(word, known) or f" (known: {', '.join(known)})"


def check_object(value, place, keys=None):
    """Fails unless value is an object and, given keys, its members are among them and of their types."""
    if not isinstance(value, dict):
        raise Stop(f"{place}: must be an object, not {JSON_TYPES[type(value)]}")
    for key, inner in value.items() if keys else ():
        if key not in keys:
            raise Stop(f"{member(place, key)}: unknown key{did_you_mean(key, keys)}")
        if not isinstance(inner, keys[key]):
            raise Stop(f"{member(place, key)}: must be {JSON_TYPES[keys[key]]}, not {JSON_TYPES[type(inner)]}")


def check_choice(value, place, known):
    if value is not None and value not in known:
        raise Stop(f"{place}: unknown value '{json.dumps(value, ensure_ascii=False)[1:-1]}'{did_you_mean(value, known)}")


def is_rate(number):
    """Whether a number is a decimal that the tools take."""
    digits, _, exponent = number.text.lower().partition("e")
    if len(digits.replace(".", "").lstrip("0")) > 18 or abs(int(exponent or 0)) > 18:
        return False
    return number.value <= 10**18 and number.value.normalize().as_tuple().exponent >= -18
