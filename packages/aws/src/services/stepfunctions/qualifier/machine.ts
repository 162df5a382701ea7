import { after, declare, days, type Context, type HandOn, type Machine } from "@orrery/kernel";
import { declareMeters, type MetricForms } from "../../../service/metric.ts";
import type { StartExecution } from "../protocol.ts";

/** Where a version or an alias of a state machine leads. */
export interface QualifierSettings {
  /** The name of the alias; `null`: it is a version. */
  readonly alias: string | null;
  /** One or two, whose weights add up to 100. */
  readonly routes: readonly { readonly version: number; readonly weight: number }[];
}

/** How often it was asked, which decides nothing. */
export interface QualifierState {
  readonly starts: number;
}

/** What it counts. */
export const meters = { AliasStarts: "count" } as const satisfies MetricForms;
const metrics = declareMeters(meters);

const ports = declare("stateMachine");
const purposes = declare("route");

/** A version or an alias: it hands on what begins by it. */
export const qualifierMachine: Machine<QualifierSettings, QualifierState, StartExecution, HandOn> =
  {
    kind: "stepfunctions.qualifier",
    stateVersion: 1,
    inputs: declare("startExecution"),
    timers: declare(),
    ports,
    purposes,
    choices: declare(),
    metrics,

    initialState: () => ({ starts: 0 }),

    transition(qualifier, input, context) {
      qualifier.starts += 1;
      context.observe(metrics.AliasStarts, 1);
      const version = versionFor(context);
      const { alias } = context.settings;
      return [
        {
          type: "handOn",
          request: context.request,
          port: ports.stateMachine,
          to: 0,
          input: { ...input, version, alias },
          deadline: after(context.now, days(365)),
          reading: null,
        },
      ];
    },

    fingerprint: ({ size }) => size,
    canonical: () => null,
  };

function versionFor(context: Context<QualifierSettings>): number {
  const [first, second] = context.settings.routes;
  if (second === undefined) return first!.version;
  return context.random(purposes.route) * 100 < first!.weight ? first!.version : second.version;
}
