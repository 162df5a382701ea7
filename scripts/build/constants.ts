import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import remapping from "@jridgewell/remapping";
import { parse } from "acorn";
import type { OutputFile, Plugin } from "esbuild";
import { analyze, type Scope, type Variable } from "eslint-scope";
import type { Program } from "estree";
import MagicString from "magic-string";

/**
 * Has esbuild keep what is constant: it makes a `var` of whatever stands at the top of a bundle, and V8 reads a
 * `var` of a module each time, but puts the value of a `const` into the code.
 */
export const constants: Plugin = {
  name: "constants",
  setup({ initialOptions, onEnd }) {
    const { write = true } = initialOptions;
    initialOptions.write = false;
    onEnd(({ outputFiles = [] }) => {
      for (const file of outputFiles.filter(({ path }) => /\.[cm]?js$/.test(path))) {
        const map = outputFiles.find(({ path }) => path === `${file.path}.map`);
        keepConstants(file, map);
      }
      if (!write) return;
      for (const { path, contents } of outputFiles) {
        mkdirSync(dirname(path), { recursive: true });
        writeFileSync(path, contents);
      }
    });
  },
};

function keepConstants(file: OutputFile, map: OutputFile | undefined): void {
  const code = new MagicString(file.text);
  for (const start of lostConstants(file.text, file.path)) {
    code.update(start, start + "var".length, "const");
  }
  file.contents = Buffer.from(code.toString());
  if (map === undefined) return;
  const edits = code.generateDecodedMap({ hires: "boundary" });
  const maps = [{ ...edits, version: 3 as const }, map.text];
  map.contents = Buffer.from(remapping(maps, () => null).toString());
}

/** Where a `var` stands at the top of a file, the variables of which are never assigned again, nor read before. */
export function lostConstants(code: string, path: string): readonly number[] {
  const sourceType = path.endsWith(".cjs") ? "commonjs" : "module";
  const options = { ecmaVersion: 2022, sourceType } as const;
  const program = parse(code, { ...options, ranges: true, allowHashBang: true }) as Program; // Acorn's trees are ESTree's.
  const { scopes } = analyze(program, options);
  const top = scopes.find(({ block, type }) => block === program && type !== "global")!;
  const varying = new Set<unknown>(
    top.variables
      .filter((variable) => !isConstant(variable, top))
      .flatMap(({ defs }) => defs.map(({ parent }) => parent)),
  );
  return program.body
    .filter((node) => node.type === "VariableDeclaration" && node.kind === "var")
    .filter((node) => !varying.has(node))
    .map(({ range }) => range![0]);
}

function isConstant({ defs, references }: Variable, top: Scope): boolean {
  const known = defs[0]?.node.range![1] ?? Infinity;
  return (
    defs.length === 1 &&
    references.some(({ init }) => init) &&
    references.every(
      (each) =>
        each.init ||
        (!each.isWrite() && (isLater(each.from, top) || each.identifier.range![0] > known)),
    )
  );
}

/** Whether what stands in a scope runs when something is called or made, and not as the file is read. */
const isLater = (scope: Scope, top: Scope): boolean =>
  scope !== top && (later.has(scope.type) || isLater(scope.upper!, top));

const later: ReadonlySet<string> = new Set(["function", "class-field-initializer"]);
