import type { ResourceKind, World } from "../../../service/resource-kind.ts";
import type { StateMachineSettings } from "../config.ts";
import { traceCharges } from "../../../service/trace-charge.ts";
import { entryWith } from "../entry.ts";
import { noStateMachine, stateMachineNameIn } from "../operations/records.ts";
import { stateMachineCharges } from "../pricing.ts";
import { stateMachineReporting } from "../reporting/reporting.ts";
import { stepFunctionsRules } from "../rules.ts";
import { gauges, meters } from "./declarations.ts";
import { stateMachineInvariants } from "./invariants.ts";
import { loggedEvents } from "./logging.ts";
import { stateMachineMachine } from "./machine.ts";
import type { StateMachineState } from "./state.ts";

/** A state machine, as everybody else sees it. */
export const stateMachineKind = ({ entryOf }: Pick<World, "entryOf">): ResourceKind => ({
  machine: stateMachineMachine(entryOf),
  invariants: stateMachineInvariants,
  noun: "state machine",
  rules: stepFunctionsRules,
  metrics: { ...meters, ...gauges },
  stamps: ["updatedAt"],
  entry: entryWith({ request: true }),
  byArn: { service: "states", nameIn: stateMachineNameIn, absent: noStateMachine },
  charges: (used, settings, tally) => [
    ...stateMachineCharges(used, (settings as StateMachineSettings).type, tally), // Of this kind.
    ...traceCharges(used),
  ],
  unpriced: {
    type: "AWS::StepFunctions::StateMachine",
    what: "logs and the free tier of 4,000 transitions a month",
  },
  publishes: {
    namespace: "AWS/States",
    meteredBy(dimensions, resources) {
      const arn = dimensions["StateMachineArn"];
      if (arn === undefined || Object.keys(dimensions).length !== 1) return undefined;
      const name = stateMachineNameIn(arn);
      const resource =
        name === undefined ? undefined : resources.find("stepfunctions.stateMachine", name);
      return resource === undefined ? undefined : [resource.number];
    },
  },
  logs: {
    groupsOf: ({ name, record }) => [
      { group: groupIn(record["logging"]) ?? `/aws/vendedlogs/states/${name}` },
    ],
    read: (state, settings) =>
      loggedEvents(state as StateMachineState, settings as StateMachineSettings), // Of this kind.
  },
  reporting: stateMachineReporting,
});

/** The log group that a configuration names. */
function groupIn(logging: unknown): string | undefined {
  const arn = /"logGroupArn":"([^"]*)"/.exec(JSON.stringify(logging ?? null))?.[1];
  return arn?.split(":log-group:")[1]?.split(":")[0];
}
