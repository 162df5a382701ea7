import { existsSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isWhole, templatesPage } from "./page.ts";
import { runTemplate } from "./template-run.ts";

const repository = join(import.meta.dirname, "../..");
// Beside the repository: they are no part of it.
const folder = join(repository, "../shared/templates");
const page = join(repository, "docs/reference/templates.md");

if (process.argv.includes("--help")) {
  console.log("Usage: npm run templates -- [--write]");
  console.log("Runs published templates; --write writes docs/reference/templates.md.");
} else if (!existsSync(folder)) {
  console.error("There is no ../shared/templates: nothing is run, and no page is written.");
} else {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => /(^|\/)template[^/]*\.ya?ml$/.test(file))
    .sort();
  const runs = files.map((file) => runTemplate(join(folder, file), nameOf(file)));
  if (process.argv.includes("--write")) writeFileSync(page, templatesPage(runs));
  for (const { name, unreached, ended } of runs.filter((run) => !isWhole(run))) {
    console.log(`${name}: ${ended ?? unreached.join(", ")}`);
  }
  console.log(`${runs.length} templates, of which ${runs.filter(isWhole).length} run whole.`);
}

/** The folder, with the file's name where a folder has several. */
function nameOf(file: string): string {
  return file.replace(/\/template\.ya?ml$/, "").replace(/\.ya?ml$/, "");
}
