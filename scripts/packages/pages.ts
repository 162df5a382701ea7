import { readFileSync } from "node:fs";
import { join, posix } from "node:path";
import { root } from "../workspace.ts";

const link = /(?<!!)\[([^\]]*)\]\(([^)\s]+)\)/g;
const leadsAway = /^(?:[a-z]+:|#)/;

/**
 * The README of a package and every page of `docs/` that it leads to, by their places in its tarball. Whoever reads
 * them there has nothing of the repository beside them: what leads to anything else is left as its words.
 */
export function pagesOf(short: string): ReadonlyMap<string, string> {
  const pages = new Map<string, string>();
  const waiting = [{ source: `packages/${short}/README.md`, place: "README.md" }];
  for (const { source, place } of waiting) {
    if (pages.has(place)) continue;
    const text = readFileSync(join(root, source), "utf8");
    const written = text.replace(link, (whole, words: string, target: string) => {
      if (leadsAway.test(target)) return whole;
      const [file = "", anchor] = target.split("#");
      const leadsTo = posix.join(posix.dirname(source), file);
      if (!leadsTo.startsWith("docs/") || !leadsTo.endsWith(".md")) return words;
      waiting.push({ source: leadsTo, place: leadsTo });
      const way = posix.relative(posix.dirname(place), leadsTo);
      return `[${words}](${way}${anchor === undefined ? "" : `#${anchor}`})`;
    });
    pages.set(place, written);
  }
  return pages;
}

/** What pages lead to and is not among `files`: links, and pages of `docs/` that are named. */
export function deadLinks(
  pages: ReadonlyMap<string, string>,
  files: ReadonlySet<string>,
): readonly string[] {
  return [...pages].flatMap(([place, text]) => {
    const links = [...text.matchAll(/\]\(([^)\s]+)\)/g)]
      .map(([, target = ""]) => target)
      .filter((target) => !leadsAway.test(target))
      .map((target) => [target, posix.join(posix.dirname(place), target.split("#")[0]!)] as const);
    const named =
      place === "README.md"
        ? [...text.matchAll(/`(docs\/[\w/.-]+\.md)`/g)].map(
            ([, page = ""]) => [page, page] as const,
          )
        : [];
    return [...links, ...named].flatMap(([target, file]) =>
      files.has(file) ? [] : [`${place}: ${target} is not in the package`],
    );
  });
}
