import type { Reporting } from "../../../../service/reporting.ts";
import type { World } from "../../../../service/resource-kind.ts";
import { functionStory } from "../story/function-story.ts";
import { behaviorWarnings } from "./behavior.ts";
import {
  deliveryFailureWarnings,
  droppedEventWarnings,
  eventLosses,
  eventWaysLost,
  idleDestinationWarnings,
} from "../../asynchronous/reporting/dropped-events.ts";
import { destinationRelations } from "../../asynchronous/reporting/seen-destinations.ts";
import { errorsOf } from "./errors.ts";
import { ceilingOf, neverMoves } from "./expectation.ts";
import { imageRuntimeWarnings } from "./image-runtime.ts";
import { fileSystemWarnings, networkWarnings, unsaidNetworkWarnings } from "./network.ts";
import { functionProfiler } from "./profiler.ts";
import { recursionWarnings } from "./recursion.ts";
import type { SeenFunction } from "./seen-function.ts";
import { functionSpans } from "./spans.ts";
import { functionCharts, functionTable, functionTimes } from "./summary.ts";
import { timeoutWarnings } from "./timeouts.ts";
import { unhandledWarnings } from "./unhandled.ts";

/** What comes to a function or one of its versions, and what of it fails. */
export const functionRequests = { arrived: "Invocations", failed: "Errors" } as const;

/** What a function says of itself in reports. */
export const functionReporting = ({ formOf }: Pick<World, "formOf">): Reporting => ({
  calls: ({ settings: { behavior } }: SeenFunction) =>
    behavior.type === "script" ? null : behavior.calls,
  relations: destinationRelations,
  incoming: ["Invocations", "Throttles"],
  requests: functionRequests,
  usualExpectations: (name) => [
    `${name}.Errors / ${name}.Invocations < 1%`,
    `${name}.Duration.p95 < 1s`,
    `${name}.Throttles = 0`,
  ],
  // A durable function is asked for by a version or an alias.
  usualArrivals: ({ settings: { durable } }: SeenFunction) => (durable === null ? [{}] : []),
  warnings: {
    fit: idleDestinationWarnings,
    loss: (functions: readonly SeenFunction[], run) => [
      ...droppedEventWarnings(functions, run),
      ...deliveryFailureWarnings(functions, run),
      ...timeoutWarnings(functions),
      ...networkWarnings(functions),
      ...fileSystemWarnings(functions),
      ...unhandledWarnings(functions),
    ],
    loop: recursionWarnings,
    assumption: (functions: readonly SeenFunction[], run) => [
      ...imageRuntimeWarnings(functions),
      ...unsaidNetworkWarnings(functions),
      ...behaviorWarnings(functions, run),
    ],
  },
  accepted: ({ sum }) => sum("AsyncEventsReceived"),
  losses: eventLosses,
  waysLost: (fn: SeenFunction, run) =>
    eventWaysLost(fn, run, (metric) => neverMoves(metric, fn, run)),
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
  profiler: functionProfiler,
  spans: functionSpans,
});
