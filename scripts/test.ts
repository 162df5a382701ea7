import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join, relative } from "node:path";
import { run, type Outcome } from "./run.ts";
import { readJson, root } from "./workspace.ts";

/** What a part of the tests came to. */
interface Result {
  readonly passed: number;
  readonly failed: number;
  /** What was counted, such as `files`. */
  readonly unit: string;
  /** What a reader has to know: what failed, and what was left out. */
  readonly notes: readonly string[];
}

/** A part of the tests. It throws when it could not be carried out at all. */
interface Part {
  readonly name: string;
  run(folder: string): Promise<Result>;
}

const installed = (name: string): string => join(root, "node_modules/.bin", name);
const script = (path: string, ...args: readonly string[]): Promise<Outcome> =>
  run(process.execPath, ["--conditions=source", join(root, "scripts", path), ...args], {
    mayFail: true,
  });

/** What a program came to that ends by saying `N passed, N failed`. */
function counted({ status, output, errors }: Outcome, unit: string): Result {
  const [, passed, failed] = /(\d+) passed, (\d+) failed\s*$/.exec(output) ?? [];
  if (passed === undefined || failed === undefined || (status !== 0 && failed === "0")) {
    throw new Error(`ended with status ${status} and no word of what failed:\n${output}${errors}`);
  }
  const notes = failed === "0" ? [] : [`${output}${errors}`.trim()];
  return { passed: Number(passed), failed: Number(failed), unit, notes };
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
    return { passed: 1 - failed, failed, unit: "program", notes: failed === 0 ? [] : [output] };
  },
};

const unit: Part = {
  name: "unit and property tests",
  async run(folder) {
    const file = join(folder, "vitest.json");
    const args = ["run", "--reporter=dot", "--reporter=json", `--outputFile.json=${file}`];
    const { output, errors } = await run(installed("vitest"), args, { mayFail: true });
    if (!existsSync(file)) throw new Error(`${output}${errors}`);
    const report = readJson(file) as VitestReport; // vitest wrote it.
    const { numPassedTests: passed, numFailedTests, numPendingTests, testResults } = report;
    const broken = testResults.filter(
      ({ status, assertionResults }) =>
        status === "failed" && !assertionResults.some((test) => test.status === "failed"),
    );
    const failed = numFailedTests + broken.length;
    if (!report.success && failed === 0) throw new Error(`${output}${errors}`);
    return {
      passed,
      failed,
      unit: "tests",
      notes: [
        ...(numPendingTests === 0 ? [] : [`${numPendingTests} skipped`]),
        ...broken.map(({ name, message }) => `${relative(root, name)}: ${message}`),
        ...testResults.flatMap(({ name, assertionResults }) =>
          assertionResults
            .filter(({ status }) => status === "failed")
            .map(
              ({ fullName, failureMessages }) =>
                `${relative(root, name)}: ${fullName}\n${failureMessages.join("\n")}`,
            ),
        ),
      ],
    };
  },
};

interface VitestReport {
  readonly success: boolean;
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly message: string;
    readonly assertionResults: readonly {
      readonly fullName: string;
      readonly status: string;
      readonly failureMessages: readonly string[];
    }[];
  }[];
}

const conformance: Part = {
  name: "conformance",
  run: async () => counted(await script("conformance/main.ts"), "recorded cases"),
};

const packages: Part = {
  name: "packages, packed and used",
  run: async () => counted(await script("packages/main.ts"), "checks"),
};

const digests: Part = {
  name: "digests on every engine",
  run: async () => counted(await script("digests/main.ts"), "digests"),
};

async function runPart(part: Part, folder: string): Promise<Result> {
  const started = performance.now();
  const result = await part.run(folder).catch((error: unknown): Result => {
    const said = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { passed: 0, failed: 1, unit: "part", notes: [`CRASHED: ${said}`] };
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
try {
  const waiting = [unit, lint, types, packages, digests, conformance];
  const results: Result[] = [];
  // Two at a time: the longest is one process after another, and the rest fills the other core.
  const work = async () => {
    for (let part = waiting.shift(); part !== undefined; part = waiting.shift()) {
      results.push(await runPart(part, folder));
    }
  };
  await Promise.all([work(), work()]);
  const sum = (of: "passed" | "failed") => results.reduce((total, each) => total + each[of], 0);
  console.log(`${sum("passed")} passed, ${sum("failed")} failed`);
  process.exitCode = sum("failed") === 0 ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
