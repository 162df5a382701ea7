import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { build, transform } from "esbuild";
import { programOnPath } from "../digests/engines.ts";
import { run, type RunOptions } from "../run.ts";
import { root } from "../workspace.ts";
import type { ToldTest } from "./page-tests.ts";
import { changed, stepsOf } from "./walkthrough.ts";

/** The programs of a README, as its reader writes them down. */
export interface ReadmePrograms {
  /** The architecture with a mistake, and without. */
  readonly broken: string;
  readonly fixed: string;
  /** A property of it. */
  readonly test: string;
  /** A sweep over two of its settings. */
  readonly sweep: string;
}

/** The programs of a README of ours. */
export function programsOf(file: string): ReadmePrograms {
  const steps = stepsOf(readFileSync(join(root, file), "utf8"));
  const textOf = (type: "file" | "change", name: string): string => {
    const found = steps.find((step) => step.type === type && step.name === name);
    if (found === undefined || found.type === "command") throw new Error(`${file} has no ${name}`);
    return found.text;
  };
  const broken = textOf("file", "shop.ts");
  return {
    broken,
    fixed: changed(broken, textOf("change", "shop.ts")),
    test: textOf("file", "orders.test.ts"),
    sweep: textOf("file", "sweep.ts"),
  };
}

/** What an engine made of the programs. */
interface EngineResult {
  readonly name: string;
  /** Of the tests' reports and of the sweep's rows. */
  readonly digest: string;
}

/** An engine, or why it is left out. */
export type EngineOutcome = EngineResult | { readonly name: string; readonly missing: string };

/** Runs the programs in a folder in which the packages are installed: on each engine, and bundled in a browser. */
export async function* onEngines(
  programs: ReadmePrograms,
  options: RunOptions,
): AsyncGenerator<EngineOutcome> {
  const { cwd = "" } = options;
  await writePrograms(programs, cwd);
  const installed = (name: string) => join(root, "node_modules/.bin", name);
  const own = programOnPath("node");
  if (own === undefined) yield { name: "the machine's own Node", missing: "no node" };
  else yield await onEngine("Node", own, [], [], options);
  yield await onEngine("Node", installed("node"), [], [], options);
  yield await onEngine("Bun", installed("bun"), ["--bun"], ["--pool=threads"], options);
  yield await inBrowser(options);
}

async function writePrograms(
  { broken, fixed, test, sweep }: ReadmePrograms,
  folder: string,
): Promise<void> {
  const write = (name: string, text: string): void => {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  };
  for (const [place, shop] of Object.entries({ "a-broken": broken, "b-fixed": fixed })) {
    write(`${place}/shop.ts`, shop);
    write(`${place}/orders.test.ts`, test);
  }
  // Not every engine reads TypeScript, and each shows tables in its own way.
  const plain = async (text: string) =>
    (await transform(text.replaceAll("./shop.ts", "./shop.mjs"), { loader: "ts" })).code;
  write("shop.mjs", await plain(fixed));
  write("table.mjs", "globalThis.rows = [];\nconsole.table = (table) => rows.push(table);\n");
  write("sweep.mjs", `import "./table.mjs";\n${await plain(sweep)}`);
  write("print.mjs", 'import "./sweep.mjs";\nconsole.log(JSON.stringify(rows));\n');
}

async function onEngine(
  name: string,
  program: string,
  before: readonly string[],
  behind: readonly string[],
  options: RunOptions,
): Promise<EngineResult> {
  const { cwd = "" } = options;
  const version = (await run(program, ["--version"], options)).output.trim();
  const told = join(cwd, "told.json");
  rmSync(told, { force: true });
  const vitest = join(cwd, "node_modules/vitest/vitest.mjs");
  const args = [
    ...before,
    vitest,
    "run",
    "-t",
    "lost",
    "--reporter=json",
    `--outputFile=${told}`,
    ...behind,
  ];
  const { output, errors } = await run(program, [...args, "a-broken", "b-fixed"], {
    ...options,
    mayFail: true,
  });
  const { output: rows } = await run(program, ["print.mjs"], options);
  let results: { readonly name: string; readonly assertionResults: readonly ToldTest[] }[];
  try {
    ({ testResults: results } = JSON.parse(readFileSync(told, "utf8")) as {
      readonly testResults: typeof results;
    });
  } catch {
    throw new Error(`${name} ${version} told nothing:\n${output}${errors}`);
  }
  // Whichever file came to its end first is told first.
  results.sort((one, other) => (one.name < other.name ? -1 : 1));
  const tests = results.flatMap(({ assertionResults }) => assertionResults);
  return { name: `${name} ${version}`, digest: digestOf(tests, JSON.parse(rows)) };
}

async function inBrowser(options: RunOptions): Promise<EngineOutcome> {
  const { cwd = "" } = options;
  const browser = programOnPath("chromium") ?? programOnPath("chromium-browser");
  if (browser === undefined) return { name: "Chromium", missing: "no chromium on this machine" };
  const version = (await run(browser, ["--version"], options)).output.trim();
  const stand = join(import.meta.dirname, "page-tests.ts");
  const contents = [
    'import { runTests } from "vitest";',
    'import "./a-broken/orders.test.ts";',
    'import "./b-fixed/orders.test.ts";',
    'import "./sweep.mjs";',
    "runTests().then((tests) => { document.body.textContent = JSON.stringify({ tests, rows }); });",
  ].join("\n");
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: cwd, loader: "js" },
    bundle: true,
    format: "iife",
    platform: "browser",
    alias: { vitest: stand },
    write: false,
    logLevel: "error",
  });
  const script = outputFiles[0]!.text.replaceAll("</script", "<\\/script");
  const page = join(cwd, "page.html");
  writeFileSync(
    page,
    `<!doctype html><meta charset="utf-8"><body><script>${script}</script></body>`,
  );
  const profile = mkdtempSync(join(tmpdir(), "orrery-chromium-"));
  try {
    const flags = ["--headless", "--no-sandbox", "--disable-gpu", `--user-data-dir=${profile}`];
    const { output } = await run(browser, [...flags, "--dump-dom", `file://${page}`], options);
    const [, json] = /<body>(\{.*\})<\/body>/s.exec(output) ?? [];
    if (json === undefined) throw new Error(`${version} told nothing:\n${output.slice(-2_000)}`);
    const { tests, rows } = JSON.parse(unescaped(json)) as {
      readonly tests: readonly ToldTest[];
      readonly rows: unknown;
    };
    return { name: version, digest: digestOf(tests, rows) };
  } finally {
    rmSync(profile, { recursive: true, force: true });
  }
}

const unescaped = (html: string): string =>
  html
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&nbsp;", "\u00a0")
    .replaceAll("&amp;", "&");

/**
 * 16 hexadecimal digits of what came of the programs: what the property's runs came to, under what it fails and how
 * that is repeated, and the rows of the sweep. @throws Error where one of the tests ends as it should not.
 */
function digestOf(tests: readonly ToldTest[], rows: unknown): string {
  const ends = tests.map(({ status }) => status).join(", ");
  if (ends !== "failed, passed") {
    const said = tests.flatMap(({ failureMessages }) => failureMessages).join("\n");
    throw new Error(
      `the broken and the fixed architecture: expected failed, passed, received ${ends}\n${said}`,
    );
  }
  const told = tests.map(({ meta, failureMessages }) => ({
    meta,
    said: failureMessages.flatMap((message) =>
      message.split("\n").filter((line) => /^ {2}(?:under|and|wrong|again) /.test(line)),
    ),
  }));
  return createHash("sha256").update(JSON.stringify({ told, rows })).digest("hex").slice(0, 16);
}
