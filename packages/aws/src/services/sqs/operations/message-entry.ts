import type { Duration } from "@orrery/kernel";
import type { PlainObject, Refused } from "../../../service/refusal.ts";
import { sizeInUtf8 } from "../../../text/utf8.ts";
import { attributesIn, sizeOfAttributes } from "./message-attributes.ts";
import type { SendEntry } from "../protocol.ts";
import { textOf, numberOf } from "../../../request/params.ts";
import { isRefused } from "./refusals.ts";

/** A message as its parameters say it. The queue checks it. */
export interface ReadMessage {
  readonly entry: SendEntry;
  /** Where there are attributes that cannot be read, what AWS has against those. It comes after the size. */
  readonly refusal: Refused | null;
}

/** The message that parameters say to send. */
export function messageIn(params: PlainObject): ReadMessage {
  const body = textOf(params["MessageBody"]) ?? "";
  const attributes = attributesIn(params["MessageAttributes"], "(user)");
  const systemAttributes = attributesIn(params["MessageSystemAttributes"], "system");
  let refusal: Refused | null = null;
  if (isRefused(attributes)) refusal = attributes;
  else if (isRefused(systemAttributes)) refusal = systemAttributes;
  const known = isRefused(attributes) ? [] : attributes;
  const knownSystem = isRefused(systemAttributes) ? [] : systemAttributes;
  const delay = numberOf(params["DelaySeconds"]);
  const entry: SendEntry = {
    content: {
      body,
      size: sizeInUtf8(body) + sizeOfAttributes(known),
      attributes: known,
      traceHeader: knownSystem.length === 0 ? null : knownSystem[0]!.value,
    },
    // Not checked yet, so it may be out of range; a whole number of microseconds it is.
    delay: delay === undefined ? null : ((delay * 1_000_000) as Duration),
    groupId: textOf(params["MessageGroupId"]) ?? null,
    deduplicationId: textOf(params["MessageDeduplicationId"]) ?? null,
  };
  return { entry, refusal };
}
