import type { Plain } from "@orrery/kernel";
import type { BatchForm, BatchPayload } from "../../../service/payload.ts";
import { isObject } from "../../../request/params.ts";
import { flattened } from "../pipes-to-kinesis.ts";

/** The events of a batch as pipes have them: records of the source, none within another. */
export function eventsOf(
  batch: BatchPayload,
  form: BatchForm,
  epochMilliseconds: number,
): readonly Plain[] {
  return form.recordsIn(form.eventOf(batch, epochMilliseconds)).map((record, place) => {
    if (form.besides !== undefined && isObject(record)) {
      return { ...record, ...form.besides(batch.items[place]!, batch.source) };
    }
    if (!isObject(record) || !isObject(record[flattened])) return record;
    const { [flattened]: inner, ...rest } = record;
    return { ...inner, ...rest }; // It is an object.
  });
}

/** What names an event in a list of failed ones. */
function identifierOf(event: Plain): string | null {
  if (!isObject(event)) return null;
  const { messageId, eventID } = event;
  if (typeof messageId === "string") return messageId;
  return typeof eventID === "string" ? eventID : null;
}

/** The places of the events that an answer names as failed; `null`: it cannot be understood. */
export function placesNamedIn(answer: Plain, events: readonly Plain[]): readonly number[] | null {
  if (!isObject(answer)) return [];
  const failures = answer["batchItemFailures"] ?? null;
  if (failures === null) return [];
  if (!Array.isArray(failures)) return null;
  const places: number[] = [];
  for (const failure of failures as readonly Plain[]) {
    const identifier = isObject(failure) ? failure["itemIdentifier"] : null;
    const place = events.findIndex(
      (event) => identifier !== null && identifierOf(event) === identifier,
    );
    if (place < 0) return null;
    places.push(place);
  }
  return places;
}
