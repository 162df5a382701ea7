import { join } from "node:path";
import { run } from "../run.ts";
import { root } from "../workspace.ts";
import type { Tarball } from "./pack.ts";

const bin = (name: string): string => join(root, "node_modules/.bin", name);

/** Problems of published packages that their users would meet: files, exports and types. */
export async function checkPackages(tarballs: readonly Tarball[]): Promise<readonly string[]> {
  const problems: string[] = [];
  for (const { name, path } of tarballs) {
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
