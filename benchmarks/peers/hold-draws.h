// The random numbers of the hold model, drawn before the clock starts; see kernel/hold-draws.ts.
#pragma once
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <vector>

struct HoldDraws {
  uint32_t waiting;
  uint32_t steps;
  bool cancels;
  std::vector<int32_t> delays;
  std::vector<uint32_t> victims;

  explicit HoldDraws(char** arguments)
      : waiting(std::atoi(arguments[1])),
        steps(std::atoi(arguments[2])),
        cancels(std::atoi(arguments[3]) != 0) {
    const uint32_t grain = std::atoi(arguments[4]) != 0 ? 1000 : 1;
    const uint32_t cancellations = cancels ? (steps + 2) / 3 : 0;
    uint32_t bits = 12345;
    auto draw = [&bits] {
      bits ^= bits << 13;
      bits ^= bits >> 17;
      bits ^= bits << 5;
      return bits;
    };
    delays.resize(size_t(waiting) + steps + cancellations);
    for (int32_t& delay : delays) delay = draw() % 2000000 / grain * grain;
    victims.resize(cancellations);
    for (uint32_t& victim : victims) victim = draw() % waiting;
  }

  void print(double seconds, uint32_t order) const {
    std::printf("{\"value\":%.6f,\"work\":%u,\"count\":%u}\n", steps / seconds / 1e6, steps, order);
  }
};
