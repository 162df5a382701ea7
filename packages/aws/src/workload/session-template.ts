import { own } from "@orrery/kernel";
import type { Text } from "../service/entry.ts";
import type { HttpHead } from "../service/http.ts";
import { sizeInUtf8 } from "../text/utf8.ts";

/** A text with holes, into which values of a session come. */
export type Template = readonly (string | Hole)[];

export interface Hole {
  /** The value that comes here. */
  readonly value: string;
}

/** A request with holes; a value without any is whole. */
export interface RequestTemplate {
  readonly method: string;
  readonly path: Template;
  readonly query: Template;
  readonly headers: readonly (readonly [string, Template])[];
  /** As {@link HttpHead} has it. */
  readonly version?: string;
  /** `null`: the request is the same in all sessions, and this is it. */
  readonly whole: HttpHead | null;
}

/** A body with holes. */
export interface BodyTemplate {
  readonly text: Template;
  /** Whether values come into the JSON of strings. */
  readonly isJson: boolean;
}

/** The values of a session by name. */
export type SessionValues = Readonly<Record<string, string>>;

// As it is written, and as paths and queries have it.
const hole = /\$(?:\{([A-Za-z][\w]*)\}|%7B([A-Za-z][\w]*)%7D)|%24%7B([A-Za-z][\w]*)%7D/;

/** The pieces of a text. */
export function templateOf(text: string): Template {
  return text.split(new RegExp(hole, "g")).reduce<(string | Hole)[]>((pieces, piece, place) => {
    // Behind each piece of text come three groups, of which one has a name.
    if (place % 4 === 0) return piece === "" ? pieces : [...pieces, piece];
    return (piece as string | undefined) === undefined ? pieces : [...pieces, { value: piece }];
  }, []);
}

/** The names of the values that come into a text. */
export const holesIn = (template: Template): readonly string[] =>
  template.flatMap((piece) => (typeof piece === "string" ? [] : [piece.value]));

/** A request with its holes found. */
export function requestTemplateOf(head: HttpHead): RequestTemplate {
  const path = templateOf(head.path);
  const query = templateOf(head.query);
  const headers = Object.entries(head.headers).map(
    ([name, value]) => [name, templateOf(value)] as const,
  );
  const all = [path, query, ...headers.map(([, template]) => template)];
  const isWhole = all.every((template) => holesIn(template).length === 0);
  const { method, version } = head;
  const whole = isWhole ? head : null;
  return { method, path, query, headers, whole, ...(version === undefined ? {} : { version }) };
}

/** The names of the values that come into a request. */
export const holesOf = ({ path, query, headers }: RequestTemplate): readonly string[] =>
  [path, query, ...headers.map(([, template]) => template)].flatMap(holesIn);

/** A request with values in its holes. */
export function headWith(
  { method, path, query, headers, whole, version }: RequestTemplate,
  values: SessionValues,
): HttpHead {
  if (whole !== null) return whole;
  return {
    method,
    path: filled(path, values, encodeURIComponent),
    query: filled(query, values, encodeURIComponent),
    headers: Object.fromEntries(
      headers.map(([name, template]) => [name, filled(template, values, inHeader)]),
    ),
    ...(version === undefined ? {} : { version }),
  };
}

/** A body with values in its holes. */
export function bodyWith({ text, isJson }: BodyTemplate, values: SessionValues): Text {
  const body = filled(text, values, isJson ? inJson : (value) => value);
  return { body, size: sizeInUtf8(body) };
}

function filled(
  template: Template,
  values: SessionValues,
  form: (value: string) => string,
): string {
  let text = "";
  for (const piece of template) {
    text += typeof piece === "string" ? piece : form(own(values, piece.value)!); // It was kept before.
  }
  return text;
}

const inJson = (value: string): string => JSON.stringify(value).slice(1, -1);

const inHeader = (value: string): string => value.replaceAll(/[\r\n]/g, " ");
