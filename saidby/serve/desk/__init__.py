"""The desk: a server of pages and of an API, for one person on one machine, or for several who have tokens."""
