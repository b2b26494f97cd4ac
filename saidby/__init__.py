"""Who said what, with which number, how sure they were, when, and who copied whom."""
