import {
  checkDistribution,
  lawOf,
  ConfigError,
  shownValue,
  type Distribution,
  type Tagged,
  drawDuration,
} from "@orrery/kernel";
import { purposes, type FunctionContext } from "./declarations.ts";

/** What a fault may do to the handler of a function: it throws, or takes longer. Plain data. */
export type HandlerFault = FailingHandler | SlowHandler;

/** The handler throws an error that nothing catches. */
export interface FailingHandler {
  readonly type: "fail";
  readonly errorType: string;
  readonly errorMessage: string;
}

/** The handler takes longer, in one of three ways. */
export interface SlowHandler {
  readonly type: "slow";
  /** How many times as long its own work takes; its calls take as long as they take. `null`: 1. */
  readonly factor: number | null;
  /** How much longer it takes, in microseconds; `null`: not at all. */
  readonly by: Distribution | null;
  /** It hangs until the function's timeout. */
  readonly untilTimeout: boolean;
}

/** What faults do to one invocation. A value. */
export interface Impairment {
  /** What its handler throws; `null`: nothing by a fault. */
  readonly error: FailingHandler | null;
  readonly factor: number;
  readonly hangs: boolean;
}

/** What faults do to the handler that begins now, and how much longer it takes by them. */
export function impairmentOf(
  invocation: number,
  context: FunctionContext,
): { readonly impairment: Impairment | null; readonly by: number } {
  const faults = context.impairments(invocation) as readonly HandlerFault[]; // As checked below.
  if (faults.length === 0) return unimpaired;
  let error: FailingHandler | null = null;
  let factor = 1;
  let by = 0;
  let hangs = false;
  for (const fault of faults) {
    if (fault.type === "fail") error ??= fault;
    else {
      factor *= fault.factor ?? 1;
      hangs ||= fault.untilTimeout;
      if (fault.by !== null) {
        by += drawDuration(lawOf(fault.by), purposes.slowness, context);
      }
    }
  }
  return { impairment: { error, factor, hangs }, by };
}

const unimpaired = Object.freeze({ impairment: null, by: 0 });

/** Impairments of a function's work, as a fault of a scenario says them. @throws ConfigError */
export const handlerFaults: Readonly<Record<string, (said: Tagged, path: string) => Tagged>> = {
  fail(said): FailingHandler {
    const { errorType, errorMessage } = said as FailingHandler; // As the scenario has it.
    return { type: "fail", errorType, errorMessage };
  },
  slow(said, path): SlowHandler {
    const { factor, by, untilTimeout } = said as SlowHandler; // Likewise.
    if (factor !== null && !(Number.isFinite(factor) && factor > 1)) {
      throw new ConfigError(`${path} factor`, "a number above 1", shownValue(factor));
    }
    if (by !== null) checkDistribution(`${path} by`, by);
    return { type: "slow", factor, by, untilTimeout };
  },
};
