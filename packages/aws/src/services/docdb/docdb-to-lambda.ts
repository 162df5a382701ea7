import type { BatchForm, BatchItem } from "../../service/payload.ts";
import type { PlainObject } from "../../service/refusal.ts";
import { hexadecimalOf } from "../../text/hexadecimal.ts";
import { parseJson } from "../../text/json.ts";
import { wallClockAt } from "../../text/wall-clock.ts";
import type { DocumentChange } from "./protocol.ts";

const changeOf = (item: BatchItem): DocumentChange => item as DocumentChange; // Of this kind.

/** The id of a document, which its client draws. */
const idOf = ({ identity: { queue, message } }: BatchItem, seconds: number): string =>
  hexadecimalOf(seconds, queue, message, 0).slice(0, 24);

/** A change as change streams have it; a text that is no object is the document's only member. */
function eventOf(item: BatchItem, epochMilliseconds: number): PlainObject {
  const { content, database, collection, writtenAt, identity } = changeOf(item);
  const seconds = Math.floor(wallClockAt(epochMilliseconds, writtenAt) / 1_000);
  const key = { _id: { $oid: idOf(item, seconds) } };
  const said = parseJson(content.data);
  const isObject = typeof said === "object" && said !== null && !Array.isArray(said);
  const document = isObject ? (said as PlainObject) : { text: content.data };
  return {
    _id: { _data: `01${hexadecimalOf(seconds, identity.message, 0, identity.queue)}` },
    clusterTime: { $timestamp: { t: seconds, i: identity.message } },
    documentKey: key,
    fullDocument: { ...key, ...document },
    ns: { db: database, coll: collection },
    operationType: "insert",
  };
}

/** Changes as a function gets them. */
export const docdbToLambda: BatchForm = {
  eventOf: ({ items, source }, epochMilliseconds) => ({
    eventSourceArn: source,
    events: items.map((item) => ({ event: eventOf(item, epochMilliseconds) })),
    eventSource: "aws:docdb",
  }),
  recordsIn: (event) => event["events"] as readonly PlainObject[], // As it is made here.
  nameOf: (item) => `${changeOf(item).identity.message}`,
};
