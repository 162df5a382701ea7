import { execFileSync } from "node:child_process";
import { posix } from "node:path";
import { root } from "./workspace.ts";

/** What each package may import of the others; there is no other arrow. */
export const arrows: Readonly<Record<string, readonly string[]>> = {
  kernel: [],
  aws: ["kernel"],
  templates: ["kernel", "aws"],
  testing: ["kernel"],
  orrery: ["kernel", "aws", "templates", "testing"],
  cli: ["kernel", "aws", "templates", "testing", "orrery"],
};

const machinePath = /(?<![\w.:/@-])\/(?:work|root|home|farm|tmp)\/[\w.-]/;
const registryHost =
  /\b(?:registry\.npmjs|npmjs\.(?:com|org)|registry\.yarnpkg|(?:deb|security)\.debian)\b/;

/** Files of the repository, tracked or about to be, from its root. */
export function repositoryFiles(): readonly string[] {
  const listed = execFileSync("git", ["ls-files", "-co", "--exclude-standard", "--deduplicate"], {
    cwd: root,
    encoding: "utf8",
  });
  return listed.split("\n").filter((file) => file !== "");
}

/** Whether a file is part of a package as its users get it, rather than a test or a pinned run of it. */
export const isSource = (file: string): boolean =>
  /^packages\/[^/]+\/src\/.*\.ts$/.test(file) && !isForTests(file);

const isForTests = (file: string): boolean => /\.test\.ts$|\/(?:digests|test)\//.test(file);

/** The modules that a text of TypeScript imports, as it spells them. */
export function importsIn(text: string): readonly string[] {
  const found = text.matchAll(
    /^\s*(?:import|export)\b[^"';]*?\bfrom\s*["']([^"']+)["']|^\s*import\s*["']([^"']+)["']|\bimport\(\s*["']([^"']+)["']/gm,
  );
  return [...found].map(([, from, bare, dynamic]) => from ?? bare ?? dynamic ?? "");
}

/**
 * Imports of a package's source that the arrows do not have, or that its package.json does not declare.
 *
 * @param declared names of its dependencies and peer dependencies
 */
export function packageImportProblems(
  file: string,
  text: string,
  declared: ReadonlySet<string>,
): readonly string[] {
  const [, own = ""] = file.split("/");
  if (!isSource(file)) return [];
  return importsIn(text).flatMap((specifier) => {
    const said = `${file}: ${specifier} is banned`;
    if (specifier.startsWith(".")) {
      const target = posix.join(posix.dirname(file), specifier);
      if (!target.startsWith(`packages/${own}/`)) return [`${said}, use the package's name`];
      const isShipped = target.startsWith(`packages/${own}/src/`) && !isForTests(target);
      return isShipped ? [] : [`${said}, since it is there for tests`];
    }
    if (specifier.startsWith("node:")) {
      return own === "cli" ? [] : [`${said}, use what ECMAScript has: only the command needs Node`];
    }
    const [scope = "", second = ""] = specifier.split("/");
    const name = scope.startsWith("@") ? `${scope}/${second}` : scope;
    if (scope === "@orrery" && !(arrows[own] ?? []).includes(second)) {
      const may =
        (arrows[own] ?? []).map((each) => `@orrery/${each}`).join(", ") || "no other package";
      return [`${said} in ${own}, use ${may}`];
    }
    return declared.has(name) ? [] : [`${said}, use a dependency that package.json declares`];
  });
}

/** Paths of one machine, and hosts of registries. */
export function placeProblems(file: string, text: string): readonly string[] {
  const problems: string[] = [];
  text.split("\n").forEach((line, number) => {
    const [path] = machinePath.exec(line) ?? [];
    const [host] = registryHost.exec(line) ?? [];
    const where = `${file}:${number + 1}`;
    if (path !== undefined) problems.push(`${where}: ${path} is banned, use a path from the root`);
    if (host !== undefined)
      problems.push(`${where}: ${host} is banned, use the name of the package`);
  });
  return problems;
}
