import type { BinaryOperator, Expression, Reference, Step, TemplateNode } from "./template-node.ts";
import type { TemplateReader } from "./template-reader.ts";

/** Parses a text in double quotes, which is a template. */
export type ParseTemplate = (text: string) => readonly TemplateNode[];

/** Names of variables, properties, methods and macros: hyphens belong to them. */
export const identifier = /[a-zA-Z_][a-zA-Z0-9_-]*/y;
/** What a reference begins with. */
export const referenceStart = /\$!?(?:\{[a-zA-Z_]|[a-zA-Z_])/y;

/** Operators from the weakest to the strongest, each with the words that stand for it. */
const levels: readonly (readonly (readonly [RegExp, BinaryOperator])[])[] = [
  [[/\|\||or\b/y, "||"]],
  [[/&&|and\b/y, "&&"]],
  [
    [/==|eq\b/y, "=="],
    [/!=|ne\b/y, "!="],
  ],
  [
    [/<=|le\b/y, "<="],
    [/>=|ge\b/y, ">="],
    [/<|lt\b/y, "<"],
    [/>|gt\b/y, ">"],
  ],
  [
    [/\+/y, "+"],
    [/-/y, "-"],
  ],
  [
    [/\*/y, "*"],
    [/\//y, "/"],
    [/%/y, "%"],
  ],
];

/** Reads an expression, with the space around it. @throws TemplateError */
export function parseExpression(
  reader: TemplateReader,
  parseTemplate: ParseTemplate,
  level = 0,
): Expression {
  const operators = levels[level];
  if (operators === undefined) return parseOperand(reader, parseTemplate);
  let left = parseExpression(reader, parseTemplate, level + 1);
  for (;;) {
    const found = operators.find(([pattern]) => reader.take(pattern) !== undefined);
    if (found === undefined) return left;
    const right = parseExpression(reader, parseTemplate, level + 1);
    left = { type: "binary", operator: found[1], left, right };
  }
}

function parseOperand(reader: TemplateReader, parseTemplate: ParseTemplate): Expression {
  reader.skipSpace();
  const operand = parseBareOperand(reader, parseTemplate);
  reader.skipSpace();
  return operand;
}

function parseBareOperand(reader: TemplateReader, parseTemplate: ParseTemplate): Expression {
  if (reader.take(/!(?!=)|not\b/y) !== undefined) {
    return { type: "not", of: parseOperand(reader, parseTemplate) };
  }
  if (reader.take(/\(/y) !== undefined) {
    const inner = parseExpression(reader, parseTemplate);
    reader.expect(/\)/y, ")");
    return inner;
  }
  if (reader.sees(referenceStart)) return parseReference(reader, parseTemplate);
  const double = reader.take(/"(?:[^"]|"")*"/y);
  if (double !== undefined) {
    const text = double.slice(1, -1).replaceAll('""', '"');
    return /[$#]/.test(text)
      ? { type: "interpolated", body: parseTemplate(text) }
      : { type: "literal", value: text };
  }
  const single = reader.take(/'(?:[^']|'')*'/y);
  if (single !== undefined) {
    return { type: "literal", value: single.slice(1, -1).replaceAll("''", "'") };
  }
  const truth = reader.take(/(?:true|false)\b/y);
  if (truth !== undefined) return { type: "literal", value: truth === "true" };
  const number = reader.take(/-?\d+(?:\.(?!\.)\d*)?(?:[eE][+-]?\d+)?/y);
  if (number !== undefined) return { type: "literal", value: Number(number) };
  if (reader.take(/\[/y) !== undefined) return parseList(reader, parseTemplate);
  if (reader.take(/\{/y) !== undefined) return parseMap(reader, parseTemplate);
  throw reader.wrong("a value");
}

function parseList(reader: TemplateReader, parseTemplate: ParseTemplate): Expression {
  reader.skipSpace();
  if (reader.take(/\]/y) !== undefined) return { type: "list", items: [] };
  const items = [parseExpression(reader, parseTemplate)];
  if (reader.take(/\.\./y) !== undefined) {
    const to = parseExpression(reader, parseTemplate);
    reader.expect(/\]/y, "]");
    return { type: "range", from: items[0]!, to };
  }
  while (reader.take(/,/y) !== undefined) items.push(parseExpression(reader, parseTemplate));
  reader.expect(/\]/y, "]");
  return { type: "list", items };
}

function parseMap(reader: TemplateReader, parseTemplate: ParseTemplate): Expression {
  reader.skipSpace();
  const entries: (readonly [Expression, Expression])[] = [];
  if (reader.take(/\}/y) !== undefined) return { type: "map", entries };
  do {
    const key = parseExpression(reader, parseTemplate);
    reader.expect(/:/y, ":");
    entries.push([key, parseExpression(reader, parseTemplate)]);
  } while (reader.take(/,/y) !== undefined);
  reader.expect(/\}/y, "}");
  return { type: "map", entries };
}

/** Reads a reference, which begins here. @throws TemplateError */
export function parseReference(reader: TemplateReader, parseTemplate: ParseTemplate): Reference {
  const opening = reader.expect(/\$!?\{?/y, "a reference");
  const name = reader.expect(identifier, "a name");
  const path = parsePath(reader, parseTemplate);
  if (opening.endsWith("{")) reader.expect(/\s*\}/y, "}");
  return { type: "reference", name, path };
}

function parsePath(reader: TemplateReader, parseTemplate: ParseTemplate): readonly Step[] {
  const path: Step[] = [];
  for (;;) {
    if (reader.sees(/\.[a-zA-Z_]/y)) {
      reader.at += 1;
      const name = reader.expect(identifier, "a name");
      path.push(
        reader.take(/\(/y) === undefined
          ? { type: "property", name }
          : { type: "method", name, args: parseArguments(reader, parseTemplate) },
      );
      continue;
    }
    const isIndex = reader.sees(/\[\s*(?:-?\d+\s*\]|["'$])/y);
    if (!isIndex) return path;
    reader.at += 1;
    path.push({ type: "index", at: parseExpression(reader, parseTemplate) });
    reader.expect(/\]/y, "]");
  }
}

/** Reads what stands behind an opening parenthesis, and the closing one. */
export function parseArguments(
  reader: TemplateReader,
  parseTemplate: ParseTemplate,
): readonly Expression[] {
  reader.skipSpace();
  if (reader.take(/\)/y) !== undefined) return [];
  const args = [parseExpression(reader, parseTemplate)];
  // Arguments of macros may be parted by space alone.
  while (reader.take(/,/y) !== undefined || !reader.sees(/\)/y)) {
    args.push(parseExpression(reader, parseTemplate));
  }
  reader.expect(/\)/y, ")");
  return args;
}
