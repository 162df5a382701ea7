import {
  declare,
  unreachable,
  type Context,
  type Draft,
  type HandOn,
  type Instant,
  type Machine,
} from "@orrery/kernel";
import { declareMeters, type MetricForms } from "../../../service/metric.ts";
import type { Invoke, InvokeEvent } from "../protocol.ts";

/** An alias: what it leads to, and how often to the second of them. Plain data. */
export interface AliasSettings {
  readonly name: string;
  /** Of the alias itself. */
  readonly arn: string;
  /** The share of invocations that the additional version gets, 0 to 1; `null`: there is none. */
  readonly additionalWeight: number | null;
}

/** How many invocations came through an alias: numbers the draws between two versions. */
export interface AliasState {
  readonly routed: number;
}

/** What an alias reacts to. */
export type AliasInput = Invoke | InvokeEvent;

/** How many invocations came through it, throttled ones among them, and how many went to the additional version. */
export const meters = {
  RoutedInvocations: "count",
  RoutedToAdditionalVersion: "count",
} as const satisfies MetricForms;

const metrics = declareMeters(meters);
const choices = declare("version");

/**
 * An alias of a function: hands each invocation on to its version, or, as often as its weight says, to the
 * other one, by a draw of its own for each. Who invoked it is answered by the version.
 */
export const aliasMachine: Machine<AliasSettings, AliasState, AliasInput, HandOn> = {
  kind: "lambda.alias",
  stateVersion: 1,
  inputs: declare("invoke", "invokeEvent"),
  timers: declare(),
  /** 0 is the version of the alias, 1 the additional one. */
  ports: declare("versions"),
  purposes: declare(),
  choices,
  metrics,

  initialState: () => ({ routed: 0 }),

  transition(alias, input, context) {
    switch (input.type) {
      case "invoke":
      case "invokeEvent":
        return [route(alias, input, context)];
      default:
        return unreachable(input);
    }
  },

  fingerprint: ({ payload }) => payload.size,

  canonical: () => null, // Only which draw is next, and each is as good as the one before.
};

function route(
  alias: Draft<AliasState>,
  input: AliasInput,
  context: Context<AliasSettings>,
): HandOn {
  const { request, settings } = context;
  const { additionalWeight: weight } = settings;
  alias.routed += 1;
  context.observe(metrics.RoutedInvocations, 1);
  const to =
    weight === null ? 0 : context.choose(choices.version, alias.routed, [1 - weight, weight]);
  if (to === 1) context.observe(metrics.RoutedToAdditionalVersion, 1);
  // What is configured for events of the alias is known by its name.
  const passed = input.type === "invoke" ? input : { ...input, qualifier: settings.name };
  return {
    type: "handOn",
    request,
    port: 0,
    to,
    input: passed,
    deadline: endOfTime,
    reading: null,
  };
}

/** The version answers, or whoever invoked gives it up. */
const endOfTime = Number.MAX_SAFE_INTEGER as Instant;
