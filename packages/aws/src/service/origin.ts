import { identityView, receiptsView } from "./item-view.ts";
import type { Instant, MemberViews } from "@orrery/kernel";
import type { Lineage } from "./lineage.ts";

/**
 * Who began what is carried: the arrival, from outside or of a schedule, that everything since then
 * follows from. It is told by two integers.
 */
export interface Origin {
  /** Which workload, from 1; 0: a call from outside; below 0: a resource that begins by itself, by its number. */
  readonly from: number;
  /** Which of its arrivals or calls, from 1. */
  readonly number: number;
  /** When that was. */
  readonly at: Instant;
}

/**
 * What led to a payload: its origin, and the invocations since. A value: one object goes from hop to hop
 * with everything that is carried, and what is stored keeps its writer's.
 *
 * It is no part of what a payload says: no machine but a function, which is not to run in circles,
 * decides by it.
 */
export interface Trail extends Origin {
  /** The functions that ran on the way; `null` where none did. */
  readonly lineage: Lineage | null;
  /** Whether X-Ray keeps its trace; left out where nobody has decided so far. */
  readonly sampled?: boolean;
}

/** What brings something somewhere bears the trail of it in this member, and in no other. */
export interface Trailed {
  readonly trail: Trail;
}

const began = (at: Instant): Trail => ({ from: 0, number: 0, at, lineage: null });

// Of no number at first, so that V8 keeps the instant of each trail as it comes, and makes no box for it.
began(null as never);

/** Of what nothing led to but the simulation itself. */
export const noTrail: Trail = Object.freeze(began(0 as Instant));

/** The trail of what a function brings on: the same origin, after one more invocation. */
export const trailAfter = (
  { from, number, at }: Trail,
  lineage: Lineage,
  sampled: boolean | null,
): Trail =>
  sampled === null ? { from, number, at, lineage } : { from, number, at, lineage, sampled };

/** The same origin, without the invocations since. */
export const withoutLineage = (trail: Trail): Trail =>
  trail.lineage === null ? trail : { ...trail, lineage: null };

/** An input with another trail than it has; itself where it bears none. */
export function trailing<Input extends object>(input: Input, trail: Trail): Input {
  return "trail" in input && input.trail !== trail ? { ...input, trail } : input;
}

/** The trail of several things, one at least, that began first. */
export function oldestOf(all: readonly Trailed[]): Trail {
  let oldest = all[0]!.trail;
  for (const { trail } of all) if (isBefore(trail, oldest)) oldest = trail;
  return oldest;
}

/** In a total order: by the instant, then by who began it. */
function isBefore(one: Origin, other: Origin): boolean {
  if (one.at !== other.at) return one.at < other.at;
  return one.from === other.from ? one.number < other.number : one.from < other.from;
}

/** Whether two things began as one. */
export const isSameOrigin = (one: Origin, other: Origin): boolean =>
  one.number === other.number && one.from === other.from && one.at === other.at;

/**
 * Where something began is behind it: what is still to come depends on the invocations since alone. And which of
 * several alike items of a queue one is decides nothing.
 */
export const memberViews: MemberViews = new Map([
  ["trail", (member: unknown) => (isTrail(member) ? viewOf(member) : member)],
  ["receipt", identityView],
  ["receipts", receiptsView],
  ["identity", identityView],
]);

const viewOf = ({ lineage, sampled }: Trail): unknown =>
  sampled === undefined ? lineage : { lineage, sampled };

/** Payloads of users may have members of that name too. */
const isTrail = (member: unknown): member is Trail =>
  typeof member === "object" && member !== null && "lineage" in member && "from" in member;
