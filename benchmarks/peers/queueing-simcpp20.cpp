// M/M/1, Erlang's loss model and PHOLD in SimCpp20, as its examples write such models: a process for each customer, and a
// resource. `two` is M/M/1 with two processes alone, the source and the server, and an event that wakes the server when it
// is idle, which is as little as SimCpp20 can do for it.
//
// Usage: queueing-simcpp20 mm1|two|loss|phold WORK
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <deque>
#include <fschuetz04/simcpp20.hpp>
#include <random>
#include <vector>

using Simulation = simcpp20::simulation<>;
using Process = simcpp20::process<>;

static std::mt19937_64 generator(1234);
static double draw(double mean) { return std::exponential_distribution<double>(1 / mean)(generator); }

static uint32_t work;
static uint32_t count = 0;
static double total = 0;

using Server = simcpp20::resource<>;

static Process customer(Simulation& simulation, Server& server) {
  const double arrived = simulation.now();
  co_await server.request();
  co_await simulation.timeout(draw(1000));
  server.release();
  total += simulation.now() - arrived;
  count += 1;
}

static Process customers(Simulation& simulation, Server& server) {
  for (uint32_t each = 0; each < work; each += 1) {
    co_await simulation.timeout(draw(1250));
    customer(simulation, server);
  }
}

struct Station {
  std::deque<double> waiting;  // When each arrived.
  simcpp20::event<> arrival;
  bool isIdle = false;

  explicit Station(Simulation& simulation) : arrival{simulation.event()} {}
};

static Process source(Simulation& simulation, Station& station) {
  for (uint32_t each = 0; each < work; each += 1) {
    co_await simulation.timeout(draw(1250));
    station.waiting.push_back(simulation.now());
    if (station.isIdle) station.arrival.trigger();
  }
}

static Process serve(Simulation& simulation, Station& station) {
  while (count < work) {
    if (station.waiting.empty()) {
      station.isIdle = true;
      station.arrival = simulation.event();
      co_await station.arrival;
      station.isIdle = false;
    }
    co_await simulation.timeout(draw(1000));
    total += simulation.now() - station.waiting.front();
    station.waiting.pop_front();
    count += 1;
  }
}

static uint32_t busy = 0;

static Process occupy(Simulation& simulation) {
  busy += 1;
  co_await simulation.timeout(draw(100000));
  busy -= 1;
  count += 1;
}

static Process callers(Simulation& simulation) {
  for (uint32_t each = 0; each < work; each += 1) {
    co_await simulation.timeout(draw(1000));
    if (busy == 100) {
      total += 1;
      count += 1;
    } else {
      occupy(simulation);
    }
  }
}

static constexpr uint32_t processes = 64;
static constexpr uint32_t jobs = 16;
static std::vector<uint32_t> visits(processes, 0);

static Process hop(Simulation& simulation, uint32_t process) {
  std::uniform_int_distribution<uint32_t> target(0, processes - 1);
  while (true) {
    co_await simulation.timeout(1000 + draw(9000));
    visits[process] += 1;
    count += 1;
    process = target(generator);
  }
}

int main(int, char** arguments) {
  const char* model = arguments[1];
  work = std::atoi(arguments[2]);
  const bool isPhold = std::strcmp(model, "phold") == 0;
  Simulation simulation;
  Server server(simulation, 1);
  Station station(simulation);
  if (std::strcmp(model, "mm1") == 0) {
    customers(simulation, server);
  } else if (std::strcmp(model, "two") == 0) {
    source(simulation, station);
    serve(simulation, station);
  } else if (isPhold) {
    for (uint32_t process = 0; process < processes; process += 1) {
      for (uint32_t job = 0; job < jobs; job += 1) hop(simulation, process);
    }
  } else {
    callers(simulation);
  }
  const std::clock_t start = std::clock();
  if (isPhold) {
    while (count < work) simulation.step();
  } else {
    simulation.run();
  }
  const double seconds = double(std::clock() - start) / CLOCKS_PER_SEC;
  const double mean =
      isPhold ? count / (double(processes * jobs) * simulation.now() / 1e4) : total / count;
  std::printf("{\"value\":%.6f,\"work\":%u,\"count\":%u,\"mean\":%.6f,\"pace\":%.6f}\n",
              count / seconds / 1e6, work, count, mean, simulation.now() / count);
}
