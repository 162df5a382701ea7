import {
  table,
  type Context,
  type Draft,
  type Instant,
  type Plain,
  type Table,
} from "@orrery/kernel";
import type { BegunCall } from "../service/call.ts";
import type { CallRate, CallRates } from "../service/call-rate.ts";
import { bucketView, forgetFull, takeOne, type Bucket } from "../service/rate-bucket.ts";
import type { Refused } from "../service/refusal.ts";
import type { ServiceModel } from "../service/service-model.ts";
import type { ControlSettings, ControlState } from "./state.ts";

/** The rate that an operation is under. */
export interface OperationRate extends CallRate {
  readonly throttled: CallRates["throttled"];
}

/** The rate of each operation of a service that is under one. */
export const operationRates = ({ callRates }: ServiceModel): ReadonlyMap<string, OperationRate> =>
  new Map(
    (callRates?.rates ?? []).flatMap((rate) =>
      rate.operations.map((operation) => [
        operation,
        { ...rate, throttled: callRates!.throttled.bind(callRates) },
      ]),
    ),
  );

/** What a call hears that comes too soon after others; `null`: it does not. */
export function tooSoon(
  control: Draft<ControlState>,
  { quota, burst, isShared, of, throttled }: OperationRate,
  { service, operation, params }: BegunCall,
  { now, settings }: Context<ControlSettings>,
): Refused | null {
  const { rates } = control;
  forgetFull(rates, now);
  const key = `${service} ${isShared === true ? quota : operation} ${of?.(params) ?? ""}`;
  const perSecond = typeof quota === "number" ? quota : settings.quotas[quota]!; // All quotas are there.
  const left = takeOne(table.get(rates, key), perSecond, now, burst);
  if (left === null) return throttled(operation, params, settings);
  // Behind all others, so that the buckets that are full by now are the first ones.
  table.remove(rates, key);
  table.set(rates, key, left);
  return null;
}

/** What is left of the rates, as a search sees it. */
export const canonicalRates = (rates: Table<Bucket>, now: Instant): Plain =>
  table.list(rates).flatMap(([key, bucket]) => {
    const view = bucketView(bucket, now);
    return view.length === 0 ? [] : [[key, ...view]];
  });
