import type { Plain } from "@orrery/kernel";
import type { PlainObject } from "../../../service/refusal.ts";
import { parseJson } from "../../../text/json.ts";
import { sizeInUtf8 } from "../../../text/utf8.ts";
import type { Text } from "../../../service/entry.ts";
import type { RuleSettings, TargetInput } from "../config.ts";
import { shownEvent, textOfEvent, timeOf } from "../shown-event.ts";
import type { BusEvent } from "../protocol.ts";
import { readInputPath, valueAt, type InputPath } from "./input-path.ts";
import { filledTemplate, readTemplate, type InputTemplate } from "./input-template.ts";

/** Variables that a template has without a path. */
export const predefined: readonly string[] = [
  "aws.events.rule-arn",
  "aws.events.rule-name",
  "aws.events.event.ingestion-time",
  "aws.events.event",
  "aws.events.event.json",
];

interface Prepared {
  readonly paths: ReadonlyMap<string, InputPath | null>;
  readonly template: InputTemplate | null;
}

// A memo of a pure function: by what a target gets.
const preparations = new WeakMap<TargetInput, Prepared>();

function preparedOf(input: TargetInput): Prepared {
  let prepared = preparations.get(input);
  if (prepared === undefined) {
    const paths = input.type === "template" ? Object.entries(input.paths) : [];
    prepared = {
      paths: new Map(
        input.type === "path"
          ? [["", readInputPath(input.path)]]
          : paths.map(([name, path]) => [name, readInputPath(path)]),
      ),
      template: input.type === "template" ? readTemplate(input.template) : null,
    };
    preparations.set(input, prepared);
  }
  return prepared;
}

/** What a target gets of an event; `null`: nothing that could be sent. `ingestedAt`: milliseconds since 1970. */
export function textFor(
  input: TargetInput,
  event: BusEvent,
  rule: Pick<RuleSettings, "name" | "arn">,
  ingestedAt: number,
): Text | null {
  switch (input.type) {
    case "event":
      return textOfEvent(event);
    case "constant":
      return withSize(input.text);
    case "path": {
      const value = atPath(preparedOf(input).paths.get("") ?? null, event);
      return value === undefined ? null : withSize(JSON.stringify(value));
    }
    case "template": {
      const { paths, template } = preparedOf(input);
      const text = filledTemplate(template!, (name) =>
        paths.has(name)
          ? atPath(paths.get(name)!, event)
          : variableOf(name, event, rule, ingestedAt),
      );
      return text === null ? null : withSize(text);
    }
  }
}

const withSize = (body: string): Text => ({ body, size: sizeInUtf8(body) });

/** What a path leads to in an event; `undefined`: nothing. */
export function atPath(path: InputPath | null, event: BusEvent): Plain | undefined {
  return path === null ? undefined : valueAt(path, shownEvent(event));
}

function variableOf(
  name: string,
  event: BusEvent,
  rule: Pick<RuleSettings, "name" | "arn">,
  ingestedAt: number,
): Plain | undefined {
  switch (name) {
    case "aws.events.rule-arn":
      return rule.arn;
    case "aws.events.rule-name":
      return rule.name;
    case "aws.events.event.ingestion-time":
      return timeOf(ingestedAt);
    case "aws.events.event.json":
      return parseJson(textOfEvent(event).body);
    case "aws.events.event": {
      const { detail: _, "detail-type": detailType, ...rest } = shownEvent(event);
      return { ...rest, detailType } as PlainObject; // Of the same members.
    }
    default:
      return undefined;
  }
}
