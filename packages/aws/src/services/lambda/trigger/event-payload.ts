import type { Plain } from "@orrery/kernel";
import type { Text } from "../../../service/entry.ts";
import { ticketOf } from "../../../service/ticket.ts";
import type { JsonPayload } from "../../../service/payload.ts";
import { parseJson } from "../../../text/json.ts";
import { merged } from "../../../text/merged.ts";
import { sizeInUtf8 } from "../../../text/utf8.ts";
import { wallClockAt } from "../../../text/wall-clock.ts";
import { requestIdOf } from "../function/function-error.ts";
import type { TriggerSettings } from "./config.ts";
import type { OpenEvent } from "./state.ts";
import type { TriggerFacts, TriggerSource } from "./trigger-source.ts";

/** Each event has so many ids of its own. */
const idsOfOne = 16;

// Memos of pure functions: what they hold follows from their arguments alone.
const parsed = new WeakMap<Text, { readonly value: Plain | undefined }>();
const sizes = new WeakMap<Text, WeakMap<TriggerSettings, number>>();

/** What an event of a source is made of. */
const factsOf = (
  settings: TriggerSettings,
  {
    number,
    cameAt,
    continuation,
    text,
  }: Pick<OpenEvent, "number" | "cameAt" | "continuation" | "text">,
): TriggerFacts => ({
  values: settings.values,
  number,
  milliseconds: wallClockAt(settings.epochMilliseconds, cameAt),
  region: settings.region,
  accountId: settings.accountId,
  partition: settings.partition,
  functionArn: settings.functionArn,
  id: (nth = 0) => requestIdOf(settings.number, number * idsOfOne + nth),
  ticket: ticketOf(settings.number, settings.arn, number),
  continuation,
  payload: valueOf(text),
});

/** What the function gets: what its source says, and over it what the workload does. */
export function payloadOf(
  source: TriggerSource,
  settings: TriggerSettings,
  event: OpenEvent,
): JsonPayload {
  const facts = factsOf(settings, event);
  const value = merged(source.eventOf(facts), facts.payload);
  const usual = source.usual?.(value, settings.values);
  const size = sizeOf(value, settings, event);
  return { type: "json", value, size, ...(usual === undefined ? {} : { usual }) };
}

/** What differs between events of one text is of one length: numbers in UUIDs, and times. */
function sizeOf(
  value: Plain,
  settings: TriggerSettings,
  { text, continuation }: OpenEvent,
): number {
  if (continuation !== null) return sizeInUtf8(JSON.stringify(value));
  let byTrigger = sizes.get(text);
  if (byTrigger === undefined) sizes.set(text, (byTrigger = new WeakMap()));
  let size = byTrigger.get(settings);
  if (size === undefined) byTrigger.set(settings, (size = sizeInUtf8(JSON.stringify(value))));
  return size;
}

function valueOf(text: Text): Plain | undefined {
  let known = parsed.get(text);
  if (known === undefined) parsed.set(text, (known = { value: parseJson(text.body) }));
  return known.value;
}
