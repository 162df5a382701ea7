import { slab, table, type AskerOf, type Instant, type Plain, type SlabId } from "@orrery/kernel";
import type { BegunCall } from "../service/call.ts";
import type { Kinds } from "../service/kinds.ts";
import type { Resource } from "../service/resource.ts";
import { canonicalRates } from "./call-rates.ts";
import type { ControlState } from "./state.ts";

/**
 * What decides the future of the control plane, counted from `now`. How many calls there were decides
 * nothing, nor do the names of what is yet to be made. Which joins there are follows from the connections.
 */
export const canonicalControl = (
  {
    resources,
    deletions,
    asks,
    calls,
    answers,
    rates,
    identities,
    powers,
    spreading,
  }: ControlState,
  now: Instant,
  askerOf: AskerOf,
  kinds: Kinds,
): Plain => ({
  resources: table.list(resources).map(([, resource]) => viewOf(resource, now, kinds)),
  deletions: table.list(deletions).map(([key, at]) => [key, at - now]),
  asks: slab.list(asks).map(({ call, place }) => [slab.slotOf(call), place]),
  calls: slab.list(calls).map(({ request, call, kept, bodies }) => [
    askerOf(request),
    callView(call),
    kept,
    bodies as unknown as Plain, // Plain data.
  ]),
  rates: canonicalRates(rates, now),
  identities: table.list(identities).map(([, identity]) => identity as unknown as Plain), // Plain data.
  powers: table.list(powers).map(([, identity]) => identity as unknown as Plain), // Likewise.
  spreading: slab.list(spreading).map((identity) => identity as unknown as Plain), // Likewise; timers say when.
  answers: slab.list(answers).map(({ request, body }) => [
    askerOf(request),
    body as unknown as Plain, // Plain data.
  ]),
});

/** What one of the machines asked is for: the slot of a call, and the machine's place there. */
export function canonicalAsk({ asks }: ControlState, _port: number, tag: number): Plain {
  const { call, place } = slab.read(asks, tag as SlabId)!; // It is there until it is answered.
  return [slab.slotOf(call), place];
}

function viewOf(resource: Resource, now: Instant, kinds: Kinds): Plain {
  const { kind, name, number, arn, mark = null, record } = resource;
  const decides = kinds.get(kind)?.canonicalRecord?.(resource, now) ?? record;
  return [kind, name, number, arn, mark, decides];
}

const callView = ({ service, operation, params, trail, caller }: BegunCall): Plain => [
  service,
  operation,
  params,
  trail.lineage as unknown as Plain, // Plain data; where it began decides nothing.
  [caller.principal, caller.source],
];
