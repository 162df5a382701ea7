import { readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { expect, it } from "vitest";
import { root } from "../../workspace.ts";
import { settingsOf } from "./table.ts";

/** Every member that a type has at any depth, in the words of the table. */
function membersOf(checker: ts.TypeChecker, type: ts.Type): ReadonlySet<string> {
  const found = new Set<string>();
  visit(type, "", []);
  return found;

  function visit(current: ts.Type, path: string, above: readonly ts.Type[]): void {
    const bare = checker.getNonNullableType(current);
    if (above.includes(bare) || above.length > 12) return;
    const inner = [...above, bare];
    const parts = bare.isUnion() ? bare.types : [bare];
    for (const part of parts) {
      const pieces = part.isIntersection() ? part.types : [part];
      if (pieces.some(({ flags }) => (flags & ts.TypeFlags.Object) === 0)) continue;
      if (part.getCallSignatures().length > 0 || part.symbol?.name === "Date") continue;
      const element = checker.isArrayLikeType(part)
        ? checker.getIndexTypeOfType(part, 1)
        : undefined;
      if (element !== undefined) {
        visit(element, `${path}[]`, inner);
        continue;
      }
      for (const member of part.getProperties()) {
        const type = checker.getTypeOfSymbol(member);
        const bareMember = checker.getNonNullableType(type);
        if ((bareMember.flags & ts.TypeFlags.Never) !== 0) continue; // One of several, and not this.
        const { name } = member;
        const place = `${path === "" ? "" : `${path}.`}${name.includes(".") ? `"${name}"` : name}`;
        found.add(place);
        visit(type, place, inner);
      }
      for (const { keyType, type } of checker.getIndexInfosOfType(part)) {
        const key = checker.typeToString(keyType);
        const name = key.startsWith("`p$")
          ? "percentile"
          : key.includes(":")
            ? "operation"
            : "name";
        if (name === "name" && type.aliasSymbol?.name === "Plain") continue; // Whatever has JSON.
        const place = `${path}.<${name}>`;
        found.add(place);
        visit(type, place, inner);
      }
    }
  }
}

function typeNamed(name: string): { readonly checker: ts.TypeChecker; readonly type: ts.Type } {
  const file = join(root, "packages/orrery/src/index.ts");
  const read = ts.readConfigFile(join(root, "tsconfig.json"), (path) => readFileSync(path, "utf8"));
  const { options } = ts.parseJsonConfigFileContent(read.config, ts.sys, root);
  const program = ts.createProgram([file], options);
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(file)!;
  const symbol = checker
    .getExportsOfModule(checker.getSymbolAtLocation(source)!)
    .find((each) => each.name === name)!;
  const declared = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
  return { checker, type: checker.getDeclaredTypeOfSymbol(declared) };
}

it("what a file can say, TypeScript can, and the other way round", () => {
  const { checker, type } = typeNamed("Scenario");
  const inTypeScript = membersOf(checker, type);
  const settings = settingsOf().map(({ path }) => path);
  expect(settings.length).toBeGreaterThan(200);
  // The laws are written once in the table, and stand in the types wherever they are used.
  const inFiles = settings.filter((path) => !path.startsWith("<law>"));
  const lawPaths = settings.flatMap((path) => (path.startsWith("<law>") ? [path.slice(5)] : []));
  const duration = "functions.<name>.duration";
  const expected = [...inFiles, ...lawPaths.map((path) => `${duration}${path}`)];
  const ofFilesAlone = new Set(["$schema"]);
  expect(expected.filter((path) => !ofFilesAlone.has(path) && !inTypeScript.has(path))).toEqual([]);
  const isLaw = (path: string) =>
    /\.(?:constant|uniform|exponential|normal|lognormal|gamma|quantiles|mixture)\b/.test(path);
  const said = new Set(settings);
  const mapped = new Set(settings.map((path) => path.split(".<name>")[0]));
  const strange = [...inTypeScript].filter((path) => {
    if (said.has(path) || isLaw(path)) return false;
    const map = path.slice(0, -".<name>".length);
    if (path.endsWith(".<name>") && (mapped.has(map) || said.has(map))) return false;
    // Values, where files name modules, and the functions in them; and an engine that the command finds by itself.
    return !/^(?:architecture|scripts|queryEngine)\b|^functions\.<name>\.handler$/.test(path);
  });
  expect(strange).toEqual([]);
}, 120_000);

it("each setting has a sentence, and stands once", () => {
  const settings = settingsOf();
  const silent = settings.filter(({ text }) => text.trim() === "");
  expect(silent.map(({ path }) => path)).toEqual(["$schema"]);
  const vague = settings.filter(({ text }) => /^A (?:duration|rate|size|share):/.test(text));
  expect(vague.map(({ path }) => path)).toEqual([]);
  expect(new Set(settings.map(({ path }) => path)).size).toBe(settings.length);
});
