import { parseJson } from "../../../text/json.ts";
import type { Reporting } from "../../../service/reporting.ts";
import type { StateMachineSettings } from "../config.ts";
import { taskResource } from "../integration/resource.ts";
import { serviceOf } from "../state-machine/tasks.ts";
import { definitionOf } from "../state-machine/revisions.ts";
import type { StateMachineState } from "../state-machine/state.ts";

/** What a state machine says of itself in reports. */
export const stateMachineReporting: Reporting = {
  incoming: ["ExecutionsStarted", "StartsThrottled"],
  requests: { arrived: "ExecutionsStarted", failed: "ExecutionsFailed" },
  usualExpectations: (name) => [`${name}.ExecutionsFailed = 0`, `${name}.ExecutionsTimedOut = 0`],
  calls({ settings }) {
    const { current } = settings as StateMachineSettings; // Of this kind.
    // What a state asks with may come from anywhere: all that is written counts.
    const params = parseJson(current.definition)!; // It was read before.
    return definitionOf(current).states.flatMap((state) => {
      if (state.type !== "Task") return [];
      const resource = taskResource(state.resource.arn);
      const called = "service" in resource ? resource : serviceOf(resource);
      return called === null
        ? []
        : [{ service: called.service, operation: called.operation, params }];
    });
  },
  backlog: { there: ["OpenExecutions"] },
  accepted: ({ state }) => (state as StateMachineState).executionCount, // Of this kind.
  table: {
    columns: [
      { title: "started", metrics: ["ExecutionsStarted"], statistic: "sum" },
      { title: "succeeded", metrics: ["ExecutionsSucceeded"], statistic: "sum" },
      { title: "failed", metrics: ["ExecutionsFailed"], statistic: "sum" },
      { title: "timed out", metrics: ["ExecutionsTimedOut"], statistic: "sum", optional: true },
      { title: "aborted", metrics: ["ExecutionsAborted"], statistic: "sum", optional: true },
      { title: "open", metrics: ["OpenExecutions"], statistic: "end" },
      { title: "transitions", metrics: ["StateTransitions"], statistic: "sum" },
      { title: "retries", metrics: ["StateRetries"], statistic: "sum", optional: true },
      { title: "caught", metrics: ["StatesCaught"], statistic: "sum", optional: true },
      { title: "throttled", metrics: ["ExecutionThrottled"], statistic: "sum", optional: true },
      { title: "starts refused", metrics: ["StartsThrottled"], statistic: "sum", optional: true },
    ],
  },
  times: [
    { metric: "ExecutionTime", title: "execution" },
    { metric: "EndToEndLatency", title: "end to end", isWholeWay: true, unlessAs: "ExecutionTime" },
  ],
};
