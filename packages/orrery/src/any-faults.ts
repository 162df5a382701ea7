import { isStruck, type ResourceKind } from "@orrery/aws";
import { ConfigError, seconds, type Duration, type DurationSaid } from "@orrery/kernel";
import fc from "fast-check";
import { sentenceOf, type FaultKind, type GivenFault } from "./fault-sentence.ts";
import { resourcesOf } from "./resources.ts";
import { said } from "./said.ts";
import type { Subject } from "./subject.ts";
import { wholeSeconds } from "./whole-seconds.ts";

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
  const possible = resourcesOf(subject, isStruck, options.to).flatMap(({ logicalId: name, kind }) =>
    kinds.flatMap((fault) => (mayHave(kind, fault) ? [{ name, kind: fault }] : [])),
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
      at: fc.nat(wholeSeconds("within", within)),
      length: fc.integer({ min: 1, max: Math.max(1, wholeSeconds("longest", longest)) }),
      share: fc.constantFrom(1, 0.5, 0.1),
    })
    .map(({ of, at, length, share }) =>
      faultOf(possible[of]!, seconds(at), seconds(length), share),
    );
  return fc
    .array(fault, { maxLength: atMost })
    .map((faults) => said(faults, () => faults.map(sentenceOf).join("; ") || "no faults"));
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

/** Whether resources of a kind have such faults: some are about themselves, and not about requests to them. */
function mayHave({ strikes = {}, impairments = {} }: ResourceKind, fault: FaultKind): boolean {
  switch (fault) {
    case "crash":
      return "crash" in strikes;
    case "fail":
      return "fail" in impairments;
    case "slow":
    case "hang":
      return "slow" in impairments;
    default:
      return true;
  }
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

/** A fault that is printed as a sentence, also where it is taken out of its list. */
const asSentence = (fault: GivenFault): GivenFault => said(fault, () => sentenceOf(fault));
