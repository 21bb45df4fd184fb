"""Rules on what was typed as something else: signs, lists and tables, names, numbers, words.

Each finding has what to paste instead.
"""

from __future__ import annotations
