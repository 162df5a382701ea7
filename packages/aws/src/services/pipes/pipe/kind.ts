import type { ResourceKind, World } from "../../../service/resource-kind.ts";
import type { PipeSettings } from "../config.ts";
import { pipeAnswers } from "../extras.ts";
import { pipeCharges } from "../pricing.ts";
import { pipeReporting } from "../reporting/reporting.ts";
import { groupIn } from "../operations/log-plan.ts";
import { pipesRules } from "../rules.ts";
import { gauges, meters } from "./declarations.ts";
import { pipeInvariants } from "./invariants.ts";
import { logOf } from "./logging.ts";
import { pipeMachine } from "./machine.ts";
import type { PipeState } from "./state.ts";

/** A pipe, as everybody else sees it. */
export const pipeKind = ({ entryOf, formOf }: World): ResourceKind => ({
  machine: pipeMachine(entryOf, formOf),
  invariants: pipeInvariants,
  noun: "pipe",
  rules: pipesRules,
  metrics: { ...meters, ...gauges },
  extras: { EnrichmentAnswers: pipeAnswers },
  stamps: ["until", "changedAt"],
  charges: (meters) => pipeCharges(meters),
  publishes: {
    namespace: "AWS/EventBridge/Pipes",
    meteredBy({ PipeName, ...others }, resources) {
      if (PipeName === undefined || Object.keys(others).length > 0) return undefined;
      const pipe = resources.find("pipes.pipe", PipeName);
      return pipe === undefined ? undefined : [pipe.number];
    },
  },
  logs: {
    groupsOf: ({ name, record }) => [{ group: groupIn(record) ?? `/aws/vendedlogs/pipes/${name}` }],
    read: (state, settings, until) => logOf(state as PipeState, settings as PipeSettings, until), // Of this kind.
  },
  unpriced: { type: "AWS::Pipes::Pipe", what: "what a pipe logs" },
  reporting: pipeReporting,
});
