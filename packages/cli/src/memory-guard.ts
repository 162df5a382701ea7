import { getHeapStatistics, setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { isDurationMetric, type Run } from "@orrery/aws";
import { ConfigError, formatDuration, type Duration } from "@orrery/kernel";

/** What of the heap is used, in bytes, and how to let it be swept. */
export interface Heap {
  readonly limit: number;
  used(): number;
  sweep(): void;
}

/** What Node counts into the limit for objects that were made just now: nothing lasting fits in there. */
const young = 192 * 1_048_576;

/** Node's own heap. Past its limit Node ends the process, and says nothing of the run. */
const nodeHeap: Heap = {
  limit: getHeapStatistics().heap_size_limit - young,
  used: () => getHeapStatistics().used_heap_size,
  sweep() {
    setFlagsFromString("--expose-gc");
    (runInNewContext("gc") as () => void)(); // The flag brings this function, and nothing else does.
  },
};

/** So much of the heap may be in use. */
const share = 0.8;
/** After a sweep that made room, so many looks pass before the next. */
const patience = 5;

/** Stops a run that fills the memory, with one line that says what grew. */
export class MemoryGuard {
  private readonly heap: Heap;
  private rest = 0;

  constructor(heap: Heap = nodeHeap) {
    this.heap = heap;
  }

  /** @throws ConfigError when the memory is nearly full. */
  check(run: Run): void {
    this.rest -= 1;
    const most = share * this.heap.limit;
    if (this.rest > 0 || this.heap.used() < most) return;
    this.heap.sweep();
    this.rest = patience;
    if (this.heap.used() < most) return;
    const at = formatDuration(run.simulation.now as number as Duration);
    const megabytes = Math.round(this.heap.limit / 1_048_576);
    throw new ConfigError(
      "memory",
      `a run that fits into ${megabytes} MB`,
      `one that fills them at ${at}; ${largestIn(run)}; NODE_OPTIONS=--max-old-space-size=<MB> gives more`,
    );
  }
}

/** Which gauge of which resource stands highest: what grew, most likely. */
function largestIn({ gauges, resources }: Run): string {
  const readings = resources.flatMap(({ logicalId, component }) =>
    [...(gauges.get(component) ?? [])].flatMap(([gauge, { last }]) =>
      isDurationMetric(gauge) ? [] : [{ logicalId, gauge, last }],
    ),
  );
  const [largest] = readings.sort((one, other) => other.last - one.last);
  if (largest === undefined || largest.last === 0) return "nothing had been measured yet";
  const { logicalId, gauge, last } = largest;
  return `most is in ${logicalId}, whose ${gauge} is ${last.toLocaleString("en-US")}`;
}
