import type { Plain } from "@orrery/kernel";
import { parseJson } from "../../../../text/json.ts";
import type { Definition } from "../definition.ts";
import type { PlainObject } from "../frame.ts";
import { definitionOf } from "../parse/definition-of.ts";
import { Findings, isUsable, type Diagnostic } from "./diagnostic.ts";
import { asObject, numberField, unknownFields } from "./field-checks.ts";
import { topFields } from "./fields.ts";
import { checkFlow, checkNamed } from "./flow-checks.ts";
import { jsonFault } from "./json-fault.ts";
import type { Checked } from "./task-checks.ts";

/** What is wrong with the text of a definition; empty where nothing is. */
export function diagnosticsOf(text: string, checked: Checked): readonly Diagnostic[] {
  if (text.trim() === "") return [noObject];
  const value = parseJson(text);
  if (value === undefined) return [jsonFault(text)];
  return diagnosticsOfValue(value, checked);
}

const noObject: Diagnostic = {
  severity: "ERROR",
  code: "SCHEMA_VALIDATION_FAILED",
  message: "Definition must be a valid JSON object",
  location: null,
};

/** The same of a definition that was read already. */
export function diagnosticsOfValue(value: Plain, checked: Checked): readonly Diagnostic[] {
  const whole = asObject(value);
  if (whole === undefined) return [noObject];
  const findings = new Findings();
  checkWhole(whole, checked, findings);
  return findings.list;
}

/** What is wrong with the text of one state, wherever it goes on. */
export function diagnosticsOfState(
  text: string,
  name: string,
  checked: Checked,
): readonly Diagnostic[] {
  const value = parseJson(text);
  if (value === undefined) return text.trim() === "" ? [noObject] : [jsonFault(text)];
  const state = asObject(value);
  if (state === undefined) return [noObject];
  const findings = new Findings();
  const names = new Set([name]);
  checkNamed(state, `/States/${name}`, { language: "JSONPath", checked, findings, names });
  return findings.list;
}

function checkWhole(whole: PlainObject, checked: Checked, findings: Findings): void {
  unknownFields(whole, topFields, "/", findings);
  numberField(whole, "TimeoutSeconds", "/", findings, { least: 1, most: 99_999_999 });
  const { QueryLanguage: language, Comment: comment } = whole;
  if (language !== undefined && language !== "JSONPath" && language !== "JSONata") {
    findings.schema(
      "/QueryLanguage",
      "The field 'QueryLanguage' should have one of these values: [JSONPath, JSONata]",
    );
  }
  if (comment !== undefined && typeof comment !== "string") {
    findings.schema("/Comment", "Expected value of type String");
  }
  checkFlow(whole, "/", {
    language: language === "JSONata" ? "JSONata" : "JSONPath",
    checked,
    findings,
    names: new Set(),
  });
}

/** A definition that can be used, or why it cannot. */
export type Reading =
  | { readonly type: "definition"; readonly definition: Definition }
  | { readonly type: "invalid"; readonly diagnostics: readonly Diagnostic[] };

/** Checks and parses the text of a definition. */
export function readDefinition(text: string, checked: Checked): Reading {
  const diagnostics = diagnosticsOf(text, checked);
  if (!isUsable(diagnostics)) return { type: "invalid", diagnostics };
  // Validation found an object.
  return { type: "definition", definition: definitionOf(parseJson(text) as PlainObject) };
}
