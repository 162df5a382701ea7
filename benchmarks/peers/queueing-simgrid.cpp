// M/M/1 in SimGrid with two actors, the source and the server, between which a semaphore counts those that wait. With
// an actor for each customer it is a tenth as fast.
//
// Usage: queueing-simgrid mm1 WORK
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <deque>
#include <random>
#include <simgrid/s4u.hpp>

namespace sg4 = simgrid::s4u;

static std::mt19937_64 generator(1234);
static double draw(double mean) { return std::exponential_distribution<double>(1 / mean)(generator); }

static long served = 0;
static double total = 0;
static sg4::SemaphorePtr arrived;

static std::deque<double> waiting; // When each arrived.

static void serve(long customers) {
  while (served < customers) {
    arrived->acquire();
    const double at = waiting.front();
    waiting.pop_front();
    sg4::this_actor::sleep_for(draw(1000));
    total += sg4::Engine::get_clock() - at;
    served += 1;
  }
}

static void source(long customers) {
  for (long each = 0; each < customers; each += 1) {
    sg4::this_actor::sleep_for(draw(1250));
    waiting.push_back(sg4::Engine::get_clock());
    arrived->release();
  }
}

int main(int, char* words[]) {
  const long work = std::atol(words[2]);
  int count = 2;
  char name[] = "queueing";
  char option[] = "--log=root.threshold:error";
  char* arguments[] = {name, option, nullptr};
  sg4::Engine engine(&count, arguments);
  auto* zone = sg4::create_full_zone("world");
  auto* host = zone->create_host("host", 1e9);
  zone->seal();
  arrived = sg4::Semaphore::create(0);
  sg4::Actor::create("source", host, source, work);
  sg4::Actor::create("server", host, serve, work);
  const std::clock_t begun = std::clock();
  engine.run();
  const double seconds = static_cast<double>(std::clock() - begun) / CLOCKS_PER_SEC;
  std::printf("{\"value\": %.9g, \"work\": %ld, \"count\": %ld, \"mean\": %.9g, \"pace\": %.9g}\n",
              served / seconds / 1e6, work, served, total / served,
              sg4::Engine::get_clock() / served);
}
