"""Fetches what addresses lead to, behind one guard: nothing inside a network is reached, nothing is fetched rudely.

Every address is taken apart once, its host looked up once, and every address of the host checked; the socket goes to
an address that was checked. Each redirect is a new address, for which all of this is done again.
"""

from saidby.fetch.exchange import Answer as Answer
from saidby.fetch.fetcher import Fetcher as Fetcher
from saidby.fetch.limits import AGENT as AGENT
from saidby.fetch.limits import Limits as Limits
