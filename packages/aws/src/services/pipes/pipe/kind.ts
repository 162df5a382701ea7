import type { ResourceKind, World } from "../../../service/resource-kind.ts";
import { pipeAnswers } from "../extras.ts";
import { pipeCharges } from "../pricing.ts";
import { pipeReporting } from "../reporting/reporting.ts";
import { pipesRules } from "../rules.ts";
import { gauges, meters } from "./declarations.ts";
import { pipeInvariants } from "./invariants.ts";
import { pipeMachine } from "./machine.ts";

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
  reporting: pipeReporting,
});
