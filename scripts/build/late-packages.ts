import { join } from "node:path";
import type { WorkspacePackage } from "../workspace.ts";
import { earlyReads } from "./early-reads.ts";
import { bundleLate, type LateBundle } from "./late-bundle.ts";
import { isGivenAsIs, lateParts } from "./late-modules.ts";
import { isBundled } from "./parts-plugin.ts";

// For Node.js, these are read part by part: most of the time to the first event would go by with what few ask for.
const latePackages: ReadonlyMap<
  string,
  Pick<LateBundle, "needed" | "partAt" | "isGivenAsIs">
> = new Map([
  ["kernel", { needed: [], partAt: lateParts.kernel, isGivenAsIs }],
  ["aws", { needed: ["run/simulate.ts"], partAt: lateParts.aws, isGivenAsIs: () => false }],
]);

/** Puts into `to` what Node.js reads of a package part by part; nothing of a package that is read as a whole. */
export async function buildLate(
  { short, folder, manifest: { dependencies = {} } }: WorkspacePackage,
  to: string,
): Promise<void> {
  const late = latePackages.get(short);
  if (late === undefined) return;
  const external = Object.keys(dependencies).filter((name) => !isBundled(name));
  await bundleLate({ source: join(folder, "src"), folder: to, external, ...late });
  const early = earlyReads(join(to, "late"));
  if (early.length > 0) throw new Error(`parts are read too early: ${early.join("; ")}`);
}
