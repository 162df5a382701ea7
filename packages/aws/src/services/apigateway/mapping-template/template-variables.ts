import { base64Of, bytesOfBase64, type Plain } from "@orrery/kernel";
import type { PlainObject } from "../../../service/refusal.ts";
import { parseJson } from "../../../text/json.ts";
import { textOfUtf8, utf8Of } from "../../../text/utf8.ts";
import { parseJsonPath, readJsonPath } from "./json-path.ts";
import type { Variables } from "./render-template.ts";
import { TemplateError } from "./template-error.ts";
import { hostOf, textOf, valueOf, type Host, type Value } from "./velocity-value.ts";

/** What a template is about: a body, the parameters of a request, and what is known of it. */
export interface TemplateInput {
  /** A request's, or what an integration answered. */
  readonly body: string;
  readonly parameters: RequestParameters;
  /** `$context`. A template's overrides are written into it. */
  readonly context: PlainObject;
  readonly stageVariables: Readonly<Record<string, string>>;
}

/** The parameters of a request, each with one value. */
export interface RequestParameters {
  readonly path: Readonly<Record<string, string>>;
  readonly querystring: Readonly<Record<string, string>>;
  readonly header: Readonly<Record<string, string>>;
}

/** The variables of API Gateway for a template. */
export const variablesFor = (input: TemplateInput): Variables =>
  new Map<string, Value>([
    ["input", inputVariable(input)],
    ["util", utilVariable],
    ["context", valueOf(input.context)],
    ["stageVariables", valueOf(input.stageVariables)],
  ]);

const text = (args: readonly Value[]): string => textOf(args[0] ?? null);

function inputVariable({ body, parameters }: TemplateInput): Host {
  // An empty body is an empty object to whoever reads it.
  const read = body === "" ? "{}" : body;
  let parsed: { readonly value: Plain } | null = null;
  const at = (path: string): Plain => {
    parsed ??= { value: parsedJson(read) };
    return readJsonPath(parseJsonPath(path), parsed.value) ?? "";
  };
  const { path, querystring, header } = parameters;
  return hostOf(
    { body: read },
    {
      json: (args) => JSON.stringify(at(args.length === 0 ? "$" : text(args))),
      path: (args) => valueOf(at(text(args))),
      params: (args) =>
        args.length === 0
          ? valueOf({ path, querystring, header })
          : (ownIn(path, text(args)) ??
            ownIn(querystring, text(args)) ??
            headerIn(header, text(args)) ??
            ""),
    },
  );
}

const ownIn = (of: Readonly<Record<string, string>>, name: string): string | undefined =>
  Object.hasOwn(of, name) ? of[name] : undefined;

/** Names of headers are the same in small letters and in capitals. */
function headerIn(of: Readonly<Record<string, string>>, name: string): string | undefined {
  const own = ownIn(of, name) ?? ownIn(of, name.toLowerCase());
  if (own !== undefined) return own;
  return Object.entries(of).find(([each]) => each.toLowerCase() === name.toLowerCase())?.[1];
}

/** @throws TemplateError */
function parsedJson(said: string): Plain {
  const value = parseJson(said);
  if (value === undefined) throw new TemplateError("the body is no JSON");
  return value;
}

const utilVariable: Host = hostOf(
  {},
  {
    escapeJavaScript: (args) => escaped(args[0] ?? null),
    parseJson: (args) => valueOf(parsedJson(text(args))),
    urlEncode: (args) => urlEncoded(text(args)),
    urlDecode: (args) => urlDecoded(text(args)),
    base64Encode: (args) => base64Of(utf8Of(text(args))),
    base64Decode: (args) => base64Decoded(text(args)),
  },
);

const shortEscapes: Readonly<Record<string, string>> = {
  '"': '\\"',
  "'": "\\'",
  "\\": "\\\\",
  "\b": "\\b",
  "\f": "\\f",
  "\n": "\\n",
  "\r": "\\r",
  "\t": "\\t",
};

/** A text by the rules of JavaScript; nothing is `null`, and a blank text `{}`. */
function escaped(value: Value): string {
  if (value === null) return "null";
  const said = textOf(value);
  if (typeof value === "string" && said.trim() === "") return "{}";
  return said.replaceAll(
    /["'\\\u0000-\u001f\u007f-\uffff]/g,
    (letter) =>
      shortEscapes[letter] ??
      `\\u${letter.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}`,
  );
}

/** As forms are encoded: a space is a plus. */
const urlEncoded = (said: string): string =>
  encodeURIComponent(said)
    .replaceAll("%20", "+")
    .replaceAll(/[!'()~]/g, (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`);

function urlDecoded(said: string): string {
  try {
    return decodeURIComponent(said.replaceAll("+", " "));
  } catch {
    throw new TemplateError(`${said} is not URL-encoded`);
  }
}

function base64Decoded(said: string): string {
  const bytes = bytesOfBase64(said);
  if (bytes === null) throw new TemplateError("what is to be decoded is no base64");
  return textOfUtf8(bytes) ?? "";
}
