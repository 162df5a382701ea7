import { readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join, relative } from "node:path";
import { pathToFileURL } from "node:url";
import type { Rule } from "@orrery/aws";
import { root } from "./workspace.ts";

const awsFolder = join(root, "packages/aws/src");

/** Where the services are. */
export const servicesFolder: string = join(awsFolder, "services");

/** Where rules of AWS are kept: those of services and libraries, and those of templates. */
export const ruledFolders: readonly string[] = [awsFolder, join(root, "packages/templates/src")];

/** A file that folders of services and libraries have, such as `rules.ts`. */
export interface PlacedFile {
  readonly path: string;
  /** The name of the folder that it is in, such as `event-source-mapping`. */
  readonly folder: string;
  /** The service, library or folder of templates that it belongs to, such as `lambda`: has a page of the reference. */
  readonly owner: string;
}

/** The files named `name` that folders have: of the services and libraries, or of all that have rules. */
export const filesNamed = (
  name: string,
  folders: readonly string[] = [awsFolder],
): readonly PlacedFile[] =>
  folders.flatMap((above) =>
    filesUnder(above, `/${name}`).map((path) => {
      const [first = "", second = ""] = relative(above, path).split(/[\\/]/);
      const owner = first === basename(servicesFolder) ? second : first;
      return { path, folder: basename(dirname(path)), owner };
    }),
  );

/** A rule of AWS with where it is kept. */
export interface PlacedRule extends Rule, Pick<PlacedFile, "folder" | "owner"> {}

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
  for (const { folder, owner, path } of filesNamed("rules.ts", ruledFolders)) {
    const module = (await import(pathToFileURL(path).href)) as Readonly<Record<string, unknown>>;
    const listed = Object.values(module)
      .filter((value) => Array.isArray(value))
      .flat();
    rules.push(...(listed as Rule[]).map((rule) => ({ ...rule, folder, owner }))); // Rules are all it exports.
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
