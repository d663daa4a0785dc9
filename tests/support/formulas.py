"""Reads a formula as it is shown under a figure, and calculates it."""

import ast
import operator
from collections.abc import Callable
from fractions import Fraction

_SIGNS = {"×": "*", "÷": "/", "＋": "+", "(": "(", ")": ")"}
_DOES: dict[type, Callable[[Fraction, Fraction], Fraction]] = {
    ast.Add: operator.add, ast.Mult: operator.mul, ast.Div: operator.truediv,
}  # fmt: skip


def calculated(formula: str) -> Fraction:
    """The exact value of a formula text: numbers, × ÷ ＋ and brackets; units are passed over."""
    words = formula.replace("（", " ( ").replace("）", " ) ").split()
    shown = [_SIGNS.get(word) or f"'{word.replace(',', '')}'" for word in words if word in _SIGNS or _is_number(word)]
    return _value(ast.parse(" ".join(shown), mode="eval").body)


def _is_number(word: str) -> bool:
    return word.replace(",", "").replace(".", "").isdigit()


def _value(node: ast.expr) -> Fraction:
    if isinstance(node, ast.BinOp):
        return _DOES[type(node.op)](_value(node.left), _value(node.right))
    assert isinstance(node, ast.Constant)
    return Fraction(str(node.value))
