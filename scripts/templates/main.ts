import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isWhole, templatesPage } from "./page.ts";
import { page, publishedTemplates, templateFolder } from "./published.ts";
import { runTemplate } from "./template-run.ts";

if (process.argv.includes("--help")) {
  console.log("Usage: npm run templates -- [--write]");
  console.log("Runs published templates; --write writes docs/reference/templates.md.");
} else if (!existsSync(templateFolder)) {
  console.error("There is no ../shared/templates: nothing is run, and no page is written.");
} else {
  const runs = publishedTemplates().map(({ file, name }) =>
    runTemplate(join(templateFolder, file), name),
  );
  if (process.argv.includes("--write")) writeFileSync(page, templatesPage(runs));
  for (const { name, unreached, ended } of runs.filter((run) => !isWhole(run))) {
    console.log(`${name}: ${ended ?? unreached.join(", ")}`);
  }
  console.log(`${runs.length} templates, of which ${runs.filter(isWhole).length} run whole.`);
}
