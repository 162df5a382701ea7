import {
  bytesOfBase64,
  declare,
  noEffects,
  own,
  sampleDuration,
  unreachable,
  type Machine,
  type Plain,
} from "@orrery/kernel";
import { isObject, objectOf, textOf } from "../../../request/params.ts";
import type { Script, ScriptContext, Scripts } from "../../../service/script.ts";
import { parseJson } from "../../../text/json.ts";
import type { FunctionFailed, FunctionFailure, FunctionRan } from "../protocol.ts";
import {
  choices,
  metrics,
  purposes,
  type FunctionContext,
  type FunctionEffect,
  type FunctionHelpers,
  type FunctionInput,
  type FunctionSettings,
  type FunctionState,
} from "./declarations.ts";

/** A CloudFront Function: looks at requests and responses at edge locations, within a millisecond. */
export const functionMachine = (
  scripts: Scripts,
): Machine<FunctionSettings, FunctionState, FunctionInput, FunctionEffect> => ({
  kind: "cloudfront.function",
  stateVersion: 1,
  inputs: declare("run", "settingsChanged"),
  timers: declare(),
  ports: declare(),
  purposes,
  choices,
  metrics,

  initialState: () => ({ count: 0 }),

  transition(fn, input, context) {
    switch (input.type) {
      case "settingsChanged":
        return noEffects;
      case "run": {
        fn.count += 1;
        const { duration } = context.settings;
        const body = outcomeOf(input.event, fn.count, context, scripts);
        const after = sampleDuration(duration, () => context.random(purposes.duration));
        return [{ type: "reply", to: context.request, body, after }];
      }
      default:
        return unreachable(input);
    }
  },

  fingerprint: () => 0,
  // What it ran before decides nothing.
  canonical: () => null,
});

function outcomeOf(
  event: Plain,
  count: number,
  context: FunctionContext,
  scripts: Scripts,
): FunctionRan | FunctionFailed {
  const { behavior } = context.settings;
  const { utilization, failures, script } = behavior;
  context.observe(metrics.FunctionInvocations, 1);
  context.observe(metrics.FunctionComputeUtilization, Math.min(100, utilization));
  if (utilization > 100) {
    // Of runs that take too long, as many are let through as there is time for.
    const share = 100 / utilization;
    if (context.random(purposes.utilization) >= share) {
      context.observe(metrics.FunctionThrottles, 1);
      return failed("FunctionThrottledError");
    }
  }
  if (failures > 0 && context.choose(choices.outcome, count, [1 - failures, failures]) === 1) {
    context.observe(metrics.FunctionExecutionErrors, 1);
    return failed("FunctionExecutionError");
  }
  if (script === null) {
    const { returns, rewrites } = behavior;
    return { type: "ran", returned: rewrites ? rewritten(event, context) : returns };
  }
  const ran = runScript(scripts[script]!, event, context);
  if (ran.type === "failed") {
    const isExecution = ran.why === "FunctionExecutionError";
    context.observe(
      isExecution ? metrics.FunctionExecutionErrors : metrics.FunctionValidationErrors,
      1,
    );
  }
  return ran;
}

/** A request for what its store has for its path; `null`: the store has nothing, or it is no request. */
function rewritten(event: Plain, context: FunctionContext): Plain {
  const { values } = context.settings;
  const { request, response } = objectOf(event);
  const uri = textOf(objectOf(request)["uri"]);
  if (values === null || response !== undefined || uri === undefined) return null;
  context.observe(metrics.StoreReads, 1);
  const value = own(values, uri);
  return value === undefined ? null : { ...objectOf(request), uri: value };
}

const failed = (why: FunctionFailure): FunctionFailed => ({ type: "failed", why });

/** Runs a script to its end: it may wait for nothing. */
function runScript(
  script: Script,
  event: Plain,
  context: FunctionContext,
): FunctionRan | FunctionFailed {
  const chosen: { domainName?: string } = {};
  const helpers = helpersOf(context, chosen);
  try {
    // A script of functions of Lambda has another context; this one is given what CloudFront has.
    const step = script(copied(event), helpers as unknown as ScriptContext).next();
    if (step.done !== true) return failed("FunctionExecutionError");
    const returned = copied(step.value as Plain);
    if (!isObject(returned)) return failed("FunctionValidationError");
    return { type: "ran", returned, ...chosen };
  } catch {
    return failed("FunctionExecutionError");
  }
}

const copied = (value: Plain): Plain =>
  value === undefined ? null : (parseJson(JSON.stringify(value)) ?? null);

function helpersOf(context: FunctionContext, chosen: { domainName?: string }): FunctionHelpers {
  const { settings } = context;
  const values = (): Readonly<Record<string, string>> => {
    context.observe(metrics.StoreReads, 1);
    if (settings.values === null || !settings.hasStores) throw new Error("KeyValueStore not found");
    return settings.values;
  };
  return {
    kvs: {
      get(key, { format = "string" } = {}) {
        const all = values();
        if (!Object.hasOwn(all, key)) throw new Error(`KeyNotFound: ${key}`);
        const value = all[key]!;
        if (format === "json") return parseJson(value) ?? null;
        return format === "bytes" ? [...(bytesOfBase64(value) ?? [])] : value;
      },
      exists: (key) => Object.hasOwn(values(), key),
      count: () => Object.keys(values()).length,
      meta: () => ({ keyCount: Object.keys(values()).length }),
    },
    updateRequestOrigin({ domainName }) {
      chosen.domainName = domainName;
    },
  };
}
