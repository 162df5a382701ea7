"""M/M/1, Erlang's loss model and PHOLD in SimPy, as its documentation writes such models.

Usage: queueing.py mm1|loss|phold WORK
"""

import json
import random
import sys
import time

import simpy


def single_server(customers, between_arrivals=1250.0, service=1000.0):
    environment = simpy.Environment()
    server = simpy.Resource(environment, capacity=1)
    draw = random.Random(1234).expovariate
    total = [0.0, 0]

    def customer():
        arrived = environment.now
        with server.request() as request:
            yield request
            yield environment.timeout(draw(1 / service))
        total[0] += environment.now - arrived
        total[1] += 1

    def source():
        for _ in range(customers):
            yield environment.timeout(draw(1 / between_arrivals))
            environment.process(customer())

    environment.process(source())
    start = time.process_time()
    environment.run()
    seconds = time.process_time() - start
    return seconds, total[1], total[0] / total[1], environment.now / total[1]


def loss_group(customers, between_arrivals=1000.0, service=100000.0, servers=100):
    environment = simpy.Environment()
    draw = random.Random(1234).expovariate
    busy = [0]
    lost = [0]
    served = [0]

    def customer():
        busy[0] += 1
        yield environment.timeout(draw(1 / service))
        busy[0] -= 1
        served[0] += 1

    def source():
        for _ in range(customers):
            yield environment.timeout(draw(1 / between_arrivals))
            if busy[0] == servers:
                lost[0] += 1
            else:
                environment.process(customer())

    environment.process(source())
    start = time.process_time()
    environment.run()
    seconds = time.process_time() - start
    count = served[0] + lost[0]
    return seconds, count, lost[0] / count, environment.now / count


def phold(hops, processes=64, jobs=16, lookahead=1000.0, mean=9000.0):
    environment = simpy.Environment()
    generator = random.Random(1234)
    visits = [0] * processes
    done = environment.event()
    count = [0]

    def job(process):
        while True:
            yield environment.timeout(lookahead + generator.expovariate(1 / mean))
            count[0] += 1
            visits[process] += 1
            process = int(generator.random() * processes)
            if count[0] == hops:
                done.succeed()

    for process in range(processes):
        for _ in range(jobs):
            environment.process(job(process))
    start = time.process_time()
    environment.run(done)
    seconds = time.process_time() - start
    in_motion = jobs * processes * environment.now / (lookahead + mean)
    return seconds, sum(visits), count[0] / in_motion, environment.now / hops


models = {"mm1": single_server, "loss": loss_group, "phold": phold}
work = int(sys.argv[2])
seconds, count, mean, pace = models[sys.argv[1]](work)
value = count / seconds / 1e6
print(json.dumps({"value": value, "work": work, "count": count, "mean": mean, "pace": pace}))
