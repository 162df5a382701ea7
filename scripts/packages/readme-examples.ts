import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root, workspacePackages } from "../workspace.ts";

/** Example code of a README or a guide, and what it says that the code prints. */
export interface ReadmeExample {
  readonly file: string;
  readonly code: string;
  readonly prints: string;
}

/** Every example of a README or a guide that says what it prints: a block of ts followed by one of text. */
export function readmeExamples(): readonly ReadmeExample[] {
  const files = [
    "README.md",
    ...workspacePackages().map(({ short }) => `packages/${short}/README.md`),
    ...readdirSync(join(root, "docs/guide")).map((name) => `docs/guide/${name}`),
  ];
  return files.flatMap((file) => {
    const text = readFileSync(join(root, file), "utf8");
    const blocks = text.matchAll(
      /^```ts\n((?:(?!^```)[\s\S])*?)^```\n+^```text\n([\s\S]*?)^```$/gm,
    );
    return [...blocks].map(([, code = "", prints = ""]) => ({ file, code, prints }));
  });
}
