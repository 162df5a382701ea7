import type { Plain } from "@orrery/kernel";
import { readJson, valueAt } from "./json-path.ts";

/** What a template may say of the pipe. */
export interface PipeFacts {
  readonly name: string;
  readonly arn: string;
  readonly source: string;
  readonly enrichment: string;
  readonly target: string;
  /** Such as `2026-11-23T09:00:00Z`. */
  readonly ingestionTime: string;
}

const variable = /<(\$[^<>]*|aws\.pipes\.[a-z.-]+)>/y;

/**
 * What a template makes of an event: JSON where that is what comes out, and a text elsewhere. Within quotes values are put in
 * as texts, elsewhere as JSON; what is not there is an empty text.
 */
export function rendered(template: string, event: Plain, facts: PipeFacts): Plain {
  let text = "";
  let isQuoted = false;
  let at = 0;
  while (at < template.length) {
    const character = template[at]!;
    variable.lastIndex = at;
    const match = character === "<" ? variable.exec(template) : null;
    if (match !== null) {
      const value = valueOf(match[1]!, event, facts) ?? "";
      const shown = typeof value === "string" ? value : JSON.stringify(value);
      text += isQuoted ? JSON.stringify(shown).slice(1, -1) : JSON.stringify(value);
      at += match[0].length;
      continue;
    }
    if (character === "\\" && isQuoted) {
      text += template.slice(at, at + 2);
      at += 2;
      continue;
    }
    if (character === '"') isQuoted = !isQuoted;
    text += character;
    at += 1;
  }
  try {
    return JSON.parse(text) as Plain;
  } catch {
    return text;
  }
}

function valueOf(name: string, event: Plain, facts: PipeFacts): Plain | undefined {
  switch (name) {
    case "aws.pipes.pipe-arn":
      return facts.arn;
    case "aws.pipes.pipe-name":
      return facts.name;
    case "aws.pipes.source-arn":
      return facts.source;
    case "aws.pipes.enrichment-arn":
      return facts.enrichment;
    case "aws.pipes.target-arn":
      return facts.target;
    case "aws.pipes.event.ingestion-time":
      return facts.ingestionTime;
    case "aws.pipes.event":
      return event;
    case "aws.pipes.event.json":
      return withJson(event);
    default:
      return name === "$" ? event : valueAt(event, name);
  }
}

/** An event whose text is read where it holds JSON. */
function withJson(event: Plain): Plain {
  if (typeof event !== "object" || event === null || Array.isArray(event)) return event;
  return Object.fromEntries(
    Object.entries(event as { readonly [key: string]: Plain }).map(([key, value]) => [
      key,
      ["body", "data", "value"].includes(key) && typeof value === "string"
        ? (readJson(value) ?? value)
        : value,
    ]),
  );
}

/** Variables of a template that a pipe does not know. */
export const unknownVariables = (template: string): readonly string[] =>
  [...template.matchAll(/<(aws\.[a-zA-Z.-]+)>/g)]
    .map(([, name]) => name!)
    .filter((name) => !known.has(name));

const known = new Set([
  "aws.pipes.pipe-arn",
  "aws.pipes.pipe-name",
  "aws.pipes.source-arn",
  "aws.pipes.enrichment-arn",
  "aws.pipes.target-arn",
  "aws.pipes.event.ingestion-time",
  "aws.pipes.event",
  "aws.pipes.event.json",
]);
