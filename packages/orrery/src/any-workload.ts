import {
  ConfigError,
  formatDuration,
  seconds,
  type Duration,
  type DurationSaid,
} from "@orrery/kernel";
import type { WorkloadInput } from "@orrery/aws";
import fc from "fast-check";
import { resourcesOf, type MadeResource } from "./resources.ts";
import { said } from "./said.ts";
import type { Subject } from "./subject.ts";
import { wholeSeconds } from "./whole-seconds.ts";

/** Which workloads to try; beside it, what each message carries and how it is sent. */
export interface WorkloadOptions extends Pick<
  WorkloadInput,
  "payload" | "groups" | "invoke" | "delay" | "retry" | "timeout"
> {
  /** To which resources, by logical id. @defaultValue all that take what comes from outside */
  readonly to?: string | readonly string[];
  /** At most so many messages, and at least one. @defaultValue 20 */
  readonly atMost?: number;
  /** They begin within so long a time of the start, in whole seconds. @defaultValue 1m */
  readonly within?: DurationSaid;
}

/** A part of a workload as a scenario says it, with times in microseconds. */
export interface GivenWorkload extends Omit<WorkloadOptions, "to" | "atMost" | "within"> {
  readonly to: string;
  readonly arrivals: { readonly constant: { readonly rate: Rate } };
  readonly from: Duration;
  readonly for: Duration;
}

type Rate = `${number}/s`;

/** How many a second: some trickle in, and some come as a crowd. */
const rates = [1, 10, 100];
const mostParts = 3;

/**
 * Any workload of a stack, a scenario or a template: up to three rows of evenly spaced messages. Give it to a run
 * as its `workload`. Their bodies are `message 1`, `message 2` and so on, unless `payload` says otherwise. A property
 * that fails shrinks it to the fewest messages and the earliest, and prints it as a sentence, such as
 * `1 message to Orders at 0 s`.
 *
 * @throws ConfigError where there is nothing that takes messages from outside.
 */
export function anyWorkload(
  subject: Subject,
  options: WorkloadOptions = {},
): fc.Arbitrary<readonly GivenWorkload[]> {
  const { to, atMost = 20, within = "1m", ...rest } = options;
  if (!Number.isInteger(atMost) || atMost < 1) {
    throw new ConfigError("atMost", "a whole number from 1", `${atMost}`);
  }
  const wanted = typeof to === "string" ? [to] : to;
  const targets = resourcesOf(subject, ({ entry }) => entry !== undefined, wanted);
  if (targets.length === 0) {
    throw new ConfigError("to", "a resource that takes messages from outside", "none");
  }
  const part = fc.record({
    target: fc.constantFrom(...targets),
    at: fc.nat(wholeSeconds("within", within)),
    messages: fc.integer({ min: 1, max: atMost }),
    rate: fc.constantFrom(...rates),
  });
  return fc.array(part, { minLength: 1, maxLength: mostParts }).map((parts) => {
    let left = atMost;
    const given: GivenWorkload[] = [];
    const sentences: string[] = [];
    for (const { target, at, messages, rate } of parts) {
      const count = Math.min(messages, left);
      if (count === 0) break;
      left -= count;
      const row: Row = { at: seconds(at), first: atMost - left - count + 1, count, rate };
      given.push(partOf(target, row, rest));
      sentences.push(sentenceOf(target, row));
    }
    return said(given, () => sentences.join("; "));
  });
}

interface Row {
  readonly at: Duration;
  /** The number of its first message. */
  readonly first: number;
  readonly count: number;
  /** Messages a second. */
  readonly rate: number;
}

function partOf(
  { logicalId, kind, settings }: MadeResource,
  { at, first, count, rate }: Row,
  rest: Omit<WorkloadOptions, "to" | "atMost" | "within">,
): GivenWorkload {
  const needsGroups = kind.entry?.needsGroups?.(settings) === true;
  return {
    to: logicalId,
    arrivals: { constant: { rate: `${rate}/s` } },
    from: at,
    for: ((count * seconds(1)) / rate) as Duration,
    payload: { list: Array.from({ length: count }, (_, place) => `message ${first + place}`) },
    ...(needsGroups ? { groups: 2 } : {}),
    ...rest,
  };
}

function sentenceOf({ logicalId, kind }: MadeResource, { at, count, rate }: Row): string {
  const noun = kind.entry?.doors.request === undefined ? "message" : "request";
  const many = count === 1 ? `1 ${noun}` : `${count} ${noun}s`;
  const when = `${formatDuration(at)}${count === 1 ? "" : ` on, ${rate} a second`}`;
  return `${many} to ${logicalId} ${count === 1 ? "at" : "from"} ${when}`;
}
