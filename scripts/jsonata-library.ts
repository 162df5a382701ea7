import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { transformSync } from "esbuild";
import { readJson, root } from "./workspace.ts";

/**
 * Writes the library of JSONata that machines evaluate with: the package `jsonata`, but answering at
 * once instead of by promises, and without clock, chance or what engines compute differently.
 */

const path = join(
  root,
  "packages/aws/src/services/stepfunctions/language/jsonata/generated/library.js",
);

/** What is put for what, and how often the source has it at least. */
const replacements: readonly (readonly [RegExp, string, number])[] = [
  [/\basync\s+(?=function\b|\()/gu, "", 30],
  [/\bawait\s+(?=[\w(])/gu, "", 80],
  [/\bPromise\.all\(/gu, "(", 2],
  // Whoever evaluates says what time it is, and gives $random and $shuffle anew.
  [/\bnew Date\(\)/gu, 'new Date(typeof callback === "number" ? callback : 0)', 2],
  [/\bDate\.now\(\)/gu, "0", 1],
  [/\bMath\.random\(\)/gu, "0", 1],
  [/\bMath\.pow\(/gu, "portable.power(", 4],
  [/\bMath\.log10\(/gu, "portable.log10(", 1],
  [/\bMath\.log\(([^()]*(?:\.length)?)\)\s*\*\s*Math\.LOG10E/gu, "portable.log10($1)", 1],
  // An array of the input bears no mark.
  [
    /\bresultSequence\.keepSingleton = true/gu,
    "if (Array.isArray(resultSequence) && !resultSequence.sequence) resultSequence = resultSequence.slice();\nresultSequence.keepSingleton = true",
    1,
  ],
  // A stack of calls is made for nobody.
  [/\bstack: \(?new Error\(\)\)?\.stack/gu, "stack: undefined", 20],
];

const left =
  /\b(?:async|await)\s+[\w(]|new Date\(\)|Promise\.|Math\.(?:pow|log|random|exp)|Date\.now/u;

/** The file as it would be if written now. */
export function jsonataLibrary(): string {
  const folder = join(root, "node_modules/jsonata");
  const { version } = readJson(join(folder, "package.json")) as { readonly version: string };
  const source = readFileSync(join(folder, "jsonata.js"), "utf8");
  const bare = transformSync(source, { legalComments: "none", target: "es2022" }).code;
  const made = replacements.reduce(replaced, bare);
  const wrong = left.exec(made);
  if (wrong !== null) throw new Error(`jsonata ${version} has ${wrong[0]} left`);
  const wrapped = `export const libraryWith = (portable) => { const module = { exports: {} }, exports = module.exports; ${made}\nreturn module.exports; };`;
  const { code } = transformSync(wrapped, { minify: true, target: "es2022", format: "esm" });
  const hash = createHash("sha256").update(code).digest("hex");
  return [
    `// Written by scripts/jsonata-library.ts from jsonata ${version}: do not edit.`,
    `// sha256 of the code: ${hash}`,
    "// JSONata is © Copyright IBM Corp. 2016, 2018, under the MIT License: permission is granted, free of",
    "// charge, to any person obtaining a copy to deal in it without restriction, provided that this notice",
    '// is included in all copies or substantial portions. It is provided "as is", without warranty.',
    "// prettier-ignore",
    code.replace(
      /export\{(\w+) as libraryWith\};\s*$/u,
      "\n// prettier-ignore\nexport{$1 as libraryWith};\n",
    ),
  ].join("\n");
}

function replaced(code: string, [from, to, least]: readonly [RegExp, string, number]): string {
  const count = code.match(from)?.length ?? 0;
  if (count < least) throw new Error(`jsonata has ${String(from)} only ${count} times`);
  return code.replace(from, to);
}

if (import.meta.main) writeFileSync(path, jsonataLibrary());
