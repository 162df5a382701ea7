import { readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join, relative } from "node:path";
import { pathToFileURL } from "node:url";
import type { Rule } from "@orrery/aws";
import { root } from "./workspace.ts";

const awsFolder = join(root, "packages/aws/src");

/** Where the services are. */
export const servicesFolder: string = join(awsFolder, "services");

/** The files named `name` that folders of the services and libraries have, with the folder's own name. */
export const filesNamed = (name: string): readonly { folder: string; path: string }[] =>
  filesUnder(awsFolder, `/${name}`).map((path) => ({
    folder: basename(dirname(path)),
    path,
  }));

/** A rule of AWS with where it is kept. */
export interface PlacedRule extends Rule {
  /** The folder that follows it, such as `sqs`. */
  readonly folder: string;
}

/** A test that bears a rule's id. */
export interface RuleTest {
  readonly id: string;
  /** Its file, from the repository's root. */
  readonly file: string;
  /** Whether the id is in the name as it is written; else it may be a row of a table. */
  readonly isWritten: boolean;
}

/** All rules of AWS, as the `rules.ts` of each folder lists them. */
export async function placedRules(): Promise<readonly PlacedRule[]> {
  const rules: PlacedRule[] = [];
  for (const { folder, path } of filesNamed("rules.ts")) {
    const module = (await import(pathToFileURL(path).href)) as Readonly<Record<string, unknown>>;
    const listed = Object.values(module)
      .filter((value) => Array.isArray(value))
      .flat();
    rules.push(...(listed as Rule[]).map((rule) => ({ ...rule, folder }))); // Rules are all it exports.
  }
  return rules;
}

/** The files under `folder` whose names end with `ending`, in order, `dist` and installed ones left out. */
export function filesUnder(folder: string, ending: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(ending) && !/(^|\/)(node_modules|dist)\//.test(file))
    .sort()
    .map((file) => join(folder, file));
}

const idPattern = String.raw`[a-z0-9-]+(?:\.[a-z0-9-]+){2,}`;
const namedTest = new RegExp(
  String.raw`(?:\b(?:it|test|describe)\(|\)\()\s*["'\x60](${idPattern}): `,
  "g",
);
const tableOfTests = /\)\(\s*["'`]((?:[a-z0-9-]+\.)+)%s: /g;
const rowOfTable = /\[\s*["']([a-z0-9-]+)["'],/g;

/**
 * The tests whose names begin with a rule's id: `it("sqs.delay.of-queue: …"`, a group of tests named
 * so, and the rows `["of-queue", …]` of a table whose tests are named `"sqs.delay.%s: …"`.
 */
export function ruleTestsIn(text: string): readonly Omit<RuleTest, "file">[] {
  const written = [...text.matchAll(namedTest)].map(([, id]) => id ?? "");
  const rows = [...text.matchAll(rowOfTable)].map(([, row]) => row ?? "");
  const prefixes = [...text.matchAll(tableOfTests)].map(([, prefix]) => prefix ?? "");
  return [
    ...written.map((id) => ({ id, isWritten: true })),
    ...prefixes.flatMap((prefix) =>
      rows.map((row) => ({ id: `${prefix}${row}`, isWritten: false })),
    ),
  ];
}

/** Every test of the repository that bears a rule's id. */
export function ruleTests(): readonly RuleTest[] {
  return filesUnder(join(root, "packages"), ".test.ts").flatMap((path) =>
    ruleTestsIn(readFileSync(path, "utf8")).map((test) => ({
      ...test,
      file: relative(root, path),
    })),
  );
}
