// M/M/1, Erlang's loss model and PHOLD on the simulator of ns-3, with its random variables and the
// scheduler that is its default.
//
// Usage: queueing-ns3 mm1|loss|phold WORK
#include <ns3/double.h>
#include <ns3/random-variable-stream.h>
#include <ns3/simulator.h>

#include <cstdio>
#include <ctime>
#include <cstring>
#include <deque>
#include <vector>

using namespace ns3;

struct Exponential {
  Ptr<ExponentialRandomVariable> variable = CreateObject<ExponentialRandomVariable>();
  explicit Exponential(double mean) { variable->SetAttribute("Mean", DoubleValue(mean)); }
  Time operator()() { return NanoSeconds(int64_t(variable->GetValue() * 1000)); }
};

static uint32_t work;
static uint32_t count = 0;
static double total = 0;

struct Station {
  Exponential between{1250};
  Exponential service{1000};
  std::deque<int64_t> present;
  uint32_t arrived = 0;

  void Start() { Simulator::Schedule(between(), &Station::Arrive, this); }
  void Arrive() {
    arrived += 1;
    present.push_back(Simulator::Now().GetNanoSeconds());
    if (present.size() == 1) Serve();
    if (arrived < work) Start();
  }
  void Serve() { Simulator::Schedule(service(), &Station::Leave, this); }
  void Leave() {
    total += double(Simulator::Now().GetNanoSeconds() - present.front()) / 1000;
    count += 1;
    present.pop_front();
    if (!present.empty()) Serve();
  }
};

struct Group {
  Exponential between{1000};
  Exponential service{100000};
  uint32_t busy = 0;
  uint32_t arrived = 0;

  void Start() { Simulator::Schedule(between(), &Group::Arrive, this); }
  void Arrive() {
    arrived += 1;
    if (busy == 100) {
      total += 1;
      count += 1;
    } else {
      busy += 1;
      Simulator::Schedule(service(), &Group::Leave, this);
    }
    if (arrived < work) Start();
  }
  void Leave() {
    busy -= 1;
    count += 1;
  }
};

struct Processes {
  static constexpr uint32_t processes = 64;
  static constexpr uint32_t jobs = 16;
  static constexpr int64_t lookahead = 1000000;
  Exponential delay{9000};
  Ptr<UniformRandomVariable> target = CreateObject<UniformRandomVariable>();
  std::vector<uint32_t> visits = std::vector<uint32_t>(processes, 0);

  void Start() {
    for (uint32_t process = 0; process < processes; process += 1) {
      for (uint32_t job = 0; job < jobs; job += 1) Send(process);
    }
  }
  void Send(uint32_t process) {
    const Time at = NanoSeconds(lookahead) + delay();
    Simulator::ScheduleWithContext(process, at, &Processes::Hop, this, process);
  }
  void Hop(uint32_t process) {
    visits[process] += 1;
    count += 1;
    if (count == work) Simulator::Stop();
    Send(uint32_t(target->GetValue() * processes));
  }
};

int main(int, char** arguments) {
  const char* model = arguments[1];
  work = std::atoi(arguments[2]);
  Station station;
  Group group;
  Processes phold;
  if (std::strcmp(model, "mm1") == 0) station.Start();
  else if (std::strcmp(model, "loss") == 0) group.Start();
  else phold.Start();
  const std::clock_t start = std::clock();
  Simulator::Run();
  const double seconds = double(std::clock() - start) / CLOCKS_PER_SEC;
  double mean = total / count;
  if (std::strcmp(model, "phold") == 0) {
    const double jobs = Processes::processes * Processes::jobs;
    mean = count / (jobs * Simulator::Now().GetNanoSeconds() / 1e7);
  }
  const double pace = Simulator::Now().GetNanoSeconds() / 1e3 / count;
  std::printf("{\"value\":%.6f,\"work\":%u,\"count\":%u,\"mean\":%.6f,\"pace\":%.6f}\n",
              count / seconds / 1e6, work, count, mean, pace);
  Simulator::Destroy();
}
