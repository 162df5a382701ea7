import { after, days, type Duration, type Tagged } from "@orrery/kernel";
import type { Call } from "../../../service/call.ts";
import { sizeInUtf8 } from "../../../text/utf8.ts";
import type { WorkgroupSettings } from "../config.ts";
import { athenaLimits } from "../limits.ts";
import type { QueryStatus } from "../protocol.ts";
import { busEventOf } from "./bus-event.ts";
import { metrics, ports, type Flow, type Handled } from "./declarations.ts";

/** Longer than any run: what is waited for is given up by a timer, or never. */
const forever = days(36_500);

/** Whose answer nobody looks at: no query has it. */
export const untold = -1;

/** Who gives a query capacity: its reservation, or the account. */
const capacityOf = ({ reserved }: Handled["query"]) =>
  reserved === -1 ? { port: ports.account, to: 0 } : { port: ports.capacity, to: reserved };

const amountOf = ({ reserved, plan }: Handled["query"]): number =>
  reserved === -1 ? 1 : plan.dpus;

/** By what a query is known among those of all workgroups. */
const keyOf = ({ number }: Handled["query"], { workgroup }: WorkgroupSettings): string =>
  `${workgroup} ${number}`;

/** Asks for capacity. */
export function awaitCapacity({ id, query }: Handled, { context, effects }: Flow): void {
  effects.push({
    type: "send",
    ...capacityOf(query),
    input: {
      type: "awaitCapacity",
      key: keyOf(query, context.settings),
      amount: amountOf(query),
    } as Tagged,
    tag: id,
    deadline: after(context.now, forever),
  });
}

/** Gives capacity back. */
export function freeCapacity({ query }: Handled, { context, effects }: Flow): void {
  effects.push({
    type: "send",
    ...capacityOf(query),
    input: { type: "freeCapacity", key: keyOf(query, context.settings) } as Tagged,
    tag: untold,
    deadline: after(context.now, athenaLimits.patience),
  });
}

/** Asks for an operation on behalf of whoever began the query. */
export function sendCall(
  { id, query }: Handled,
  asked: Pick<Call, "service" | "operation" | "params">,
  patience: Duration,
  { context, effects }: Flow,
): void {
  const { caller, trail } = query.plan;
  const until = after(context.now, patience);
  const input: Call = { type: "call", ...asked, trail, caller, until };
  effects.push({ type: "send", port: ports.calls, to: 0, input, tag: id, deadline: until });
}

/** Writes an object; `wait`: how long before. */
export function sendObject(
  { id, query }: Handled,
  bucket: number,
  key: string,
  { body, size }: { readonly body: string; readonly size: number },
  wait: Duration,
  { context, effects, entryOf }: Flow,
): void {
  const { trail } = query.plan;
  const kind = context.settings.buckets[bucket]?.kind ?? null;
  const text = { body, size };
  const arrival = { text, key, group: null, deduplicationId: null, trail };
  const input: Tagged =
    kind === null
      ? ({ type: "deliver", body, size, key, trail } as Tagged)
      : entryOf(kind)!.doors.event!.inputOf(arrival); // Buckets have one.
  effects.push({
    type: "send",
    port: ports.buckets,
    to: bucket,
    input,
    tag: id,
    deadline: after(context.now, (wait + athenaLimits.patience) as Duration),
    ...(wait > 0 ? { after: wait } : {}),
  });
}

/** Tells the default bus of a change, once: AWS promises no more. */
export function tellBus(
  { query }: Handled,
  previous: QueryStatus | null,
  { context, effects, entryOf }: Flow,
): void {
  const { settings, now } = context;
  query.told += 1;
  const told = {
    queryId: query.plan.id,
    statementType: query.plan.type,
    current: query.status,
    previous,
    sequence: query.told,
    failure: query.failure,
    at: now,
  };
  const body = JSON.stringify(busEventOf(told, settings));
  const text = { body, size: sizeInUtf8(body) };
  const arrival = { text, group: null, deduplicationId: null, trail: query.plan.trail };
  effects.push({
    type: "send",
    port: ports.bus,
    to: 0,
    input: entryOf(settings.busKind)!.doors.event!.inputOf(arrival), // A bus has one.
    tag: untold,
    deadline: after(now, athenaLimits.patience),
  });
}

/** Counts what the bus did not take. */
export function hearBus(body: Tagged, { context }: Flow): void {
  if (body.type === "refused" || body.type === "lost") context.observe(metrics.EventsLost, 1);
}
