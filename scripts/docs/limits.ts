import { readFileSync } from "node:fs";
import { relative } from "node:path";
import { pathToFileURL } from "node:url";
import {
  formatDuration,
  quantileOf,
  type Bounds,
  type Dated,
  type Distribution,
  type Duration,
  type Limit,
} from "@orrery/kernel";
import { shownFigure, type AssumedFigure } from "@orrery/aws";
import ts from "typescript";
import { filesNamed } from "../rules.ts";
import type { Pages } from "./pages.ts";
import { root } from "../workspace.ts";

const durationMakers = /^(?:microseconds|milliseconds|seconds|minutes|hours|days)$/;

/** A name that a `limits.ts` gives a value, with what its comment says. */
interface Entry {
  readonly name: string;
  readonly comment: string;
  readonly value: unknown;
  /** Whether its source says that it is a duration. */
  readonly isDuration: boolean;
}

/** Entries that stand together: those of one exported object, or all that stand alone. */
interface Section {
  /** `""` where each entry has a comment of its own. */
  readonly comment: string;
  readonly entries: readonly Entry[];
}

/** The pages that list quotas and defaults, one a service, made of `limits.ts` and `assumptions.ts`, and their index. */
export async function limitsPages(): Promise<Pages> {
  const files = [...filesNamed("limits.ts"), ...filesNamed("assumptions.ts")];
  const owners = [...new Set(files.map(({ owner }) => owner))].sort();
  const pages = new Map<string, string>();
  const counts: string[] = [];
  for (const owner of owners) {
    const lines = [`# Limits of ${owner}`, "", "`npm run docs` writes this page.", ""];
    let count = 0;
    for (const { folder, path } of files.filter((file) => file.owner === owner)) {
      const from = relative(root, path).replaceAll("\\", "/");
      lines.push(`## ${folder}`, "", `From [${from}](../../../${from}).`, "");
      for (const section of await sectionsOf(path)) {
        count += section.entries.length;
        lines.push(...linesOf(section));
      }
    }
    counts.push(`| [${owner}](limits/${owner}.md) | ${count} |`);
    pages.set(`limits/${owner}.md`, `${lines.join("\n").trimEnd()}\n`);
  }
  const index = [
    "# Limits",
    "",
    "Quotas, defaults and ranges as the services keep them. What changed has a line for each date from",
    "which on it holds; the scenario's `asOf` picks. Where AWS gives no figure, ours stand under a name that a",
    "scenario's `assumptions` may give another for. `npm run docs` writes these pages.",
    "",
    "| Service or library | Values |",
    "| --- | ---: |",
    ...counts,
  ];
  return pages.set("limits.md", `${index.join("\n")}\n`);
}

async function sectionsOf(path: string): Promise<readonly Section[]> {
  const module = (await import(pathToFileURL(path).href)) as Readonly<Record<string, unknown>>;
  const source = ts.createSourceFile(
    path,
    readFileSync(path, "utf8"),
    ts.ScriptTarget.ES2022,
    true,
  );
  const sections: Section[] = [];
  let alone: Entry[] = [];
  for (const statement of source.statements) {
    if (!ts.isVariableStatement(statement) || !isExported(statement)) continue;
    const comment = commentOf(statement);
    for (const { name, initializer } of statement.declarationList.declarations) {
      if (initializer === undefined || !ts.isIdentifier(name)) continue;
      const value = module[name.text];
      if (typeof value === "function") continue;
      const inner = tableIn(withoutCasts(initializer));
      const properties = propertiesOf(inner);
      const isOfFigures = isTableOfFigures(value);
      // What only joins tables is listed with them.
      if (isOfFigures && properties === undefined && !ts.isCallExpression(inner)) continue;
      if (isOfFigures || (properties !== undefined && !isDistribution(value))) {
        if (alone.length > 0) sections.push({ comment: "", entries: alone });
        alone = [];
        const values = value as Readonly<Record<string, unknown>>; // As the literal it was made of.
        const entries = isOfFigures
          ? Object.values(value).map(entryOfFigure)
          : properties!.map((property) => {
              const key = keyOf(property);
              return entryOf(key, commentOf(property), values[key], property.initializer);
            });
        sections.push({ comment: `\`${name.text}\`: ${comment}`, entries });
      } else alone.push(entryOf(name.text, comment, value, initializer));
    }
  }
  return alone.length > 0 ? [...sections, { comment: "", entries: alone }] : sections;
}

const entryOf = (name: string, comment: string, value: unknown, from: ts.Expression): Entry => ({
  name,
  comment: comment.replaceAll("\n", " "),
  value,
  isDuration: isDurationMaker(from),
});

const entryOfFigure = (value: AssumedFigure): Entry => ({
  name: value.name,
  comment: "",
  value,
  isDuration: false,
});

/** The properties of an object that is written out; `undefined` of anything else. */
function propertiesOf(expression: ts.Expression): readonly ts.PropertyAssignment[] | undefined {
  if (!ts.isObjectLiteralExpression(expression)) return undefined;
  const properties = expression.properties.filter(ts.isPropertyAssignment);
  return properties.length === expression.properties.length ? properties : undefined;
}

/** The table that `assumedFigures` names the figures of; any other expression as it is. */
const tableIn = (expression: ts.Expression): ts.Expression =>
  ts.isCallExpression(expression) && expression.expression.getText() === "assumedFigures"
    ? expression.arguments[1]!
    : expression;

const keyOf = ({ name }: ts.PropertyAssignment): string =>
  ts.isIdentifier(name) || ts.isStringLiteral(name) ? name.text : name.getText();

const isExported = (statement: ts.VariableStatement): boolean =>
  statement.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) === true;

function withoutCasts(expression: ts.Expression): ts.Expression {
  return ts.isAsExpression(expression) || ts.isSatisfiesExpression(expression)
    ? withoutCasts(expression.expression)
    : expression;
}

function isDurationMaker(expression: ts.Expression): boolean {
  if (ts.isAsExpression(expression) && expression.type.getText() === "Duration") return true;
  const inner = withoutCasts(expression);
  if (ts.isArrayLiteralExpression(inner)) {
    return inner.elements.some(
      (element) => ts.isObjectLiteralExpression(element) && element.properties.some(hasDuration),
    );
  }
  return ts.isCallExpression(inner) && durationMakers.test(inner.expression.getText());
}

const hasDuration = (property: ts.ObjectLiteralElementLike): boolean =>
  ts.isPropertyAssignment(property) && isDurationMaker(property.initializer);

/** What the doc comment right before a node says, without its markup. */
function commentOf(node: ts.Node): string {
  const text = node.getSourceFile().text;
  const range = ts
    .getLeadingCommentRanges(text, node.getFullStart())
    ?.filter(({ pos }) => text.startsWith("/**", pos))
    .at(-1);
  if (range === undefined) return "";
  return text
    .slice(range.pos + 3, range.end - 2)
    .split("\n")
    .map((line) => line.replace(/^\s*\* ?/, "").trimEnd())
    .join("\n")
    .replace(/\{@link ([^}]*)\}/g, "`$1`")
    .trim();
}

function linesOf({ comment, entries }: Section): readonly string[] {
  const rows = entries.flatMap(rowsOf);
  const head = ["| Name | Value or default | Range | Remarks |", "| --- | --- | --- | --- |"];
  return [
    ...(comment === "" ? [] : [comment, ""]),
    ...head,
    ...rows.map((cells) => `| ${cells.map(cell).join(" | ")} |`),
    "",
  ];
}

const cell = (text: string): string => text.replaceAll("|", String.raw`\|`);

function rowsOf({ name, comment, value, isDuration }: Entry): readonly string[][] {
  if (isFigure(value)) {
    const range = `${shownFigure(value, value.min)} to ${shownFigure(value, value.max)}`;
    const remarks = `${value.text} *${value.source}*`;
    return [[`\`${value.name}\``, shownFigure(value, value.default), range, remarks]];
  }
  const key = `\`${name}\``;
  if (isBounds(value)) {
    const show = (part: number): string => shown(part, value.unit);
    const standard = "default" in value ? show(value.default) : "";
    return [[key, standard, `${show(value.min)} to ${show(value.max)}`, comment]];
  }
  if (isDated(value)) {
    return value.map(({ since, value: dated }, place) => [
      place === 0 ? key : "",
      `${isDuration ? shown(dated as number, "duration") : plain(dated)} since ${since}`,
      "",
      place === 0 ? comment : "",
    ]);
  }
  const text = isDuration ? shown(value as number, "duration") : plain(value);
  return [[key, text, "", comment]];
}

/** A number in its unit. */
function shown(value: number, unit: Bounds<number>["unit"]): string {
  if (unit === "duration") return formatDuration(value as Duration);
  return unit === "bytes" ? `${plain(value)} bytes` : plain(value);
}

function plain(value: unknown): string {
  if (typeof value === "number") return value.toLocaleString("en-US", { maximumFractionDigits: 6 });
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (typeof value === "string") return `\`${value}\``;
  if (isDistribution(value)) return distributionText(value);
  return `\`${JSON.stringify(value)}\``;
}

/** A distribution of durations, by its middle and its tail. */
function distributionText(distribution: Distribution): string {
  const at = (part: number): string => {
    const quantile = quantileOf(distribution, part);
    return quantile === null ? "not known" : formatDuration(Math.round(quantile) as Duration);
  };
  return `${distribution.type}: median ${at(0.5)}, P99 ${at(0.99)}`;
}

const isDistribution = (value: unknown): value is Distribution =>
  typeof value === "object" && value !== null && "type" in value;

const isFigure = (value: unknown): value is AssumedFigure =>
  typeof value === "object" && value !== null && "source" in value && "name" in value;

const isTableOfFigures = (value: unknown): value is Readonly<Record<string, AssumedFigure>> =>
  typeof value === "object" && value !== null && Object.values(value).every(isFigure);

const isBounds = (value: unknown): value is Bounds<number> | Limit<number> =>
  typeof value === "object" && value !== null && "unit" in value && "min" in value;

const isDated = (value: unknown): value is Dated<unknown> =>
  Array.isArray(value) && value.every((each) => typeof each === "object" && "since" in each);
