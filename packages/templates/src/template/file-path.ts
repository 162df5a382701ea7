/** A path from the folder of another file, as one from where that file's own path begins. */
export const besideFile = (file: string, path: string): string =>
  /^([\\/]|[A-Za-z]:)/.test(path) ? path : `${file.replace(/[^\\/]*$/, "")}${path}`;

/** A path without steps that go nowhere: `./child/../a.yaml` is `a.yaml`. Two that lead to one file are equal. */
export function plainPath(path: string): string {
  const [, root = ""] = /^([A-Za-z]:[\\/]|[\\/])/.exec(path) ?? [];
  const parts: string[] = [];
  for (const part of path.slice(root.length).split(/[\\/]+/)) {
    if (part === "." || part === "") continue;
    if (part === ".." && parts.length > 0 && parts.at(-1) !== "..") parts.pop();
    else parts.push(part);
  }
  return root + parts.join("/");
}
