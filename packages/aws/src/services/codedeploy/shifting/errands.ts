import { base64Of, minutes, seconds, type Lost, type Tagged } from "@orrery/kernel";
import { delivering, type Ending } from "../../../delivery/delivering.ts";
import type { Delivery } from "../../../delivery/deliveries.ts";
import type { DeliveryPolicy } from "../../../delivery/delivery-policy.ts";
import { isFinal, isThrottle } from "../../../delivery/refusal-meaning.ts";
import type { Call } from "../../../service/call.ts";
import type { EntryOf } from "../../../service/entry.ts";
import { noTrail, type Trail } from "../../../service/origin.ts";
import type { PlainObject, Refused } from "../../../service/refusal.ts";
import type { Deliver } from "../../../sink/protocol.ts";
import { sizeInUtf8, utf8Of } from "../../../text/utf8.ts";
import { aliasLook, aliasService, aliasShift, hookEvent } from "../codedeploy-to-lambda.ts";
import type { DeploymentSettings } from "../config.ts";
import { codedeployLimits } from "../limits.ts";
import type { DeploymentEffect, LifecycleEvent } from "../protocol.ts";
import { busEventOf, notificationOf } from "./bus-event.ts";
import {
  ports,
  purposes,
  timers,
  type Deployment,
  type DeploymentContext,
} from "./declarations.ts";
import type { DeploymentState, Errand } from "./state.ts";

/** Hears how an errand ended; `body`: the last answer. */
export type Ended = (
  deployment: Deployment,
  delivery: Readonly<Delivery<Errand>>,
  ending: Ending,
  body: Tagged | Lost | null,
  context: DeploymentContext,
) => readonly DeploymentEffect[];

const phase = { type: "exponential", base: seconds(1), factor: 2, cap: minutes(1) } as const;

/** What is asked is asked again for as long as a deployment may last. */
const policy: DeliveryPolicy = {
  failed: { phases: [{ ...phase, retries: 10 }], jitter: null },
  throttled: {
    phases: [{ type: "constant", retries: null, delay: seconds(2) }],
    jitter: { min: 0.5, max: 1 },
  },
  maximumAge: null,
  timeout: codedeployLimits.patience,
  onGivenUp: null,
};

/** By what a hook says which deployment it answers, and of which event of its life. */
export const executionIdOf = (id: string, event: LifecycleEvent): string =>
  base64Of(utf8Of(`${id}/${event}`));

/** What a deployment asks others for, and asks again. */
export const errands = (entryOf: EntryOf, ended: Ended) =>
  delivering<DeploymentState, Errand, DeploymentSettings, DeploymentEffect>({
    ports: { target: ports.targets, givenUp: ports.targets },
    timer: timers.attempt,
    purpose: purposes.turn,

    policyOf: () => policy,

    inputOf({ item }, { settings }) {
      const { spec, id, hookKinds, busKind } = settings;
      switch (item.type) {
        case "look":
          return callOf(aliasLook(spec), settings);
        case "shift":
          return callOf(aliasShift(spec, item.weight), settings);
        case "hook": {
          const kind = item.event === "BeforeAllowTraffic" ? hookKinds.before : hookKinds.after;
          return messageTo(kind, hookEvent(id, executionIdOf(id, item.event)), settings, entryOf);
        }
        case "event":
          return messageTo(busKind, busEventOf(item.state, item.at, settings), settings, entryOf);
        case "notification": {
          const { name, kind } = settings.triggers[item.trigger]!; // As many as there are targets.
          const { event, at, begunAt, failure } = item;
          const body = notificationOf(event, name, at, { begunAt, failure }, settings);
          return messageTo(kind, body, settings, entryOf);
        }
      }
    },

    verdictOf(body) {
      if (body.type === "lost") return "failed";
      if (body.type !== "refused") return "taken";
      const refusal = body as Refused; // All who refuse say so.
      if (isThrottle(refusal)) return "throttled";
      return isFinal(refusal) ? "final" : "failed";
    },

    ended,
  });

const trailOf = ({ deployment }: DeploymentSettings): Trail => ({
  ...noTrail,
  from: -deployment,
  number: 0,
});

function callOf(
  { operation, params }: { readonly operation: string; readonly params: PlainObject },
  settings: DeploymentSettings,
): Call {
  const { caller } = settings;
  const trail = trailOf(settings);
  return { type: "call", service: aliasService, operation, params, trail, caller };
}

function messageTo(
  kind: string | null,
  message: PlainObject,
  settings: DeploymentSettings,
  entryOf: EntryOf,
): Tagged {
  const body = JSON.stringify(message);
  const size = sizeInUtf8(body);
  const trail = trailOf(settings);
  if (kind === null) {
    const deliver: Deliver = { type: "deliver", body, size, key: null, trail };
    return deliver;
  }
  return entryOf(kind)!.doors.event!.inputOf({
    text: { body, size },
    group: null,
    deduplicationId: null,
    trail,
  });
}
