import {
  declare,
  type Context,
  type Distribution,
  type Plain,
  type Reply,
  type SettingsChanged,
} from "@orrery/kernel";
import { declareMeters, type MetricForms } from "../../../service/metric.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import type { FunctionFailed, FunctionRan, RunFunction } from "../protocol.ts";

/** What a CloudFront Function counts, under CloudWatch's names; the rest are ours. */
export const meters = {
  FunctionInvocations: "count",
  FunctionValidationErrors: "count",
  FunctionExecutionErrors: "count",
  FunctionComputeUtilization: "level",
  FunctionThrottles: "count",
  StoreReads: "count",
} as const satisfies MetricForms;

export const metrics = declareMeters(meters);
export const choices = declare("outcome");
export const purposes = declare("duration", "utilization");

/** What a CloudFront Function works on. */
export interface FunctionState {
  /** How often it ran. */
  readonly count: number;
}

/** A CloudFront Function, as its machine has it. Plain data. */
export interface FunctionSettings {
  readonly name: string;
  readonly duration: Distribution;
  readonly behavior: FunctionBehavior;
  /** Of its store; `null`: it has none. */
  readonly values: Readonly<Record<string, string>> | null;
  /** Whether a store may be asked: in the runtime 2.0. */
  readonly hasStores: boolean;
}

/** What a function does, as a scenario says. Plain data. */
export interface FunctionBehavior {
  /** The name of a script; `null`: what is said here. */
  readonly script: string | null;
  /** What it returns; `null`: the request or response goes on as it is. */
  readonly returns: Plain;
  /** Whether the path of a request becomes what its store has for it. */
  readonly rewrites: boolean;
  /** Part of its runs that throw. */
  readonly failures: number;
  /** How much it uses of the time it may use, from 0 to 100 and above. */
  readonly utilization: number;
}

export type FunctionInput = RunFunction | SettingsChanged<FunctionSettings>;
export type FunctionEffect = Reply<FunctionRan | FunctionFailed>;
export type FunctionContext = Context<FunctionSettings>;
/** What a script is given beside its event. */
export interface FunctionHelpers {
  readonly kvs: {
    get(key: string, options?: { readonly format?: "string" | "json" | "bytes" }): Plain;
    exists(key: string): boolean;
    count(): number;
    meta(): PlainObject;
  };
  /** Sends the request to an origin of another domain. */
  updateRequestOrigin(origin: { readonly domainName: string }): void;
}
