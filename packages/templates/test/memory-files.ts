import { ConfigError } from "@orrery/kernel";
import { plainPath } from "../src/template/file-path.ts";
import type { TemplateFiles } from "../src/template/assembly.ts";

/** Files that are there only for a test, by their paths. */
export function memoryFiles(files: Readonly<Record<string, string | object>>): TemplateFiles {
  const textAt = (path: string): string => {
    const content = Object.hasOwn(files, path) ? files[path] : undefined;
    if (content === undefined) throw new ConfigError(path, "a file that can be read", "none");
    return typeof content === "string" ? content : JSON.stringify(content, undefined, 1);
  };
  return {
    open: (path) => ({ path: plainPath(path), text: textAt(plainPath(path)) }),
    isFolder: (path) => Object.keys(files).some((file) => file.startsWith(`${plainPath(path)}/`)),
  };
}
