// The hold model on std::priority_queue: takes the earliest event and schedules another, so that as
// many wait as before. Every third step may also cancel one that waits, and schedule another for it;
// std::priority_queue cannot remove, so a cancelled event is skipped when it comes up.
//
// Usage: hold WAITING STEPS CANCEL TIES
#include <cstdint>
#include <cstdio>
#include <ctime>
#include <cstdlib>
#include <queue>
#include <vector>

#include "hold-draws.h"

struct Event {
  int64_t at;
  uint64_t sequence;
  int32_t target;
  int32_t kind;
  uint32_t slot;
  uint32_t generation;
};

struct Later {
  bool operator()(const Event& one, const Event& other) const {
    return one.at != other.at ? one.at > other.at : one.sequence > other.sequence;
  }
};

int main(int, char** arguments) {
  const HoldDraws draws(arguments);
  std::priority_queue<Event, std::vector<Event>, Later> queue;
  std::vector<uint32_t> generations(draws.waiting, 0);
  uint64_t sequence = 0;
  int64_t now = 0;
  uint32_t order = 0;
  size_t delay = 0;
  auto schedule = [&](uint32_t slot) {
    const int64_t at = now + draws.delays[delay++];
    queue.push({at, sequence++, int32_t(slot & 15), 1, slot, generations[slot]});
  };
  for (uint32_t slot = 0; slot < draws.waiting; slot += 1) schedule(slot);
  const std::clock_t start = std::clock();
  for (uint32_t step = 0; step < draws.steps; step += 1) {
    while (queue.top().generation != generations[queue.top().slot]) queue.pop();
    const Event event = queue.top();
    queue.pop();
    now = event.at;
    order = order * 31 + event.slot + event.target;
    schedule(event.slot);
    if (draws.cancels && step % 3 == 0) {
      const uint32_t slot = draws.victims[step / 3];
      generations[slot] += 1;
      schedule(slot);
    }
  }
  const double seconds = double(std::clock() - start) / CLOCKS_PER_SEC;
  draws.print(seconds, order);
}
