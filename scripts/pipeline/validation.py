"""The checks that a manifest asks for: its object 'validation'."""
from decimal import Decimal

from pipeline.messages import Stop
from pipeline.values import Number, check_object, is_rate

VALIDATION_KEYS = {
    "validate_json": bool,
    "validate_schema": bool,
    "deduplicate": bool,
    "decontaminate": (bool, dict),
    "min_length": Number,
    "max_length": Number,
}
DECONTAMINATE_KEYS = {"near": Number, "overlap": Number, "key": str}
MULTI_TASK_DEFAULTS = {
    "validate_json": True,
    "validate_schema": False,
    "deduplicate": True,
    "decontaminate": False,
    "min_length": Number("10"),
    "max_length": Number("2048"),
}
# A single file may hold records of any format, so it gets only the checks that its manifest names.
SINGLE_FILE_DEFAULTS = {"validate_json": False, "validate_schema": False, "deduplicate": False, "decontaminate": False}


def read_validation(value, place, defaults):
    check_object(value, place, VALIDATION_KEYS)
    for key in ("min_length", "max_length"):
        if key in value and not value[key].text.isdigit():
            raise Stop(f"{place}.{key}: must be a whole number of characters, not {value[key].text}")
        if key in value and value[key].value >= 2**64:
            raise Stop(f"{place}.{key}: too large ({value[key].text})")
    check_decontaminate(value.get("decontaminate", False), f"{place}.decontaminate")
    validation = {**defaults, **value}
    low, high = validation.get("min_length"), validation.get("max_length")
    if low and high and low.value > high.value:
        raise Stop(f"{place}: min_length ({low.text}) is above max_length ({high.text})")
    return validation


def check_compared(tasks, validation, place):
    if validation["decontaminate"] is not False and not any(split != "train" for task in tasks for split in task.files):
        raise Stop(f"{place}.validation.decontaminate: there is no valid or test file that train could be compared with")


def check_decontaminate(value, place):
    if isinstance(value, bool):
        return
    check_object(value, place, DECONTAMINATE_KEYS)
    near, overlap = value.get("near"), value.get("overlap")
    if near and overlap:
        raise Stop(f"{place}: 'near' and 'overlap' are two ways to compare: give one of them")
    if near and not (is_rate(near) and Decimal("0.3") <= near.value <= 1):
        raise Stop(f"{place}.near: must be a similarity from 0.3 to 1, not {near.text}")
    if overlap and not (overlap.text.isdigit() and 0 < overlap.value < 10**6):
        raise Stop(f"{place}.overlap: must be a whole number of words, not {overlap.text}")
