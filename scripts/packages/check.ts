import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { lostConstants } from "../build/constants.ts";
import { run } from "../run.ts";
import { root } from "../workspace.ts";
import type { Tarball } from "./pack.ts";
import { deadLinks } from "./pages.ts";

const bin = (name: string): string => join(root, "node_modules/.bin", name);

/** Problems of published packages that their users would meet: files, exports, types, constants, and links of their pages. */
export async function checkPackages(tarballs: readonly Tarball[]): Promise<readonly string[]> {
  const problems: string[] = [];
  for (const tarball of tarballs) {
    const { name, path } = tarball;
    problems.push(...(await pageProblems(tarball)), ...(await constantProblems(tarball)));
    const checks = [
      await run(bin("publint"), [path, "--strict"], { mayFail: true }),
      await run(bin("attw"), [path, "--profile", "esm-only", "--no-emoji"], { mayFail: true }),
    ];
    for (const { status, output, errors } of checks) {
      if (status !== 0) problems.push(`${name}:\n${output}${errors}`.trim());
    }
  }
  return problems;
}

/** What is wrong with the pages of a package, and with what it is found by. */
async function pageProblems({ name, path, manifest }: Tarball): Promise<readonly string[]> {
  const { output } = await run("tar", ["-tzf", path]);
  const files = output.split("\n").map((file) => file.replace(/^package\//, ""));
  const pages = new Map<string, string>();
  for (const file of files.filter((each) => each.endsWith(".md"))) {
    pages.set(file, (await run("tar", ["-xzOf", path, `package/${file}`])).output);
  }
  const keywords = manifest.keywords ?? [];
  const wrong = [
    ...deadLinks(pages, new Set(files)),
    ...(keywords.length < 3 ? ["expected three keywords at least"] : []),
  ];
  return wrong.length === 0 ? [] : [`${name}: ${wrong.join("; ")}`];
}

/** Constants of a package that are none any more where V8 reads them. */
async function constantProblems({ name, path }: Tarball): Promise<readonly string[]> {
  const folder = mkdtempSync(join(tmpdir(), "orrery-check-"));
  await run("tar", ["-xzf", path, "-C", folder]);
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" });
  const problems = files
    .filter((file) => /\.[cm]?js$/.test(file))
    .flatMap((file) => {
      const lost = lostConstants(readFileSync(join(folder, file), "utf8"), file).length;
      return lost === 0 ? [] : [`${name}: ${lost} constants of ${file} are variables`];
    });
  rmSync(folder, { recursive: true, force: true });
  return problems;
}
