import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { transform } from "esbuild";
import { readmeExamples } from "../packages/readme-examples.ts";
import { run } from "../run.ts";
import { root } from "../workspace.ts";

/** Runs every example of the READMEs from the sources, and writes below it what it prints. */
export async function writeReadmeOutputs(): Promise<void> {
  const folder = join(root, "node_modules/.cache/orrery");
  mkdirSync(folder, { recursive: true });
  for (const { file, code, prints } of readmeExamples()) {
    const module = join(folder, "example.mjs");
    writeFileSync(module, (await transform(code, { loader: "ts", target: "es2022" })).code);
    const { output } = await run(process.execPath, ["--conditions=source", module]);
    const path = join(root, file);
    const text = readFileSync(path, "utf8");
    const block = (printed: string): string => `${code}\`\`\`\n\n\`\`\`text\n${printed}\`\`\``;
    writeFileSync(
      path,
      text.replace(block(prints), () => block(output)),
    );
  }
  rmSync(folder, { recursive: true, force: true });
}
