"""The hold model on SimPy's event queue: plain timeouts with a callback, no processes.

SimPy cannot take an event back, so a cancelled one is skipped when it comes up.

Usage: hold.py WAITING STEPS CANCEL TIES
"""

import json
import sys
import time

import simpy

waiting, steps, cancels, ties = (int(argument) for argument in sys.argv[1:5])
grain = 1000 if ties else 1
cancellations = (steps + 2) // 3 if cancels else 0
bits = 12345


def draw():
    global bits
    bits ^= bits << 13 & 0xFFFFFFFF
    bits ^= bits >> 17
    bits ^= bits << 5 & 0xFFFFFFFF
    return bits


delays = iter([draw() % 2000000 // grain * grain for _ in range(waiting + steps + cancellations)])
victims = [draw() % waiting for _ in range(cancellations)]

environment = simpy.Environment()
due = [None] * waiting
step = 0
order = 0


def schedule(slot):
    timeout = environment.timeout(next(delays), slot)
    timeout.callbacks.append(happen)
    due[slot] = timeout


def happen(event):
    global step, order
    slot = event._value
    if due[slot] is not event:
        return
    order = order * 31 + slot + (slot & 15) & 0xFFFFFFFF
    schedule(slot)
    if cancels and step % 3 == 0:
        schedule(victims[step // 3])
    step += 1


for slot in range(waiting):
    schedule(slot)
start = time.process_time()
while step < steps:
    environment.step()
seconds = time.process_time() - start
print(json.dumps({"value": steps / seconds / 1e6, "work": steps, "count": order}))
