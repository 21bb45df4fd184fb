"""Copies of ours that came back: what was edited and asked, and the draft that it makes."""
