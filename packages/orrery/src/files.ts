import { ConfigError } from "@orrery/kernel";

/** What Node, Bun and Deno have for packages that also run where there are no files. */
interface Host {
  readonly process?: { getBuiltinModule?(name: "node:fs"): FileSystem | undefined };
}
interface FileSystem {
  readFileSync(path: string, encoding: "utf8"): string;
  writeFileSync(path: string, text: string): void;
  statSync(
    path: string,
    options: { readonly throwIfNoEntry: false },
  ): { isDirectory(): boolean } | undefined;
  mkdirSync(path: string, options: { readonly recursive: true }): void;
}

function fileSystem(path: string): FileSystem {
  const files = (globalThis as Host).process?.getBuiltinModule?.("node:fs");
  if (files !== undefined) return files;
  throw new ConfigError(
    path,
    "Node 20.16, 22.3 or later, or Bun, where there are files",
    "another engine",
  );
}

/** A file's text. @throws ConfigError where there is none. */
export function textOfFile(path: string): string {
  const files = fileSystem(path);
  try {
    return files.readFileSync(path, "utf8");
  } catch (error) {
    throw new ConfigError(path, "a file that can be read", reasonOf(error));
  }
}

/** Whether a path leads to a folder. */
export const isFolder = (path: string): boolean =>
  fileSystem(path).statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;

/** Writes a file anew, and makes its folder where there is none. @throws ConfigError where that cannot be. */
export function writeFile(path: string, text: string): void {
  const files = fileSystem(path);
  const folder = folderOf(path);
  try {
    if (folder !== "") files.mkdirSync(folder, { recursive: true });
    files.writeFileSync(path, text);
  } catch (error) {
    throw new ConfigError(path, "a file that can be written", reasonOf(error));
  }
}

const reasonOf = (error: unknown): string => {
  const { code, message } = error as { readonly code?: string; readonly message: string };
  return code === "ENOENT" ? "none" : (code ?? message);
};

/** The folder of a file, as its path says it; empty for the present one. */
export const folderOf = (path: string): string => /^.*[/\\]/.exec(path)?.[0] ?? "";

/** A path that counts from a folder. */
export const pathIn = (folder: string, path: string): string =>
  /^(?:[/\\]|[A-Za-z]:[/\\])/.test(path) ? path : `${folder}${path.replace(/^\.\//, "")}`;
