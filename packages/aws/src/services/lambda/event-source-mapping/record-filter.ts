import type { Plain } from "@orrery/kernel";
import {
  compileFilterCriteria,
  matchesFilterCriteria,
  type CompiledFilterCriteria,
  type JsonObject,
} from "../../../pattern/index.ts";
import { sqsEventOf, type SqsNames } from "../sqs-event.ts";
import type { ReceivedMessage } from "../../sqs/protocol.ts";
import type { EventSourceMappingSettings } from "./config.ts";

// A memo of a pure function: what it holds follows from the settings alone.
const compiled = new WeakMap<readonly string[], CompiledFilterCriteria>();

/** Whether a message passes the filters of a mapping, which has some. */
export function passesFilters(
  message: ReceivedMessage,
  settings: EventSourceMappingSettings,
  names: SqsNames,
): boolean {
  const criteria = criteriaOf(settings.filters);
  return matchesFilterCriteria(criteria, recordOf(message, criteria, settings, names));
}

function criteriaOf(filters: readonly string[]): CompiledFilterCriteria {
  let criteria = compiled.get(filters);
  if (criteria === undefined) {
    criteria = compileFilterCriteria(filters, "sqs");
    compiled.set(filters, criteria);
  }
  return criteria;
}

/** The record of a message, of which most filters read the body only. */
function recordOf(
  message: ReceivedMessage,
  { root }: CompiledFilterCriteria,
  { source, region, epochMilliseconds }: EventSourceMappingSettings,
  names: SqsNames,
): JsonObject {
  if (root.children.every(({ key }) => key === "body")) return { body: message.content.body };
  const payload = { messages: [message], source, region, reportBatchItemFailures: false, size: 0 };
  const { Records } = sqsEventOf({ type: "sqs", ...payload }, names, epochMilliseconds);
  const [record] = Records as readonly { readonly [key: string]: Plain }[]; // One for the message.
  return record!;
}
