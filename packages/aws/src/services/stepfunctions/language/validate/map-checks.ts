import type { Plain } from "@orrery/kernel";
import type { QueryLanguage } from "../definition.ts";
import type { PlainObject } from "../frame.ts";
import type { Findings } from "./diagnostic.ts";
import {
  asObject,
  below,
  jsonataValue,
  numberField,
  pathField,
  payloadTemplate,
  required,
  unknownFields,
} from "./field-checks.ts";
import type { Checked } from "./task-checks.ts";

interface At {
  readonly language: QueryLanguage;
  readonly location: string;
  readonly findings: Findings;
}

const labelForm = /^[^\s?*<>{}[\]:;,\\|^~$#%&`"\p{Cc}]+$/u;

/** Checks what a Map alone has. */
export function checkMap(
  state: PlainObject,
  language: QueryLanguage,
  location: string,
  findings: Findings,
  { type }: Checked,
): void {
  const at = { language, location, findings };
  if (state.Iterator === undefined) required(state, ["ItemProcessor"], location, findings);
  numberOrPath(state, "MaxConcurrency", at, { least: 0 });
  numberOrPath(state, "ToleratedFailureCount", at, { least: 0 });
  numberOrPath(state, "ToleratedFailurePercentage", at, { least: 0, most: 100, isWhole: false });
  if (language === "JSONPath") {
    pathField(state, "ItemsPath", location, findings, "path");
    payloadTemplate(state.ItemSelector, below(location, "ItemSelector"), findings);
  } else {
    checkItems(state, at);
    jsonataValue(state.ItemSelector, below(location, "ItemSelector"), findings);
  }
  checkLabel(state.Label, at);
  checkProcessor(state, at, type);
  checkReader(state.ItemReader, at);
  checkBatcher(state.ItemBatcher, at);
  checkWriter(state.ResultWriter, at);
}

function numberOrPath(
  from: PlainObject,
  name: string,
  { language, location, findings }: At,
  range: { readonly least: number; readonly most?: number; readonly isWhole?: boolean },
): void {
  numberField(from, name, location, findings, range);
  if (language === "JSONata") return;
  pathField(from, `${name}Path`, location, findings, "path");
  if (from[name] !== undefined && from[`${name}Path`] !== undefined) {
    findings.schema(location, `Only one of these fields is allowed: [${name}, ${name}Path]`);
  }
}

function checkItems(state: PlainObject, { location, findings }: At): void {
  const { Items: items } = state;
  if (items === undefined) return;
  if (typeof items === "string" || Array.isArray(items) || asObject(items) !== undefined) {
    jsonataValue(items, below(location, "Items"), findings);
  } else {
    findings.schema(below(location, "Items"), "Expected value of type Array, Object or String");
  }
}

function checkLabel(label: Plain | undefined, { location, findings }: At): void {
  if (label === undefined) return;
  const isRight = typeof label === "string" && label.length <= 40 && labelForm.test(label);
  if (!isRight) findings.schema(below(location, "Label"), "Value is not a valid label");
}

function checkProcessor(
  state: PlainObject,
  { location, findings }: At,
  type: Checked["type"],
): void {
  const config = asObject(asObject(state.ItemProcessor)?.ProcessorConfig);
  if (config === undefined) return;
  const at = below(below(location, "ItemProcessor"), "ProcessorConfig");
  oneOf(config, "Mode", ["INLINE", "DISTRIBUTED"], at, findings);
  oneOf(config, "ExecutionType", ["STANDARD", "EXPRESS"], at, findings);
  if (config.Mode !== "DISTRIBUTED") return;
  required(config, ["ExecutionType"], at, findings);
  if (type === "EXPRESS") {
    findings.schema(at, "Express state machine does not support distributed Map states");
  }
}

function oneOf(
  from: PlainObject,
  name: string,
  values: readonly string[],
  location: string,
  findings: Findings,
): void {
  const value = from[name];
  if (value === undefined || (typeof value === "string" && values.includes(value))) return;
  // A placeholder of a template stands for a value that is not known yet.
  if (typeof value === "string" && /\$\{[^}]+\}/u.test(value)) return;
  findings.schema(
    below(location, name),
    `The field '${name}' should have one of these values: [${values.join(", ")}]`,
  );
}

const argumentFields = (language: QueryLanguage): string =>
  language === "JSONata" ? "Arguments" : "Parameters";

/** An object with a Resource and what it is given, and the name of its own configuration. */
function checkOutside(
  value: Plain,
  name: string,
  configName: string,
  { language, location, findings }: At,
): PlainObject | undefined {
  const at = below(location, name);
  const outside = asObject(value);
  if (outside === undefined) {
    findings.schema(at, "Expected value of type Object");
    return undefined;
  }
  const field = argumentFields(language);
  unknownFields(outside, new Set(["Resource", configName, field]), at, findings);
  const given = outside[field];
  if (language === "JSONata") jsonataValue(given, below(at, field), findings);
  else payloadTemplate(given, below(at, field), findings);
  return outside;
}

function checkReader(value: Plain | undefined, at: At): void {
  if (value === undefined) return;
  const reader = checkOutside(value, "ItemReader", "ReaderConfig", at);
  if (reader === undefined) return;
  const here = below(at.location, "ItemReader");
  required(reader, ["Resource"], here, at.findings);
  const config = asObject(reader.ReaderConfig);
  if (config === undefined) return;
  const within = below(here, "ReaderConfig");
  const types = ["CSV", "JSON", "JSONL", "PARQUET", "MANIFEST"];
  oneOf(config, "InputType", types, within, at.findings);
  oneOf(config, "CSVHeaderLocation", ["FIRST_ROW", "GIVEN"], within, at.findings);
  const delimiters = ["COMMA", "PIPE", "SEMICOLON", "SPACE", "TAB"];
  oneOf(config, "CSVDelimiter", delimiters, within, at.findings);
  oneOf(config, "Transformation", ["NONE", "LOAD_AND_FLATTEN"], within, at.findings);
  oneOf(config, "ManifestType", ["ATHENA_DATA", "S3_INVENTORY"], within, at.findings);
  numberOrPath(config, "MaxItems", { ...at, location: within }, { least: 0, most: 100_000_000 });
  if (config.CSVHeaderLocation === "GIVEN") {
    required(config, ["CSVHeaders"], within, at.findings);
  }
}

function checkBatcher(value: Plain | undefined, at: At): void {
  if (value === undefined) return;
  const here = below(at.location, "ItemBatcher");
  const batcher = asObject(value);
  if (batcher === undefined) return at.findings.schema(here, "Expected value of type Object");
  const inside = { ...at, location: here };
  numberOrPath(batcher, "MaxItemsPerBatch", inside, { least: 1 });
  numberOrPath(batcher, "MaxInputBytesPerBatch", inside, { least: 1, most: 262_144 });
  const { BatchInput: given } = batcher;
  if (at.language === "JSONata") jsonataValue(given, below(here, "BatchInput"), at.findings);
  else payloadTemplate(given, below(here, "BatchInput"), at.findings);
}

function checkWriter(value: Plain | undefined, at: At): void {
  if (value === undefined) return;
  const writer = checkOutside(value, "ResultWriter", "WriterConfig", at);
  const config = asObject(writer?.WriterConfig);
  if (config === undefined) return;
  const within = below(below(at.location, "ResultWriter"), "WriterConfig");
  oneOf(config, "Transformation", ["NONE", "COMPACT", "FLATTEN"], within, at.findings);
  oneOf(config, "OutputType", ["JSON", "JSONL"], within, at.findings);
}
