import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { repositoryFiles } from "../tidy.ts";
import { root } from "../workspace.ts";
import { importCircles, upwardImports, type SourceText } from "./imports.ts";
import { modeledServices } from "./modeled-services.ts";
import { answersTo, isAnswered, semanticsFolder, demandedSemantics } from "../semantics.ts";
import { serviceFolders } from "./service-folders.ts";
import { missingOfShape } from "./service-shape.ts";
import { isLookedAt, ServiceNameSearch } from "./service-names.ts";

/** What a gate found, or lets pass for now: by file or service, sorted. */
export type Findings = Readonly<Record<string, readonly string[]>>;

/** A gate that is not green everywhere yet. */
export interface Gate {
  /** Of its file of exceptions, in `scripts/tidy/exceptions`. */
  readonly name: string;
  /** What stands between findings in its file of exceptions. @defaultValue a comma */
  readonly separator?: string;
  /** What it found; `undefined` where what it looks at is not there. */
  find(files: readonly SourceText[]): Findings | undefined | Promise<Findings | undefined>;
}

/**
 * The gates with exceptions. `npm run docs` takes out of their files what is not found any more; nothing
 * puts anything in. An exception that is not needed fails the build as well as what is none.
 */
export const gates: readonly Gate[] = [
  {
    name: "names-outside",
    find(files) {
      const search = new ServiceNameSearch(modeledServices());
      return findingsOf(
        files
          .filter(({ path }) => isLookedAt(path))
          .map(({ path, text }) => [path, search.namedIn(path, text)]),
      );
    },
  },
  {
    name: "circles",
    find: (files) =>
      findingsOf(
        importCircles(files).flatMap((circle) =>
          circle.map((file) => [file, circle.filter((other) => other !== file)] as const),
        ),
      ),
  },
  {
    name: "upward-imports",
    find: (files) =>
      findingsOf(upwardImports(files).map(({ file, imported }) => [file, imported] as const)),
  },
  {
    name: "service-shape",
    find: () =>
      findingsOf(
        serviceFolders().map(({ service, files }) => [service, missingOfShape(service, files)]),
      ),
  },
  { name: "semantics", separator: " | ", find: unansweredItems },
  { name: "unused-exports", find: () => findingsOf(unusedExports()) },
];

const findingsOf = (
  entries: readonly (readonly [file: string, found: readonly string[]])[],
): Findings =>
  Object.fromEntries(
    entries
      .filter(([, found]) => found.length > 0)
      .sort(([one], [other]) => (one < other ? -1 : 1)),
  );

/** Items of the reference of AWS's behavior that no rule and no README answers, and marks of none. */
async function unansweredItems(): Promise<Findings | undefined> {
  if (!existsSync(semanticsFolder)) return undefined;
  const answers = await Promise.all(
    demandedSemantics().map(async (name) => ({ name, ...(await answersTo(name)) })),
  );
  return findingsOf(
    answers.map(({ name, items, strays }) => [
      name,
      [...items.filter((item) => !isAnswered(item)).map(({ mark }) => mark), ...strays],
    ]),
  );
}

/** Exports that nothing imports, by knip. */
function unusedExports(): readonly (readonly [string, readonly string[]])[] {
  const knip = join(root, "node_modules/knip/bin/knip.js");
  const args = [knip, "--no-progress", "--no-exit-code", "--no-config-hints", "--reporter", "json"];
  const printed = execFileSync(process.execPath, args, { cwd: root, encoding: "utf8" });
  interface Issue {
    readonly file: string;
    readonly exports: readonly { readonly name: string }[];
    readonly types: readonly { readonly name: string }[];
  }
  const { issues } = JSON.parse(printed) as { readonly issues: readonly Issue[] }; // As knip says.
  return issues.map(({ file, exports, types }) => [
    file,
    [...exports, ...types].map(({ name }) => name).sort(),
  ]);
}

const exceptionsPath = (name: string): string => join(root, `scripts/tidy/exceptions/${name}.json`);

/** What a gate lets pass: a text for each file, so that changes meet in few lines. */
export function exceptionsOf({ name, separator = ", " }: Gate): Findings {
  const path = exceptionsPath(name);
  if (!existsSync(path)) return {};
  const texts = JSON.parse(readFileSync(path, "utf8")) as Readonly<Record<string, string>>; // As below.
  return Object.fromEntries(
    Object.entries(texts).map(([file, text]) => [file, text.split(separator)]),
  );
}

function writeExceptions({ name, separator = ", " }: Gate, exceptions: Findings): void {
  const texts = Object.fromEntries(
    Object.entries(exceptions).map(([file, names]) => [file, names.join(separator)]),
  );
  writeFileSync(exceptionsPath(name), `${JSON.stringify(texts, null, 2)}\n`);
}

/** What is found and not let pass, and what is let pass in vain; one line each. */
export function problemsOf(found: Findings, exceptions: Findings): readonly string[] {
  const list = (one: Findings, other: Findings, why: string) =>
    Object.entries(one).flatMap(([file, names]) =>
      names
        .filter((name) => !(other[file] ?? []).includes(name))
        .map((name) => `${file}: ${name} ${why}`),
    );
  return [
    ...list(found, exceptions, "is new"),
    ...list(exceptions, found, "is let pass in vain: npm run docs takes it out"),
  ];
}

/** The exceptions that are still needed. */
export const neededOf = (found: Findings, exceptions: Findings): Findings =>
  findingsOf(
    Object.entries(exceptions).map(([file, names]) => [
      file,
      names.filter((name) => found[file]?.includes(name) === true),
    ]),
  );

/** The files of the repository with their texts. */
function sourceTexts(): readonly SourceText[] {
  return repositoryFiles()
    .filter((file) => file.endsWith(".ts") && existsSync(join(root, file)))
    .map((path) => ({ path, text: readFileSync(join(root, path), "utf8") }));
}

/** Takes out of every gate's exceptions those that are not needed any more. */
export async function shrinkExceptions(): Promise<void> {
  const files = sourceTexts();
  for (const gate of gates) {
    const before = exceptionsOf(gate);
    const found = await gate.find(files);
    if (found === undefined) continue;
    const needed = neededOf(found, before);
    if (problemsOf(before, needed).length > 0) writeExceptions(gate, needed);
  }
}
