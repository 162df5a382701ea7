import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { eventPages } from "./docs/events.ts";
import { failurePages } from "./docs/failures.ts";
import { fidelityPages } from "./docs/fidelity.ts";
import { limitsPages } from "./docs/limits.ts";
import type { Pages } from "./docs/pages.ts";
import { writeReadmeOutputs } from "./docs/readme-outputs.ts";
import { settingsPages } from "./docs/scenario/table.ts";
import { updatePages } from "./docs/updates.ts";
import { scenarioTypes, typesFile } from "./docs/scenario/types.ts";
import { shrinkExceptions } from "./tidy/ratchet.ts";
import { root } from "./workspace.ts";

const folder = join(root, "docs/reference");
/** Folders that hold nothing but pages that are written here. */
const written = ["fidelity", "limits"];

const pages = async (): Promise<Pages> =>
  new Map([
    ...(await fidelityPages()),
    ...(await limitsPages()),
    ...eventPages(),
    ...failurePages(),
    ...settingsPages(),
    ...updatePages(),
  ]);

const textAt = (path: string): string => (existsSync(path) ? readFileSync(path, "utf8") : "");

/** Pages and types that are not what they would be if written now, and pages that would not be. */
export async function stalePages(): Promise<readonly string[]> {
  const made = await pages();
  const stale = [...made].filter(([name, text]) => textAt(join(folder, name)) !== text);
  const named = [...stale.map(([name]) => name), ...leftPages(made)].map(
    (name) => `docs/reference/${name}`,
  );
  const areTypesStale = textAt(join(root, typesFile)) !== (await scenarioTypes());
  return areTypesStale ? [...named, typesFile] : named;
}

/** Pages that nothing writes any more. */
const leftPages = (made: Pages): readonly string[] =>
  written
    .filter((part) => existsSync(join(folder, part)))
    .flatMap((part) => readdirSync(join(folder, part)).map((file) => `${part}/${file}`))
    .filter((name) => !made.has(name));

if (import.meta.main) {
  if (process.argv.includes("--check")) {
    const stale = await stalePages();
    for (const page of stale) console.error(`${page} is stale: run npm run docs`);
    process.exitCode = stale.length === 0 ? 0 : 1;
  } else {
    const made = await pages();
    for (const part of written) mkdirSync(join(folder, part), { recursive: true });
    for (const name of leftPages(made)) rmSync(join(folder, name));
    for (const [name, text] of made) {
      writeFileSync(join(folder, name), text);
      console.log(`docs/reference/${name}`);
    }
    writeFileSync(join(root, typesFile), await scenarioTypes());
    await writeReadmeOutputs();
    await shrinkExceptions();
  }
}
