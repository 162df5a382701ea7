import { readEventValue, readsTheSame } from "../../pattern/event-value.ts";
import type { EventValue, NumberReading } from "../../pattern/event-value.ts";
import type { RuleSettings } from "./config.ts";
import type { EventContent } from "./event-content.ts";
import { recent } from "../../service/recent.ts";

/** What was worked out of what an event says: no state has it, since each of it can be worked out again. */
export interface EventReading {
  /** What is in its detail, by how closely its numbers are read. */
  any: EventValue | undefined;
  exact: EventValue | undefined;
  spelled: EventValue | undefined;
  /** The rules of a bus that it matches, and the list of rules that was asked. */
  matched: { readonly of: readonly RuleSettings[]; readonly rules: readonly RuleSettings[] } | null;
}

/** A load generator says no more things by turns than that, as a rule. */
const repeated = 1_024;

// A memo of pure functions.
const readings = recent<EventContent, EventReading>(repeated);

function noReading(any: EventValue | undefined): EventReading {
  return { any, exact: undefined, spelled: undefined, matched: null };
}

/** What is known of what an event says, to be added to. */
export function readingOf(content: EventContent): EventReading {
  let reading = readings.find(content);
  if (reading === undefined) {
    reading = noReading(undefined);
    readings.keep(content, reading);
  }
  return reading;
}

/** Keeps what an event's detail was read to, so that nobody reads it again. */
export function keepDetail(content: EventContent, detail: EventValue): void {
  readings.keep(content, noReading(detail));
}

/** What is in an event's detail; numbers as spelled where that is asked for. */
export function detailOf(content: EventContent, numbers: NumberReading): EventValue {
  const reading = readingOf(content);
  const known = reading[numbers];
  if (known !== undefined) return known;
  // It was read before.
  reading.any ??= readEventValue(content.detail, "any") ?? {};
  const isSame = readsTheSame(content.detail, numbers);
  const read = isSame ? reading.any : (readEventValue(content.detail, numbers) ?? {});
  reading[numbers] = read;
  return read;
}
