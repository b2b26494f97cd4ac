"""Watches feeds: what is new in them goes into the ledger, and each revised figure is told of once."""
