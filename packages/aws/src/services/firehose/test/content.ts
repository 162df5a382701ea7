import type { RecordContent } from "../protocol.ts";

/** Data of so many bytes, or of a text. */
export const content = (data: string | number): RecordContent =>
  typeof data === "number"
    ? { data: "x".repeat(data), isBase64: false, size: data }
    : { data, isBase64: false, size: data.length };
