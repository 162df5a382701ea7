"""A function with cold starts and idle expiry in SimPy: the model of aws/scenarios.ts without AWS's rules.

The idle environment used last is taken; one that is idle for too long is reclaimed.

Usage: function.py INVOCATIONS
"""

import json
import random
import sys
import time

import simpy

invocations = int(sys.argv[1])
environment = simpy.Environment()
generator = random.Random(1234)
idle = []  # Environments, the one used last at the end.
cold = 0
finished = 0
last = 0  # When the last invocation came.


class Sandbox:
    expiry = None


def reclaim(event):
    sandbox = event._value
    if sandbox.expiry is event:
        idle.remove(sandbox)


def invocation():
    global cold, finished
    if idle:
        sandbox = idle.pop()
        sandbox.expiry = None
    else:
        cold += 1
        sandbox = Sandbox()
        yield environment.timeout(100000 + 250000)
    yield environment.timeout(generator.expovariate(1 / 100000))
    finished += 1
    idle.append(sandbox)
    sandbox.expiry = environment.timeout(generator.uniform(1000000, 2000000), sandbox)
    sandbox.expiry.callbacks.append(reclaim)


def arrivals():
    global last
    for _ in range(invocations):
        yield environment.timeout(generator.expovariate(200 / 1e6))
        last = environment.now
        environment.process(invocation())


environment.process(arrivals())
start = time.process_time()
environment.run()
seconds = time.process_time() - start
value = finished / seconds / 1e6
mean = cold / invocations
pace = last / invocations
print(json.dumps({"value": value, "work": invocations, "mean": mean, "pace": pace}))
