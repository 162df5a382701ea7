"""A function with cold starts and idle expiry on SimFaaS: the model of function.py.

The simulator is SimFaaS's own. What it leaves to subclasses says which idle instance is taken, the one used last, and
draws after how long an instance is reclaimed. Times in seconds.

Usage: function-simfaas.py INVOCATIONS
"""

import json
import sys
import time

import numpy
from simfaas.ServerlessSimulator import ServerlessSimulator
from simfaas.SimProcess import ExpSimProcess, SimProcess


class ColdService(SimProcess):
    def generate_trace(self):
        return 0.1 + 0.25 + numpy.random.exponential(0.1)


class Function(ServerlessSimulator):
    def cold_start_arrival(self, t):
        self.expiration_threshold = numpy.random.uniform(1, 2)
        super().cold_start_arrival(t)

    def schedule_warm_instance(self, t):
        idle = [server for server in self.servers if server.is_ready()]
        instance = idle[numpy.argmax([server.next_departure for server in idle])]
        instance.expiration_threshold = numpy.random.uniform(1, 2)
        return instance


invocations = int(sys.argv[1])
numpy.random.seed(4)
simulator = Function(
    arrival_rate=200,
    warm_service_process=ExpSimProcess(rate=10),
    cold_service_process=ColdService(),
    max_time=invocations / 200,
)
start = time.process_time()
simulator.generate_trace()
seconds = time.process_time() - start
finished = simulator.total_req_count
value = finished / seconds / 1e6
mean = simulator.get_cold_start_prob()
pace = simulator.get_trace_end() * 1e6 / finished
print(json.dumps({"value": value, "work": invocations, "mean": mean, "pace": pace}))
