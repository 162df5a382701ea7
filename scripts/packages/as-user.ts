import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, delimiter, join } from "node:path";
import { transform } from "esbuild";
import { programOnPath } from "../digests/engines.ts";
import { exampleRuns, scenarioFileOf } from "../digests/examples.ts";
import { readPins } from "../digests/pairs.ts";
import { run, type RunOptions } from "../run.ts";
import { root, workspacePackages } from "../workspace.ts";
import { writeProject } from "./installation.ts";
import { onEngines, programsOf } from "./on-engines.ts";
import { readmeExamples } from "./readme-examples.ts";
import type { Tarball } from "./pack.ts";
import { stepsOf, walk } from "./walkthrough.ts";

/** Something a user does with the packages, and what went wrong with it. */
export interface UserCheck {
  readonly name: string;
  /** `null` when nothing did. */
  readonly problem: string | null;
}

/**
 * Installs the packed packages into an empty folder and uses them there as somebody would who read
 * the READMEs, on the machine's own Node.
 */
export async function checkAsUser(tarballs: readonly Tarball[]): Promise<readonly UserCheck[]> {
  const folder = mkdtempSync(join(tmpdir(), "orrery-user-"));
  try {
    const options: RunOptions = { cwd: folder, env: userEnvironment() };
    writeProject(folder, tarballs);
    await run(
      "npm",
      ["ci", "--prefer-offline", "--engine-strict", "--no-audit", "--no-fund"],
      options,
    );
    const checks: UserCheck[] = [];
    for (const check of [...commandChecks(options), ...readmeChecks(options), typeCheck(options)]) {
      checks.push(await outcomeOf(check));
    }
    return checks;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * Installs the packed packages beside what their users test with into another empty folder, does there what texts
 * of ours show, and runs the programs of the README on every engine.
 */
export async function checkPrograms(tarballs: readonly Tarball[]): Promise<readonly UserCheck[]> {
  const folder = mkdtempSync(join(tmpdir(), "orrery-programs-"));
  try {
    const own = userEnvironment();
    const node = join(root, "node_modules/node/bin");
    const bin = join(folder, "node_modules/.bin");
    const path = [bin, node, own["PATH"]].join(delimiter);
    const env = { ...own, PATH: path, NO_COLOR: "1", CI: "1" };
    const options: RunOptions = { cwd: folder, env };
    writeProject(folder, tarballs, ["vitest", "@fast-check/vitest"]);
    await run("npm", ["ci", "--prefer-offline", "--no-audit", "--no-fund"], options);
    const checks: UserCheck[] = [];
    for (const file of walkedTexts) {
      const cwd = join(folder, file.replace(/\W+/g, "-"));
      mkdirSync(cwd);
      const steps = stepsOf(readFileSync(join(root, file), "utf8"));
      const check = { name: `steps of ${file}`, try: () => walk(steps, { ...options, cwd }) };
      checks.push(await outcomeOf(check));
    }
    return [...checks, ...(await engineChecks(options))];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The texts whose steps are done as they stand there. */
const walkedTexts = [
  "README.md",
  "packages/orrery/README.md",
  "docs/guide/testing.md",
  "docs/guide/sweeps.md",
];

/** Whether all engines make the same of the README's programs. */
async function engineChecks(options: RunOptions): Promise<readonly UserCheck[]> {
  const checks: UserCheck[] = [];
  const digests = new Set<string>();
  try {
    for await (const outcome of onEngines(programsOf("packages/orrery/README.md"), options)) {
      const name = `programs of the README on ${outcome.name}`;
      if ("missing" in outcome) {
        console.log(`left out: ${name}: ${outcome.missing}`);
        continue;
      }
      digests.add(outcome.digest);
      const problem = digests.size === 1 ? null : "another digest than before";
      checks.push({ name: `${name}, digest ${outcome.digest}`, problem });
    }
  } catch (error) {
    checks.push({ name: "programs of the README", problem: String(error) });
  }
  return checks;
}

interface Check {
  readonly name: string;
  /** @throws Error saying what is wrong */
  try(): Promise<void>;
}

async function outcomeOf({ name, try: attempt }: Check): Promise<UserCheck> {
  try {
    await attempt();
    return { name, problem: null };
  } catch (error) {
    return { name, problem: error instanceof Error ? error.message : String(error) };
  }
}

/** The environment without what `npm run` adds for the repository's own scripts. */
function userEnvironment(): NodeJS.ProcessEnv {
  const entries = Object.entries(process.env).filter(
    ([name]) => !/^(?:npm_(?:lifecycle|package|node|execpath|command)|NODE|INIT_CWD)/.test(name),
  );
  const folders = (process.env["PATH"] ?? "").split(delimiter);
  const path = folders.filter((folder) => !folder.includes("node_modules")).join(delimiter);
  return { ...Object.fromEntries(entries), PATH: path };
}

/** The command, on each example that is a scenario file. */
function commandChecks(options: RunOptions): readonly Check[] {
  const { cwd = "" } = options;
  const orrery = join(cwd, "node_modules/.bin/orrery");
  const ofExamples = exampleRuns().flatMap(({ name, seed, duration }): readonly Check[] => {
    const file = join(name, basename(scenarioFileOf(name) ?? ""));
    return [
      {
        name: `orrery run ${file}`,
        async try() {
          cpSync(join(root, "examples", name), join(cwd, name), { recursive: true });
          const args = ["run", file, "--duration", duration, "--json", "--save", "saved.json"];
          // An example may show what goes wrong: what it expects fails then.
          const { output, status } = await run(orrery, args, { ...options, mayFail: true });
          if (status !== 1) expectEqual("status", status, 0);
          const { digest } = JSON.parse(output) as { readonly digest: string };
          const pin = readPins().find((each) => each.scenario === name && each.seed === seed);
          expectEqual("digest", digest, pin?.digest);
        },
      },
      {
        name: `orrery replay of ${file}`,
        async try() {
          await run(orrery, ["replay", "saved.json"], options);
        },
      },
    ];
  });
  const refuses: Check = {
    name: "orrery refuses a scenario that is not there with status 2",
    async try() {
      const { status } = await run(orrery, ["run", "none.yaml"], { ...options, mayFail: true });
      expectEqual("status", status, 2);
    },
  };
  return [...ofExamples, refuses];
}

function readmeChecks(options: RunOptions): readonly Check[] {
  const { cwd = "" } = options;
  return readmeExamples().map(({ file, code, prints }, place): Check => ({
    name: `example ${place + 1}, of ${file}`,
    async try() {
      const plain = await transform(code, { loader: "ts", target: "es2022" });
      writeFileSync(join(cwd, `example-${place}.mjs`), plain.code);
      writeFileSync(join(cwd, `example-${place}.mts`), code);
      const node = programOnPath("node") ?? process.execPath;
      const { output } = await run(node, [`example-${place}.mjs`], options);
      expectEqual("output", output.trimEnd(), prints.trimEnd());
    },
  }));
}

/** The packages' types, as the compiler finds them in both ways of resolving modules. */
/** Uses of everything that namespaces such as `lambda` hold when they run: declarations must hold it, too. */
async function memberUses(options: RunOptions): Promise<readonly string[]> {
  const uses = workspacePackages().map(async ({ name, short }) => {
    // A bundle has a namespace as an object of getters.
    const program = `const all = Object.entries(await import("${name}"));
      const isSpace = (value) => {
        const members = typeof value === "object" ? Object.values(Object.getOwnPropertyDescriptors(value ?? {})) : [];
        return members.length > 0 && members.every(({ get }) => get !== undefined);
      };
      const members = all.filter(([, value]) => isSpace(value)).flatMap(([space, value]) =>
        Object.keys(value).map((member) => space + "." + member));
      console.log(JSON.stringify(members));`;
    const { output } = await run(
      process.execPath,
      ["--input-type=module", "--eval", program],
      options,
    );
    const members = JSON.parse(output) as readonly string[]; // The program prints nothing else.
    return members.map((member) => `console.log(${short}.${member});\n`).join("");
  });
  return Promise.all(uses);
}

function typeCheck(options: RunOptions): Check {
  const { cwd = "" } = options;
  return {
    name: "types of all packages, and of the READMEs' examples",
    async try() {
      const imports = workspacePackages().map(
        ({ name, short }) => `import * as ${short} from "${name}";\nconsole.log(${short});\n`,
      );
      writeFileSync(join(cwd, "all.mts"), [...imports, ...(await memberUses(options))].join(""));
      const tsc = join(root, "node_modules/typescript/bin/tsc");
      for (const [module, resolution] of [
        ["nodenext", "nodenext"],
        ["esnext", "bundler"],
      ] as const) {
        const compilerOptions = {
          module,
          moduleResolution: resolution,
          target: "es2022",
          lib: ["es2022", "dom"],
          strict: true,
          noEmit: true,
          types: [],
        };
        writeFileSync(
          join(cwd, "tsconfig.json"),
          JSON.stringify({ compilerOptions, include: ["*.mts"] }),
        );
        await run(process.execPath, [tsc, "-p", "tsconfig.json"], options);
      }
    },
  };
}

function expectEqual(what: string, received: unknown, expected: unknown): void {
  if (received !== expected) throw new Error(`${what}: expected ${expected}, received ${received}`);
}
