// The hold model on the schedulers of ns-3, as its simulator uses them. Cancelling is real removal
// in a map, and skipping in a priority queue, whose own removal looks through all of it.
//
// Usage: hold-ns3 WAITING STEPS CANCEL TIES map|priority-queue
#include <ns3/map-scheduler.h>
#include <ns3/priority-queue-scheduler.h>

#include <cstring>
#include <ctime>

#include "hold-draws.h"

int main(int, char** arguments) {
  const HoldDraws draws(arguments);
  const bool removes = std::strcmp(arguments[5], "map") == 0;
  ns3::Ptr<ns3::Scheduler> queue;
  if (removes) {
    queue = ns3::CreateObject<ns3::MapScheduler>();
  } else {
    queue = ns3::CreateObject<ns3::PriorityQueueScheduler>();
  }
  std::vector<ns3::Scheduler::Event> waiting(draws.waiting);
  uint32_t identifier = 0;
  uint64_t now = 0;
  uint32_t order = 0;
  size_t delay = 0;
  auto schedule = [&](uint32_t slot) {
    ns3::Scheduler::Event event;
    event.impl = nullptr;
    event.key.m_ts = now + draws.delays[delay++];
    event.key.m_uid = identifier++;
    event.key.m_context = slot;
    waiting[slot] = event;
    queue->Insert(event);
  };
  for (uint32_t slot = 0; slot < draws.waiting; slot += 1) schedule(slot);
  const std::clock_t start = std::clock();
  for (uint32_t step = 0; step < draws.steps; step += 1) {
    ns3::Scheduler::Event event = queue->RemoveNext();
    while (waiting[event.key.m_context].key.m_uid != event.key.m_uid) event = queue->RemoveNext();
    now = event.key.m_ts;
    const uint32_t slot = event.key.m_context;
    order = order * 31 + slot + (slot & 15);
    schedule(slot);
    if (draws.cancels && step % 3 == 0) {
      const uint32_t victim = draws.victims[step / 3];
      if (removes) queue->Remove(waiting[victim]);
      schedule(victim);
    }
  }
  const double seconds = double(std::clock() - start) / CLOCKS_PER_SEC;
  draws.print(seconds, order);
}
