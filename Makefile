# Short names for ./dev, which holds the recipes and also works where there is no make.
.DEFAULT_GOAL := check
.PHONY: check lint types layers docs score nightly bench compare train tests lexicons readme format lock

check:
	./dev test

lint types layers docs score nightly bench compare train tests readme format lock:
	./dev $@

lexicons:
	./dev tests tests/test_lexicons.py
