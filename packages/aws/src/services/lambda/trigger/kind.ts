import { durationLimit, hours, milliseconds } from "@orrery/kernel";
import type { Arrival, Entry } from "../../../service/entry.ts";
import type { Trailed } from "../../../service/origin.ts";
import type { ResourceKind } from "../../../service/resource-kind.ts";
import { lambdaLimits } from "../limits.ts";
import { gauges, meters } from "./declarations.ts";
import { triggerInvariants } from "./invariants.ts";
import { triggerMachine } from "./machine.ts";
import type { BringEvent, EventSettled } from "./protocol.ts";
import { triggerReporting } from "./reporting.ts";
import { triggerRules } from "./rules.ts";

const eventOf = ({ text, trail }: Arrival): BringEvent & Trailed => ({
  type: "bringEvent",
  text,
  trail,
});

const entry: Entry = {
  sizeOf: () => ({ min: 0, max: lambdaLimits.requestPayload }),
  doors: {
    request: {
      inputOf: eventOf,
      hasFailed(answer) {
        const { ending } = answer as EventSettled; // It refuses nothing that is brought.
        return ending !== "taken" && ending !== "succeeded" && ending !== "stopped";
      },
    },
  },
  action: "lambda:InvokeFunction",
  // Longer than any event is waited for: what is settled is no request that was lost.
  timeout: durationLimit({ default: hours(48), min: milliseconds(1), max: hours(48) }),
  latency: () => ({}),
};

/** A service that invokes a function by itself, as a workload stands for it. */
export const triggerKind: ResourceKind = {
  machine: triggerMachine,
  invariants: triggerInvariants,
  noun: "trigger",
  rules: triggerRules,
  metrics: { ...meters, ...gauges },
  entry,
  reporting: triggerReporting,
};
