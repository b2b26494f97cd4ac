"""Run a command and print, as JSON, its seconds by the clock and of the processor, and the most memory it held.

A program of its own, and a small one: what starts a command lends it its own peak of memory.
"""

import json
import os
import subprocess
import sys
import time

begin = time.perf_counter()
with subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL) as child:
    _, status, spent = os.wait4(child.pid, 0)
    seconds = time.perf_counter() - begin
    child.returncode = os.waitstatus_to_exitcode(status)
worked = spent.ru_utime + spent.ru_stime
print(json.dumps({"seconds": seconds, "worked": worked, "megabytes": spent.ru_maxrss * 1024 / 1e6}))
sys.exit(child.returncode)
