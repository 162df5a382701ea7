import type { WaitState } from "../definition.ts";
import { expressionOf, isExpression, withinMarks } from "../jsonata/expression.ts";
import { fieldPath } from "../json-query.ts";
import { textIn } from "./numbering.ts";
import type { StateReader } from "./state-reader.ts";

/** What a Wait state waits for. */
export function untilOf(reader: StateReader): WaitState["until"] {
  const seconds = reader.number(reader.written, "Seconds");
  if (seconds !== undefined) return { type: "seconds", seconds };
  const { Timestamp: time, TimestampPath: path } = reader.written;
  if (typeof path === "string") {
    return { type: "timestampPath", query: fieldPath(path), text: path };
  }
  const text = textIn(time);
  return isExpression(text) && reader.language === "JSONata"
    ? {
        type: "timestampExpression",
        query: expressionOf(text, "Timestamp"),
        text: withinMarks(text),
      }
    : { type: "timestamp", text };
}
