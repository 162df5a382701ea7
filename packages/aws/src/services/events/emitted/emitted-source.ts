import type { Home } from "../../../service/caller.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import { uuidOf } from "../../../text/hexadecimal.ts";
import { mix } from "../../../text/mix.ts";
import { formatWallClock } from "../../../text/wall-clock.ts";

/** What an event of a service is about. */
export interface EmittedFacts extends Home {
  /** What it is about is called so, such as a cluster or a pipeline. */
  readonly name: string;
  /** Which of the events it is, from 1. */
  readonly number: number;
  /** Milliseconds since 1970. */
  readonly milliseconds: number;
}

/** A kind of event that a service puts on the default bus by itself. */
export interface Emitted {
  readonly detailType: string;
  resources(facts: EmittedFacts): readonly string[];
  detail(facts: EmittedFacts): PlainObject;
}

/** A service that puts events on the default bus by itself: all that tells it from the others. Each is a file of `sources`. */
export interface EmittedSource {
  /** As its events name it, such as `aws.ecs`. */
  readonly name: string;
  /** In one sentence, for documents. */
  readonly text: string;
  /** What its events are about where nobody says. @defaultValue orders */
  readonly usualName?: string;
  /** The first is what it puts where nobody says. */
  readonly events: readonly Emitted[];
}

/** A UUID of an event, another for each `nth`. */
export function idIn({ number }: EmittedFacts, nth = 0): string {
  const first = mix(number ^ mix(nth + 0x6e76));
  const second = mix(first ^ nth);
  const third = mix(second ^ Math.imul(first, 3));
  return uuidOf(
    first,
    (second & 0xffff0000) | 0x4000 | (second & 0xfff), // Version 4, as in AWS.
    0x80000000 | (third & 0x3fffffff),
    mix(third ^ first),
  );
}

/** Some hexadecimal digits, as in the ids of instances. */
export const hexIn = (facts: EmittedFacts, length: number, nth = 0): string =>
  `${idIn(facts, nth)}${idIn(facts, nth + 100)}`.replaceAll("-", "").slice(0, length);

/** The ARN of something of a service. */
export const arnIn = (
  { partition, region, accountId }: EmittedFacts,
  service: string,
  rest: string,
): string => `arn:${partition}:${service}:${region}:${accountId}:${rest}`;

/** An instant, some seconds before or after the event. */
export const timeIn = ({ milliseconds }: EmittedFacts, seconds = 0): string =>
  formatWallClock(milliseconds + seconds * 1_000);
