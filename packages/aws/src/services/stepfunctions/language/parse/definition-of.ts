import { DefectError } from "@orrery/kernel";
import type { Definition, QueryLanguage, State } from "../definition.ts";
import type { PlainObject } from "../frame.ts";
import { resourceOf } from "../resource.ts";
import { guardedFields, ioFields, resultFields } from "./field-groups.ts";
import { mapOf } from "./map.ts";
import { numbered, textIn, type Numbered, type WrittenState } from "./numbering.ts";
import { choicesOf } from "./choices.ts";
import { present, StateReader } from "./state-reader.ts";
import { untilOf } from "./wait.ts";

const languageOf = (from: PlainObject, otherwise: QueryLanguage): QueryLanguage =>
  from.QueryLanguage === "JSONata" || from.QueryLanguage === "JSONPath"
    ? from.QueryLanguage
    : otherwise;

/** The parsed form of a definition that validation found no error in. */
export function definitionOf(whole: PlainObject): Definition {
  const all = numbered(whole);
  const queryLanguage = languageOf(whole, "JSONPath");
  return {
    comment: typeof whole.Comment === "string" ? whole.Comment : null,
    queryLanguage,
    timeoutSeconds: typeof whole.TimeoutSeconds === "number" ? whole.TimeoutSeconds : null,
    flows: all.flows,
    states: all.states.map((each) => stateOf(each, all, queryLanguage)),
  };
}

function stateOf(from: WrittenState, all: Numbered, otherwise: QueryLanguage): State {
  const { written, number, name, flow } = from;
  const queryLanguage = languageOf(written, otherwise);
  const reader = new StateReader(from, queryLanguage, all);
  const named = {
    number,
    name,
    flow,
    queryLanguage,
    comment: typeof written.Comment === "string" ? written.Comment : null,
  };
  const next = reader.stateOf(written.Next);
  switch (textIn(written.Type)) {
    case "Pass":
      return {
        type: "Pass",
        ...named,
        next,
        ...ioFields(reader),
        ...resultFields(reader),
        ...present({
          parameters: reader.template(written, "Parameters"),
          result: queryLanguage === "JSONPath" ? written.Result : undefined,
        }),
      };
    case "Task":
      return {
        type: "Task",
        ...named,
        next,
        ...ioFields(reader),
        ...resultFields(reader),
        ...guardedFields(reader),
        resource: resourceOf(textIn(written.Resource)),
        ...present({
          arguments: argumentsOf(reader),
          credentials: reader.template(written, "Credentials"),
          timeoutSeconds: reader.number(written, "TimeoutSeconds"),
          heartbeatSeconds: reader.number(written, "HeartbeatSeconds"),
        }),
      };
    case "Choice":
      return {
        type: "Choice",
        ...named,
        ...ioFields(reader),
        choices: choicesOf(reader),
        default: reader.stateOf(written.Default),
      };
    case "Wait":
      return { type: "Wait", ...named, next, ...ioFields(reader), until: untilOf(reader) };
    case "Succeed":
      return { type: "Succeed", ...named, ...ioFields(reader) };
    case "Fail":
      return {
        type: "Fail",
        ...named,
        ...present({ error: reader.text("Error"), cause: reader.text("Cause") }),
      };
    case "Parallel":
      return {
        type: "Parallel",
        ...named,
        next,
        ...ioFields(reader),
        ...resultFields(reader),
        ...guardedFields(reader),
        branches: from.flows,
        ...present({ arguments: argumentsOf(reader) }),
      };
    case "Map":
      return {
        type: "Map",
        ...named,
        next,
        ...ioFields(reader),
        ...resultFields(reader),
        ...guardedFields(reader),
        processor: from.flows[0]!,
        ...mapOf(reader),
      };
  }
  throw new DefectError(`A state of type ${textIn(written.Type)} was found valid`);
}

const argumentsOf = (reader: StateReader) =>
  reader.template(reader.written, reader.language === "JSONata" ? "Arguments" : "Parameters");
