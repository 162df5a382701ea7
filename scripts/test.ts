import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join, relative } from "node:path";
import { run, type Outcome } from "./run.ts";
import { closingLines, unitResult, type PartResult, type VitestReport } from "./test-results.ts";
import { readJson, root } from "./workspace.ts";

/** A part of the tests. It throws when it could not be carried out at all. */
interface Part {
  readonly name: string;
  run(folder: string): Promise<PartResult>;
}

const installed = (name: string): string => join(root, "node_modules/.bin", name);
const script = (path: string, ...args: readonly string[]): Promise<Outcome> =>
  run(process.execPath, ["--conditions=source", join(root, "scripts", path), ...args], {
    mayFail: true,
  });

/** What a program came to that ends by saying `N passed, N failed`. */
function counted({ status, output, errors }: Outcome, unit: string): PartResult {
  const [, passed, failed] = /(\d+) passed, (\d+) failed\s*$/.exec(output) ?? [];
  if (passed === undefined || failed === undefined || (status !== 0 && failed === "0")) {
    throw new Error(`ended with status ${status} and no word of what failed:\n${output}${errors}`);
  }
  const notes = failed === "0" ? [] : [`${output}${errors}`.trim()];
  const leftOut = [...output.matchAll(/^left out: (.*)$/gm)].map(([, what]) => what!);
  return { passed: Number(passed), failed: Number(failed), unit, notes, leftOut };
}

const lint: Part = {
  name: "lint",
  async run() {
    const [checked, formatted] = [
      await run(installed("eslint"), [".", "--format", "json"], { mayFail: true }),
      await run(installed("prettier"), ["--list-different", "."], { mayFail: true }),
    ];
    if (checked.status === 2 || formatted.status === 2) {
      throw new Error(`${checked.errors}${formatted.errors}`);
    }
    const files = JSON.parse(checked.output) as readonly LintedFile[];
    const unformatted = formatted.output.split("\n").filter((file) => file !== "");
    const wrong = files.filter(({ errorCount, warningCount }) => errorCount + warningCount > 0);
    const bad = new Set([...wrong.map(({ filePath }) => relative(root, filePath)), ...unformatted]);
    return {
      passed: files.length - files.filter((file) => bad.has(relative(root, file.filePath))).length,
      failed: bad.size,
      unit: "files",
      notes: [
        ...wrong.flatMap(({ filePath, messages }) =>
          messages.map(({ line, message }) => `${relative(root, filePath)}:${line} ${message}`),
        ),
        ...unformatted.map((file) => `${file}: run npm run format`),
      ],
      leftOut: [],
    };
  },
};

interface LintedFile {
  readonly filePath: string;
  readonly errorCount: number;
  readonly warningCount: number;
  readonly messages: readonly { readonly line: number; readonly message: string }[];
}

const types: Part = {
  name: "types",
  async run() {
    const { status, output } = await run(installed("tsc"), ["-p", "tsconfig.json"], {
      mayFail: true,
    });
    const failed = status === 0 ? 0 : 1;
    const notes = failed === 0 ? [] : [output];
    return { passed: 1 - failed, failed, unit: "program", notes, leftOut: [] };
  },
};

/** Tests that vitest runs, of some of its projects. */
const unit = (name: string, ...projects: readonly string[]): Part => ({
  name,
  async run(folder) {
    const file = join(folder, `${name.replaceAll(" ", "-")}.json`);
    const reporters = ["--reporter=dot", "--reporter=json", `--outputFile.json=${file}`];
    const chosen = projects.flatMap((project) => ["--project", project]);
    const args = ["run", ...chosen, ...reporters];
    const { output, errors } = await run(installed("vitest"), args, { mayFail: true });
    if (!existsSync(file)) throw new Error(`${output}${errors}`);
    const report = readJson(file) as VitestReport; // vitest wrote it.
    const result = unitResult(report, (path) => relative(root, path));
    if (!report.success && result.failed === 0) throw new Error(`${output}${errors}`);
    return result;
  },
});

const conformance: Part = {
  name: "conformance",
  run: async () => counted(await script("conformance/main.ts"), "recorded cases"),
};

const packages: Part = {
  name: "packages, packed and used",
  run: async () => counted(await script("packages/main.ts"), "checks"),
};

const fuzz: Part = {
  name: "fuzz",
  run: async () => counted(await script("fuzz/main.ts"), "inputs"),
};

const digests: Part = {
  name: "digests on every engine",
  run: async () => counted(await script("digests/main.ts"), "digests"),
};

const benchmarks: Part = {
  name: "benchmarks run and agree",
  run: async () =>
    counted(
      await run(
        process.execPath,
        ["--conditions=source", join(root, "benchmarks/main.ts"), "--check"],
        { mayFail: true },
      ),
      "benchmarks",
    ),
};

async function runPart(part: Part, folder: string): Promise<PartResult> {
  const started = performance.now();
  const result = await part.run(folder).catch((error: unknown): PartResult => {
    const said = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { passed: 0, failed: 1, unit: "part", notes: [`CRASHED: ${said}`], leftOut: [] };
  });
  const seconds = ((performance.now() - started) / 1_000).toFixed(0);
  const { passed, failed, unit, notes } = result;
  const verdict = failed === 0 ? `${passed} ${unit}` : `${passed} ${unit}, ${failed} FAILED`;
  console.log(`${failed === 0 ? "ok" : "NO"}  ${part.name.padEnd(28)} ${verdict} (${seconds} s)`);
  for (const note of notes) console.log(note.replace(/^/gm, "    "));
  return result;
}

// Programs that npm installed are run by the Node that npm installed.
process.env["PATH"] = [join(root, "node_modules/.bin"), process.env["PATH"]].join(delimiter);
process.chdir(root);
const folder = mkdtempSync(join(tmpdir(), "orrery-test-"));
// Hundreds of programs load the same modules: what one has compiled, the next need not.
process.env["NODE_COMPILE_CACHE"] = join(folder, "compiled");
try {
  const parts = [
    unit("unit tests of services", "services"),
    unit("other unit tests", "others", "replacing"),
    digests,
    packages,
    benchmarks,
    lint,
    conformance,
    fuzz,
    types,
  ];
  const waiting = [...parts];
  const results = new Map<Part, PartResult>();
  // Two at a time, each on a core of its own, and the longest first.
  const work = async () => {
    for (let part = waiting.shift(); part !== undefined; part = waiting.shift()) {
      results.set(part, await runPart(part, folder));
    }
  };
  await Promise.all([work(), work()]);
  const closing = parts.map((part) => [part.name, results.get(part)!] as const);
  for (const line of closingLines(closing)) console.log(line);
  process.exitCode = closing.every(([, { failed }]) => failed === 0) ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
