import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { services } from "@orrery/aws";
import { describe, expect, it } from "vitest";
import { stalePages } from "./docs.ts";
import { serviceLists, staleServiceLists } from "./services.ts";
import { isAsHashed, resourceTypeFiles, staleResourceTypes } from "./resource-types.ts";
import { placedRules, ruleTests, ruleTestsIn } from "./rules.ts";
import { unexplainedState } from "./tidy/module-state.ts";
import { exceptionsOf, gates, problemsOf } from "./tidy/ratchet.ts";
import { serviceFolders } from "./tidy/service-folders.ts";
import { misplacedEdge } from "./tidy/service-names.ts";
import {
  arrows,
  importsIn,
  packageImportProblems,
  placeProblems,
  repositoryFiles,
} from "./tidy.ts";
import { readJson, root, workspacePackages } from "./workspace.ts";

const binary = /\.(?:png|jpg|gz|wasm)$/;
const files = repositoryFiles()
  .filter((file) => !binary.test(file) && existsSync(join(root, file)))
  .map((path) => ({ path, text: readFileSync(join(root, path), "utf8") }));

const sources = files.filter(({ path }) => path.endsWith(".ts"));
const folders = serviceFolders();
const names = new Set(folders.map(({ service }) => service));

it("imports between packages follow the arrows, and package.json declares them", () => {
  const declaredBy = new Map(
    workspacePackages().map(({ short, manifest }) => [
      short,
      new Set(Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies })),
    ]),
  );
  const problems = files.flatMap(({ path, text }) =>
    packageImportProblems(path, text, declaredBy.get(path.split("/")[1] ?? "") ?? new Set()),
  );
  expect(problems).toEqual([]);
  expect(
    workspacePackages()
      .map(({ short }) => short)
      .sort(),
  ).toEqual(Object.keys(arrows).sort());
});

it("an import against an arrow is banned", () => {
  const problemsOf = (text: string) =>
    packageImportProblems(
      "packages/aws/src/services/sqs/machine.ts",
      text,
      new Set(["@orrery/kernel"]),
    );
  expect(problemsOf('import { a } from "@orrery/kernel";')).toEqual([]);
  expect(problemsOf('import { a } from "@orrery/testing";')).toEqual([
    "packages/aws/src/services/sqs/machine.ts: @orrery/testing is banned in aws, use @orrery/kernel",
  ]);
  expect(problemsOf('export { a } from "../../../../../kernel/src/time.ts";')).toHaveLength(1);
  expect(problemsOf('import "node:fs";')).toHaveLength(1);
  expect(problemsOf('import { a } from "lodash/fp";')).toHaveLength(1);
  expect(problemsOf('import { a } from "./digests/cases.ts";')).toHaveLength(1);
  expect(problemsOf('import { a } from "./test/driven-topic.ts";')).toHaveLength(1);
  expect(problemsOf('import { a } from "../../../test/driven-queue.ts";')).toHaveLength(1);
  expect(problemsOf('import { a } from "./queue/digest.ts";')).toEqual([]);
});

it("every spelling of an import is seen", () => {
  const text = [
    'import "a";',
    'import b, { type c } from "b";',
    'import {\n  c,\n} from "c";',
    'export * as d from "d";',
    'const e = await import("e");',
    '// a word from "nowhere"',
  ].join("\n");
  expect(importsIn(text)).toEqual(["a", "b", "c", "d", "e"]);
});

describe.each(gates)("the gate $name", (gate) => {
  it("is green, but for what it lets pass", async ({ skip }) => {
    const found = await gate.find(sources);
    if (found === undefined) return skip("what it looks at is not there");
    expect(problemsOf(found, exceptionsOf(gate))).toEqual([]);
  }, 120_000);
});

it("the lists of services are as npm run services writes them from the folders", () => {
  expect(staleServiceLists()).toEqual([]);
  const named = (service: string, ...files: readonly string[]) => ({
    service,
    files: new Map(files.map((path) => [path, ""])),
  });
  const before = "  busService,\n  appleService,\n  goneService,\n";
  const [list = "", classes = ""] = serviceLists(before, [
    named("zoo", "index.ts"),
    named("apple", "index.ts", "public.ts"),
    named("bus", "index.ts"),
    named("event-car", "index.ts", "public.ts"),
    named("begun", "README.md"),
  ]).values();
  expect(list).toContain(
    "[\n  busService,\n  appleService,\n  eventCarService,\n  zooService,\n];\n",
  );
  expect(list).toContain('import { eventCarService } from "./services/event-car/index.ts";\n');
  expect(list).not.toMatch(/gone|begun/);
  expect(classes.match(/services\/\w+/g)).toEqual(["services/apple", "services/event"]);
});

it("no simulation sees what another left in a module", () => {
  expect(sources.flatMap(({ path, text }) => unexplainedState(path, text))).toEqual([]);
  const problemsOf = (text: string) => unexplainedState("packages/aws/src/service/a.ts", text);
  for (const state of [
    "let provided: Engine | null = null;",
    "export let count = 0;",
    "// The engine.\nconst engines = new Map<string, Engine>();",
    "const seen = new WeakSet();\n",
    "// A memo of a pure function.\nlet last = 0;\n\nlet provided = null;",
  ]) {
    expect(problemsOf(state), state).toHaveLength(1);
  }
  for (const none of [
    "// A memo of a pure function.\nconst known = new Map<string, number>();\nlet last = 0;",
    "const words = new Set(['a']);",
    "const nothing: ReadonlyMap<string, number> = new Map();",
    "function a() {\n  let b = 0;\n}",
  ]) {
    expect(problemsOf(none), none).toEqual([]);
  }
});

it("a file between two services lies in the folder of the first", () => {
  const problems = sources.flatMap(({ path }) => misplacedEdge(path, names));
  expect(problems).toEqual([]);
});

it("every rule of AWS has an id of its own, and tests bear ids of rules only", async () => {
  const ids = (await placedRules()).map(({ id }) => id);
  expect(ids.filter((id, place) => ids.indexOf(id) !== place)).toEqual([]);
  const rules = new Set(ids);
  const tested = ruleTests();
  const borne = new Set(tested.map(({ id }) => id));
  expect(ids.filter((id) => !borne.has(id)).map((id) => `${id} has no test`)).toEqual([]);
  const prefixes = new Set(ids.map((id) => id.split(".")[0]));
  const strays = tested.filter(
    ({ id, isWritten }) => isWritten && !rules.has(id) && prefixes.has(id.split(".")[0]),
  );
  expect(strays.map(({ id, file }) => `${file}: ${id} is no rule`)).toEqual([]);
});

it("the operations that rules name are there", async () => {
  const operations = new Set(services.flatMap(({ operations: named }) => Object.keys(named)));
  const problems = (await placedRules()).flatMap(({ id, operations: named = [] }) =>
    named.filter((name) => !operations.has(name)).map((name) => `${id}: ${name} is no operation`),
  );
  expect(problems).toEqual([]);
});

it("tests that bear an id are found in each of their forms", () => {
  const text = [
    'it("sqs.delay.of-queue: is the default", () => {});',
    'it.each([1, 2])("sqs.delay.of-message: %s", () => {});',
    'it.each([["first-word", 1], ["second-word", 2]])("sqs.words.%s: %s", () => {});',
    'describe("sqs.delay.for-all: is a group", () => {});',
    'it("speaks of sqs.delay.of-none: in the middle", () => {});',
  ].join("\n");
  expect(ruleTestsIn(text).map(({ id }) => id)).toEqual([
    "sqs.delay.of-queue",
    "sqs.delay.of-message",
    "sqs.delay.for-all",
    "sqs.words.first-word",
    "sqs.words.second-word",
  ]);
});

it("no file names a path of one machine or a registry's host", () => {
  const place = ["", "home", "somebody"].join("/");
  const host = ["registry", "npmjs", "org"].join(".");
  expect(files.flatMap(({ path, text }) => placeProblems(path, text))).toEqual([]);
  expect(placeProblems("a.md", `see ${place} and https://x.example${place}`)).toHaveLength(1);
  expect(placeProblems("a.md", "`/tmp` in MB")).toEqual([]);
  expect(placeProblems("a.json", `"https://${host}/a"`)).toHaveLength(1);
});

it("the lock names no host: what it resolves are folders of the workspace", () => {
  const { packages } = readJson(join(root, "package-lock.json")) as {
    readonly packages: Readonly<Record<string, { readonly resolved?: string }>>;
  };
  const resolved = Object.values(packages).flatMap((each) => each.resolved ?? []);
  expect(resolved.filter((place) => !/^packages\/[a-z]+$/.test(place))).toEqual([]);
});

it("the pages of docs/reference are as npm run docs writes them", async () => {
  expect(await stalePages()).toEqual([]);
});

it("facts about resource types are as npm run resource-types writes them, and nobody wrote on them", async () => {
  expect(await staleResourceTypes()).toEqual([]);
  for (const [path, text] of await resourceTypeFiles()) {
    expect(isAsHashed(path), path).toBe(true);
    // What every type of CloudFormation returns is read in a millisecond, and packs to a fifth.
    const ofAllTypes = path.endsWith("/attributes.json") ? 180_000 : 60_000;
    const most = path.startsWith("packages/aws/") ? 30_000 : ofAllTypes;
    expect(text.length, path).toBeLessThan(most);
  }
});
