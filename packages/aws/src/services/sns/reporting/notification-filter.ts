import type { Plain } from "@orrery/kernel";
import type { PlainObject } from "../../../service/refusal.ts";
import { parseJson } from "../../../text/json.ts";

/** The members of a notification in JSON that are always texts. */
const texts: readonly string[] = [
  "Type",
  "MessageId",
  "TopicArn",
  "Subject",
  "Message",
  "Timestamp",
  "UnsubscribeURL",
];
const ofStandardTopics: readonly string[] = ["SignatureVersion", "Signature", "SigningCertURL"];
const ofFifoTopics: readonly string[] = ["SequenceNumber"];
const objects: readonly string[] = ["MessageAttributes"];

/**
 * What an event pattern asks of a body that no notification has, such as `body.kind`; `null` where it may
 * let one through.
 */
export function neverInNotifications(filter: string, fifo: boolean): string | null {
  const pattern = parseJson(filter);
  const body = isObject(pattern) ? pattern["body"] : undefined;
  if (!isObject(body)) return null;
  const there = [...texts, ...(fifo ? ofFifoTopics : ofStandardTopics)];
  for (const [member, wanted] of Object.entries(body)) {
    // Alternatives and absence are for the pattern language to decide.
    if (member === "$or" || objects.includes(member)) continue;
    if (there.includes(member)) {
      const [inside] = isObject(wanted) ? Object.keys(wanted) : [];
      if (inside !== undefined && !wantsAbsence(wanted)) return `body.${member}.${inside}`;
    } else if (!wantsAbsence(wanted)) return `body.${member}`;
  }
  return null;
}

/** Whether some part of a pattern is met by what is not there. */
function wantsAbsence(wanted: Plain | undefined): boolean {
  if (Array.isArray(wanted)) {
    return (wanted as readonly Plain[]).some((rule) => isObject(rule) && rule["exists"] === false);
  }
  return isObject(wanted) && Object.values(wanted).some(wantsAbsence);
}

const isObject = (value: Plain | undefined): value is PlainObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);
