import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { transform } from "esbuild";

/** A module of sources, as JavaScript, and what it takes from others. */
export interface SourceModule {
  readonly file: string;
  readonly code: string;
  readonly imports: readonly Import[];
}

/** What a module takes from another; of a re-export as well. */
export interface Import {
  /** A file of the sources, or the name of a package. */
  readonly from: string;
  readonly isPackage: boolean;
  /** `null`: all there is. */
  readonly names: readonly string[] | null;
}

// As esbuild prints them: one statement begins a line, and types are gone.
const statement = /^(?:import|export)\s([^"';]*?)\sfrom\s"([^"]+)"/gm;

/** All modules that one leads to within the sources, by their files. */
export async function modulesFrom(entry: string): Promise<ReadonlyMap<string, SourceModule>> {
  const modules = new Map<string, SourceModule>();
  let files = [entry];
  while (files.length > 0) {
    const read = await Promise.all(files.map(readModule));
    for (const module of read) modules.set(module.file, module);
    const next = read.flatMap(({ imports }) =>
      imports.flatMap(({ from, isPackage }) => (isPackage || modules.has(from) ? [] : [from])),
    );
    files = [...new Set(next)];
  }
  return modules;
}

async function readModule(file: string): Promise<SourceModule> {
  const text = readFileSync(file, "utf8");
  if (!file.endsWith(".ts")) return { file, code: text, imports: [] };
  const { code } = await transform(text, { loader: "ts", target: "es2022" });
  const imports = [...code.matchAll(statement)].map(([, taken = "", from = ""]): Import => {
    const isPackage = !from.startsWith(".");
    return { from: isPackage ? from : join(dirname(file), from), isPackage, names: namesIn(taken) };
  });
  return { file, code, imports };
}

/** The names in the first half of a statement, as the other module has them. */
function namesIn(taken: string): readonly string[] | null {
  if (taken.includes("*")) return null;
  const [before = "", braced = ""] = taken.split("{");
  const named = braced.replace("}", "").split(",");
  return [
    ...(/[\w$]/.test(before) ? ["default"] : []),
    ...named.flatMap((each) => each.trim().split(/\s+as\s+/)[0] || []),
  ];
}
