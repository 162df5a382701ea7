import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fidelityPage } from "./docs/fidelity.ts";
import { limitsPage } from "./docs/limits.ts";
import { writeReadmeOutputs } from "./docs/readme-outputs.ts";
import { shrinkExceptions } from "./tidy/ratchet.ts";
import { root } from "./workspace.ts";

const folder = join(root, "docs/reference");
const pages: Readonly<Record<string, () => Promise<string>>> = {
  "fidelity.md": fidelityPage,
  "limits.md": limitsPage,
};

/** Pages of `docs/reference` that are not what they would be if written now. */
export async function stalePages(): Promise<readonly string[]> {
  const stale: string[] = [];
  for (const [name, make] of Object.entries(pages)) {
    const path = join(folder, name);
    const written = existsSync(path) ? readFileSync(path, "utf8") : "";
    if (written !== (await make())) stale.push(`docs/reference/${name}`);
  }
  return stale;
}

if (import.meta.main) {
  if (process.argv.includes("--check")) {
    const stale = await stalePages();
    for (const page of stale) console.error(`${page} is stale: run npm run docs`);
    process.exitCode = stale.length === 0 ? 0 : 1;
  } else {
    mkdirSync(folder, { recursive: true });
    for (const [name, make] of Object.entries(pages)) {
      writeFileSync(join(folder, name), await make());
      console.log(`docs/reference/${name}`);
    }
    await writeReadmeOutputs();
    shrinkExceptions();
  }
}
