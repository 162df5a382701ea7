import type { RecordedCase } from "../outcome.ts";
import { isObject, type ValueObject } from "../value.ts";
import { measuredExperiment, repeated } from "./measured.ts";

/** One measured experiment beside ours: how likely a cold start is in percent, and how many environments there are. */
interface Row {
  readonly rate: number;
  readonly coldStarts: Pair;
  readonly environments: Pair;
}
type Pair = readonly [measured: number, ours: number];

/** The charts and the table of `docs/reference/validation.md`: the measured experiments beside as many repetitions of ours. */
export function chartsOf(cases: readonly RecordedCase[], repetitions: number): readonly string[] {
  const rows = cases
    .filter(({ input }) => input.kind === "measured")
    .map(({ input, expected }) => rowOf(input, isObject(expected) ? expected : {}, repetitions))
    .sort((one, other) => one.rate - other.rate);
  const chart = (title: string, unit: string, of: (row: Row) => Pair): readonly string[] => {
    const pairs = rows.map(of);
    const line = (place: 0 | 1): string => pairs.map((pair) => pair[place].toFixed(2)).join(", ");
    const rates = rows.map(({ rate }) => `"${rate.toFixed(4)}"`).join(", ");
    return [
      "```mermaid",
      "xychart-beta",
      `    title "${title}: measured (first), ours with ${repetitions} repetitions (second)"`,
      `    x-axis "requests a second" [${rates}]`,
      `    y-axis "${unit}" 0 --> ${Math.ceil(Math.max(...pairs.flat()) + 1)}`,
      `    line [${line(0)}]`,
      `    line [${line(1)}]`,
      "```",
      "",
    ];
  };
  return [
    ...chart("Cold-start probability in percent", "percent", ({ coldStarts }) => coldStarts),
    ...chart("Mean number of environments", "environments", ({ environments }) => environments),
    "| requests a second | cold starts, measured | ours | environments, measured | ours |",
    "| ----------------- | --------------------- | ---- | ---------------------- | ---- |",
    ...rows.map(({ rate, coldStarts, environments }) => {
      const shares = coldStarts.map((percent) => `${percent.toFixed(2)} %`);
      const counts = environments.map((count) => count.toFixed(2));
      return `| ${[rate.toFixed(4), ...shares, ...counts].join(" | ")} |`;
    }),
  ];
}

function rowOf(input: ValueObject, expected: ValueObject, repetitions: number): Row {
  const experiment = measuredExperiment(input);
  const batches = repeated(experiment, repetitions);
  const sum = (of: (batch: (typeof batches)[number]) => number): number =>
    batches.reduce((total, batch) => total + of(batch), 0);
  const coldStarts = sum((batch) => batch.coldStarts) / sum((batch) => batch.invocations);
  return {
    rate: experiment.arrivalRate,
    coldStarts: [100 * Number(expected.coldStartProbability), 100 * coldStarts],
    environments: [
      Number(expected.averageInstances),
      sum(({ environments }) => environments) / batches.length,
    ],
  };
}
