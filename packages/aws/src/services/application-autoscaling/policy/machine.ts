import { after, declare, minutes, unreachable, type HandOn, type Machine } from "@orrery/kernel";
import { declareMeters, type MetricForms } from "../../../service/metric.ts";
import type { Trail } from "../../../service/origin.ts";
import type { AlarmActs } from "../protocol.ts";

/** How a policy with steps is set: which of its target's policies it is. */
export interface PolicySettingsOf {
  readonly policy: number;
}

/** An alarm of the account acts: its metric, and its threshold. */
export interface AlarmAction {
  readonly type: "alarmAction";
  readonly alarm: string;
  /** Its metric less its threshold; `null`: it says neither. */
  readonly difference: number | null;
  readonly trail: Trail;
}

const ports = declare("target");

/** What it counts. */
export const meters = { AlarmActions: "count" } as const satisfies MetricForms;
const metrics = declareMeters(meters);

/** The machine under the ARN of a policy with steps: it hands what alarms say to its scalable target. */
export const policyMachine: Machine<PolicySettingsOf, Record<never, never>, AlarmAction, HandOn> = {
  kind: "application-autoscaling.policy",
  stateVersion: 1,
  inputs: declare("alarmAction"),
  timers: declare(),
  ports,
  purposes: declare(),
  choices: declare(),
  metrics,
  initialState: () => ({}),

  transition(_policy, input, context) {
    switch (input.type) {
      case "alarmAction": {
        const { alarm, difference } = input;
        const { policy } = context.settings;
        context.observe(metrics.AlarmActions, 1);
        return [
          {
            type: "handOn",
            request: context.request,
            port: ports.target,
            to: 0,
            input: { type: "alarmActs", policy, alarm, difference } satisfies AlarmActs,
            deadline: after(context.now, minutes(1)),
            reading: null,
          },
        ];
      }
      default:
        return unreachable(input.type);
    }
  },

  fingerprint: () => 0,
  canonical: () => null,
};
