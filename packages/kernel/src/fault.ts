import { shownValue } from "./shown-value.ts";
import { ConfigError } from "./errors.ts";
import type { Tagged } from "./plain.ts";
import { checkDistribution } from "./random/distribution-check.ts";
import type { Distribution } from "./random/distributions.ts";
import type { Instant } from "./time.ts";

/**
 * A deviation injected on purpose, as data: what happens to requests on their way to a component, to
 * its answers, or to its own work, over a span. After `until` the fault is healed.
 *
 * An outage refuses every request, a brown-out delays some of them, a partition drops those of one
 * sender. What a component accepted before goes on.
 */
export type Fault =
  RefuseFault | DelayFault | DropFault | DuplicateFault | StrikeFault | ImpairFault;

interface FaultSpan {
  /** Names it in traces and choices. */
  readonly name: string;
  /** The component that is asked. */
  readonly component: string;
  /** Whose requests are meant; left out: everybody's. */
  readonly sender?: string;
  readonly from: Instant;
  /** The end of the span, which is outside it. */
  readonly until: Instant;
  /** The part of the requests or answers that is struck, above 0 and at most 1. */
  readonly share: number;
  /**
   * The chance that the fault is there in a run at all; only then it strikes as often as `share`
   * says. It gives runs different characters. @defaultValue 1
   */
  readonly activation?: number;
  /** Faults of one group are there together or not at all, such as those of an availability zone. */
  readonly group?: string;
}

/** The component does not get the request; the sender hears a refusal. */
export interface RefuseFault extends FaultSpan {
  readonly type: "refuse";
  /** What the sender hears. */
  readonly body: Tagged;
}

/** A request or an answer takes longer. */
export interface DelayFault extends FaultSpan {
  readonly type: "delay";
  readonly direction: "request" | "reply";
  /** How much longer, in microseconds. */
  readonly by: Distribution;
}

/** A request or an answer gets lost, and the sender hears so at its deadline. */
export interface DropFault extends FaultSpan {
  readonly type: "drop";
  readonly direction: "request" | "reply";
}

/** The component gets a request twice; only the first answer is heard. */
export interface DuplicateFault extends FaultSpan {
  readonly type: "duplicate";
  /** How much later the copy comes, in microseconds. */
  readonly by: Distribution;
}

/**
 * Something happens to the component itself, once, at `from`: it gets an input that nobody sent. Takes
 * a component that is there when the fault is injected.
 */
export interface StrikeFault extends FaultSpan {
  readonly type: "strike";
  readonly input: Tagged;
}

/**
 * Something is wrong with the work that a component begins in the span: it asks by
 * {@link Context.impairments}, and decides itself what that means.
 */
export interface ImpairFault extends FaultSpan {
  readonly type: "impair";
  /** What the component is told: plain data. */
  readonly impairment: Tagged;
}

/** What a fault was asked about so far, and how often it struck. */
export interface FaultCounts {
  /** Requests, answers or works in its span that no fault before it had struck. */
  readonly seen: number;
  /** Those of them that were its sender's. */
  readonly meant: number;
  readonly struck: number;
}

/** What a fault strikes: requests, answers, the work of a component, or the component itself. */
export function struckBy(fault: Fault): "requests" | "replies" | "work" | "component" {
  if (fault.type === "strike") return "component";
  if (fault.type === "impair") return "work";
  return "direction" in fault && fault.direction === "reply" ? "replies" : "requests";
}

/** `fault`, when it can be injected. @throws ConfigError otherwise. */
export function checkFault(fault: Fault): Fault {
  const path = `fault "${fault.name}"`;
  if (!(fault.share > 0 && fault.share <= 1)) {
    throw new ConfigError(
      `${path} share`,
      "a share above 0 and at most 1",
      shownValue(fault.share),
    );
  }
  const { activation = 1 } = fault;
  if (!(activation > 0 && activation <= 1)) {
    throw new ConfigError(
      `${path} activation`,
      "a chance above 0 and at most 1",
      shownValue(activation),
    );
  }
  if (!(fault.from >= 0 && fault.until > fault.from)) {
    throw new ConfigError(
      `${path} span`,
      "an end behind its start",
      `${fault.from} to ${fault.until} µs`,
    );
  }
  if ("by" in fault) checkDistribution(`${path} by`, fault.by);
  return fault;
}
