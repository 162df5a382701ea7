import type { Reporting } from "../../../../service/reporting.ts";
import type { World } from "../../../../service/resource-kind.ts";
import { functionStory } from "../story/function-story.ts";
import { behaviorWarnings } from "./behavior.ts";
import { droppedEventWarnings } from "./dropped-events.ts";
import { errorsOf } from "./errors.ts";
import { ceilingOf, neverMoves } from "./expectation.ts";
import { imageRuntimeWarnings } from "./image-runtime.ts";
import { recursionWarnings } from "./recursion.ts";
import type { SeenFunction } from "./seen-function.ts";
import { functionSpans } from "./spans.ts";
import { functionCharts, functionTable, functionTimes } from "./summary.ts";
import { timeoutWarnings } from "./timeouts.ts";
import { unhandledWarnings } from "./unhandled.ts";

/** What a function says of itself in reports. */
export const functionReporting = ({ formOf }: Pick<World, "formOf">): Reporting => ({
  calls: ({ settings: { behavior } }: SeenFunction) =>
    behavior.type === "script" ? null : behavior.calls,
  incoming: ["Invocations", "Throttles"],
  usualExpectations: (name) => [
    `${name}.Errors / ${name}.Invocations < 1%`,
    `${name}.Duration.p95 < 1s`,
    `${name}.Throttles = 0`,
  ],
  warnings: {
    loss: (functions: readonly SeenFunction[]) => [
      ...droppedEventWarnings(functions),
      ...timeoutWarnings(functions),
      ...unhandledWarnings(functions),
    ],
    loop: recursionWarnings,
    assumption: (functions: readonly SeenFunction[], run) => [
      ...imageRuntimeWarnings(functions),
      ...behaviorWarnings(functions, run),
    ],
  },
  accepted: ({ sum }) => sum("AsyncEventsReceived"),
  waysLost: (fn: SeenFunction, run) => [
    {
      type: "lost",
      count: fn.sum("AsyncEventsDropped"),
      never: neverMoves("AsyncEventsDropped", fn, run),
      text: `dropped by ${fn.name} after all retries`,
    },
  ],
  ceilingOf,
  neverMoves,
  errors: errorsOf,
  outcomes: [
    {
      name: "Throttles",
      title: "throttles",
      form: "count",
      metrics: ["Throttles"],
      statistic: "sum",
    },
    {
      name: "Errors",
      title: "failed invocations",
      form: "count",
      metrics: ["Errors"],
      statistic: "sum",
    },
  ],
  charts: functionCharts,
  table: functionTable,
  times: functionTimes,
  story: functionStory(formOf),
  spans: functionSpans,
});
