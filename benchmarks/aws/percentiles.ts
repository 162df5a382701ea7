import { Percentiles } from "@orrery/aws";
import { keyedRandom } from "@orrery/kernel";
import { printOutcome, secondsOf } from "../outcome.ts";

const different = 65_536;

/** Times of all lengths, from microseconds to days. */
function times(): Float64Array {
  return Float64Array.from({ length: different }, (_, place) => {
    const power = Math.floor(keyedRandom(1, 2, place) * 40);
    return Math.floor(2 ** power * (1 + keyedRandom(3, 4, place)));
  });
}

if (import.meta.main) {
  const values = Number(process.argv[2]);
  const recorder = new Percentiles().recorderOf("queue", "sqs.queue", "MessageLatency")!;
  const all = times();
  const record = (count: number) => {
    for (let place = 0; place < count; place += 1) recorder.record(all[place % different]!);
  };
  record(1_000_000);
  const used = secondsOf(() => record(values));
  printOutcome({ value: (used * 1e9) / values, work: values });
}
