import type { BatchForm } from "../../service/payload.ts";
import type { PlainObject } from "../../service/refusal.ts";
import { eventRecordOf } from "./stream/change-record.ts";
import { sequenceNumberIn } from "./stream/names.ts";
import type { ChangeRecord } from "./stream/protocol.ts";

/** Changes of a table's items, as a function gets them. */
export const dynamodbToLambda: BatchForm = {
  eventOf: ({ items }) => ({ Records: (items as readonly ChangeRecord[]).map(eventRecordOf) }), // Of this kind.
  recordsIn: (event) => event["Records"] as readonly PlainObject[], // As it is made here.
  nameOf: (item) => sequenceNumberIn(item), // Of this kind.
};
