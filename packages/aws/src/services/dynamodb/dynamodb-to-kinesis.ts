import type { PlainObject } from "../../service/refusal.ts";

/** The kind of what changes of a table go to. */
export const destinationKind = "kinesis.stream";

/** The call that puts a record into the stream of an ARN. */
export const putInto = (StreamARN: string, record: PlainObject) => ({
  type: "call" as const,
  service: "kinesis",
  operation: "PutRecord",
  params: { StreamARN, ...record },
});
