import { deployed, isStruck, type ResourceKind } from "@orrery/aws";
import {
  ConfigError,
  durationOf,
  formatDuration,
  seconds,
  type Duration,
  type DurationSaid,
} from "@orrery/kernel";
import fc from "fast-check";
import { sentenceOf, type FaultKind, type GivenFault } from "./fault-sentence.ts";
import { readSubject, type Subject } from "./subject.ts";

/** Which faults to try. */
export interface FaultOptions {
  /** At most so many at once. @defaultValue 1 */
  readonly atMost?: number;
  /** They begin within so long a time of the start, in whole seconds. @defaultValue 1m */
  readonly within?: DurationSaid;
  /** None lasts longer, in whole seconds. @defaultValue 1m */
  readonly longest?: DurationSaid;
  /** Which kinds. @defaultValue all */
  readonly kinds?: readonly FaultKind[];
  /** To which resources, by logical id. @defaultValue all that faults can be about */
  readonly to?: readonly string[];
}

/**
 * Any faults of the resources of a stack, a scenario or a template: outages, refusals, slow and lost requests
 * and answers, requests that come twice, environments that die, handlers that fail, are slow or hang. Give them to a run as its `faults`. A
 * property that fails shrinks them to the fewest, the earliest and the shortest, and prints them as sentences.
 *
 * @throws ConfigError where there is nothing that faults could be about.
 */
export function anyFaults(
  subject: Subject,
  options: FaultOptions = {},
): fc.Arbitrary<readonly GivenFault[]> {
  const { atMost = 1, within = "1m", longest = "1m", kinds = allKindsOfFaults } = options;
  if (!Number.isInteger(atMost) || atMost < 1) {
    throw new ConfigError("atMost", "a whole number from 1", `${atMost}`);
  }
  const targets = targetsOf(subject, options.to);
  const possible = targets.flatMap(({ name, own }) =>
    kinds.flatMap((kind) => (!ownKinds.has(kind) || own.includes(kind) ? [{ name, kind }] : [])),
  );
  if (possible.length === 0) {
    throw new ConfigError(
      "kinds",
      "faults that the resources can have",
      kinds.join(", ") || "none",
    );
  }
  const fault = fc
    .record({
      of: fc.nat(possible.length - 1),
      at: fc.nat(inSeconds("within", within)),
      length: fc.integer({ min: 1, max: Math.max(1, inSeconds("longest", longest)) }),
      share: fc.constantFrom(1, 0.5, 0.1),
    })
    .map(({ of, at, length, share }) =>
      faultOf(possible[of]!, seconds(at), seconds(length), share),
    );
  return fc.array(fault, { maxLength: atMost });
}

const allKindsOfFaults: readonly FaultKind[] = [
  "outage",
  "refuse",
  "delay",
  "lostRequest",
  "lostAnswer",
  "duplicate",
  "crash",
  "fail",
  "slow",
  "hang",
];

interface Target {
  readonly name: string;
  /** Which kinds it may have that are about itself and not about requests to it. */
  readonly own: readonly FaultKind[];
}

const ownKinds: ReadonlySet<FaultKind> = new Set(["crash", "fail", "slow", "hang"]);

const ownKindsOf = ({ strikes = {}, impairments = {} }: ResourceKind): readonly FaultKind[] => [
  ...("crash" in strikes ? (["crash"] as const) : []),
  ...("fail" in impairments ? (["fail"] as const) : []),
  ...("slow" in impairments ? (["slow", "hang"] as const) : []),
];

function targetsOf(subject: Subject, wanted: readonly string[] | undefined): readonly Target[] {
  const isStack = typeof subject === "object" && "operations" in subject;
  const { scenario } = readSubject(subject, isStack ? { duration: "1s" } : {});
  const { resources } = deployed(scenario.architecture, scenario.extras ?? {}, scenario);
  const able = resources.filter(({ kind }) => isStruck(kind));
  for (const name of wanted ?? []) {
    if (able.some(({ logicalId }) => logicalId === name)) continue;
    const names = able.map(({ logicalId }) => logicalId).join(", ");
    throw new ConfigError("to", `some of ${names}`, `"${name}"`);
  }
  return able
    .filter(({ logicalId }) => wanted === undefined || wanted.includes(logicalId))
    .map(({ logicalId, kind }) => ({
      name: logicalId,
      own: ownKindsOf(kind),
    }));
}

function inSeconds(path: string, given: DurationSaid): number {
  const duration = durationOf(path, given);
  const whole = duration / seconds(1);
  if (Number.isInteger(whole) && whole >= 0) return whole;
  throw new ConfigError(path, "whole seconds", formatDuration(duration));
}

function faultOf(
  { name, kind }: { readonly name: string; readonly kind: FaultKind },
  at: Duration,
  length: Duration,
  share: number,
): GivenFault {
  const span = { at, for: length };
  switch (kind) {
    case "outage":
      return asSentence({ ...span, outage: name });
    case "refuse":
      return asSentence({ ...span, refuse: name, with: "ThrottlingException", share });
    case "delay":
      return asSentence({ ...span, delay: name, by: "3s", share });
    case "lostRequest":
      return asSentence({ ...span, drop: name, direction: "request", share });
    case "lostAnswer":
      return asSentence({ ...span, drop: name, direction: "reply", share });
    case "duplicate":
      return asSentence({ ...span, duplicate: name, share });
    case "crash":
      return asSentence({ at, crash: name, share });
    case "fail":
      return asSentence({ ...span, fail: name, with: "DependencyError", share });
    case "slow":
      return asSentence({ ...span, slow: name, factor: 10, share });
    case "hang":
      return asSentence({ ...span, slow: name, untilTimeout: true, share });
  }
}

/** A fault that fast-check prints as a sentence; the sentence is none of its settings. */
const asSentence = (fault: GivenFault): GivenFault =>
  Object.defineProperty(fault, fc.toStringMethod, { value: () => sentenceOf(fault) });
