"""A tour of the syntax, for a test of the lowering.
It is read, never run.
"""
import os.path, sys as system
from . import x
from .a.b import c as d, e
from m import (
    f,
    g as h,
)
from k import *
from __future__ import annotations
@deco(1)
async def gen(a, /, b: int = 2, *args: str, c, d=None, **kw) -> list[Optional[int]]:
    """Doc."""
    # comment
    yield a
    def inner():
        return (yield)
    async with open(a) as f, g:
        async for x, y in z:
            pass
        else:
            return
    x = [i async for i in y if i if not j for k in i]
    print(f"{a!r:>{w}} and {b:.2f} {c=} t" "more")
    s[1:2, ::3]; s[1,]
    a < b <= c is not d
    if (n := 3) > 2: pass
    elif a: b
    elif c: d
    else: e
class A(Base, metaclass=M):
    """Class doc."""
    x: ClassVar[int] = 1
    y: "A"
    z = 3
    def __init__(self, q): self.q = q
    @property
    def p(self): return super().p
    @p.setter
    def p(self, v): ...
    @staticmethod
    def s(a): lambda: (yield)
    @classmethod
    def c(cls, *, k): pass
match cmd.split():
    case [a, *rest] if rest: pass
    case {"k": -1, **more}: pass
    case Point(x=0, y=_) | Color.RED as p: pass
    case 1 | -2 | "s" | None: pass
    case (a): pass
    case a, b: pass
    case -1+2j: pass
    case _: pass
try:
    pass
except* (A, B) as e:
    raise X from e
except C: pass
except: raise
else: pass
finally: del a, b
type V[T: int, *Ts] = dict[str, T] | None
x: Final = 3
def f[T](a: T, b: Callable[[int, str], bool], c: t.Dict[str, t.List[int]] | None) -> "list[int]": ...
assert a, "m"
global q
a = b = 3; a += 2
x if y else z
{**a, 'b': 1, c: 2}
f(*a, **b, k=1)
f(i for i in x)
