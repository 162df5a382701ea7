import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, join, relative } from "node:path";
import { filesNamed, placedRules, ruledFolders, ruleTests, servicesFolder } from "./rules.ts";
import { root } from "./workspace.ts";

/** Where the reference of AWS's behavior is, beside the repository; it need not be there. */
export const semanticsFolder: string = join(root, "../shared/semantics");

/** A sentence, a row or a paragraph of a file of the reference. */
export interface SemanticsItem {
  /** Such as `sqs §5.1.2`, `sqs §0 DelaySeconds (queue)` or `sqs §11 ¶1`. */
  readonly mark: string;
  /** Its section and those around it, such as `sqs §5.1` and `sqs §5`. */
  readonly sections: readonly string[];
  readonly text: string;
}

/** An item with what answers it. */
export interface AnsweredItem extends SemanticsItem {
  /** Ids of rules, with the file of a test. */
  readonly rules: readonly { readonly id: string; readonly test: string | undefined }[];
  /** Places of READMEs that say that it is not modeled, such as `…/README.md:12`. */
  readonly notModeled: readonly string[];
}

/**
 * The items of a file of the reference: its numbered sentences, the rows of its tables by their first
 * cell, and its other lines by their place in the section. Sources and headings are none.
 */
export function itemsIn(name: string, text: string): readonly SemanticsItem[] {
  const items: SemanticsItem[] = [];
  let section = "";
  let paragraphs = 0;
  let isTable = false;
  for (const line of text.split("\n")) {
    const [, heading] = /^#{2,} (\d+(?:\.\d+)*)\.? /.exec(line) ?? [];
    if (heading !== undefined) {
      section = heading;
      paragraphs = 0;
    }
    const wasTable = isTable;
    isTable = line.startsWith("|");
    if (section === "" || /^(?:#|Source:|\|[\s:|-]+\|$|\s*$|```)/.test(line)) continue;
    if (isTable && !wasTable) continue; // The head of a table.
    if (/^(?:Rules:?|Source for .*)$/.test(line)) {
      paragraphs += 1; // A heading, and a source of several sections: nothing follows from them.
      continue;
    }
    const [, number] = /^(\d+)\. /.exec(line) ?? [];
    const place = isTable
      ? ` ${firstCellOf(line)}`
      : number !== undefined
        ? `.${number}`
        : ` ¶${(paragraphs += 1)}`;
    items.push({
      mark: `${name} §${section}${place}`,
      sections: sectionsOf(name, section),
      text: line,
    });
  }
  return items;
}

const firstCellOf = (row: string): string => (row.split("|")[1] ?? "").replaceAll("`", "").trim();

function sectionsOf(name: string, section: string): readonly string[] {
  const parts = section.split(".");
  return parts.map((_, index) => `${name} §${parts.slice(0, parts.length - index).join(".")}`);
}

/** Marks in backquotes in the parts of a README that say what is not modeled, with their lines. */
export function marksIn(
  readme: string,
): readonly { readonly mark: string; readonly line: number }[] {
  let says = false;
  return readme.split("\n").flatMap((line, number) => {
    if (line.startsWith("#")) says = /not modeled|differs/i.test(line);
    if (!says) return [];
    return [...line.matchAll(/`([a-z][a-z0-9-]* §[^`]+)`/g)].map(([, mark = ""]) => ({
      mark,
      line: number + 1,
    }));
  });
}

/** The items of a file with what answers each, and the marks that name none of them. */
export async function answersTo(
  name: string,
): Promise<{ readonly items: readonly AnsweredItem[]; readonly strays: readonly string[] }> {
  const items = itemsIn(name, readFileSync(join(semanticsFolder, `${name}.md`), "utf8"));
  const known = new Set(items.flatMap(({ mark, sections }) => [mark, ...sections]));
  const tests = new Map(ruleTests().map(({ id, file }) => [id, file]));
  const rules = (await placedRules()).flatMap(({ id, semantics = [] }) =>
    semantics.map((mark) => ({ mark, id, test: tests.get(id) })),
  );
  const readmes = filesNamed("README.md", ruledFolders).flatMap(({ path }) =>
    marksIn(readFileSync(path, "utf8")).map(({ mark, line }) => ({
      mark,
      place: `${relative(root, path)}:${line}`,
    })),
  );
  const isOurs = ({ mark }: { readonly mark: string }) => mark.startsWith(`${name} §`);
  return {
    items: items.map((item) => ({
      ...item,
      rules: rules.filter(({ mark }) => mark === item.mark),
      notModeled: readmes
        .filter(({ mark }) => mark === item.mark || item.sections.includes(mark))
        .map(({ place }) => place),
    })),
    strays: [
      ...rules
        .filter((rule) => isOurs(rule) && !items.some(({ mark }) => mark === rule.mark))
        .map(({ id, mark }) => `${id}: ${mark} is not there`),
      ...readmes
        .filter((each) => isOurs(each) && !known.has(each.mark))
        .map(({ place, mark }) => `${place}: ${mark} is not there`),
    ],
  };
}

/** Files of the reference that no service is named after, and which are answered whole. */
const ofTemplates = ["deployment"];

/** Files of the reference that are to be answered; none where it is not there. */
export function demandedSemantics(): readonly string[] {
  if (!existsSync(semanticsFolder)) return [];
  const folders = readdirSync(servicesFolder, { recursive: true, encoding: "utf8" });
  const names = new Set(folders.map((folder) => basename(folder)));
  return readdirSync(semanticsFolder)
    .map((file) => file.replace(/\.md$/, ""))
    .filter(
      (name) => names.has(name) || names.has(name.replace(/s$/, "")) || ofTemplates.includes(name),
    )
    .sort();
}

/** Whether anything answers an item. */
export const isAnswered = ({ rules, notModeled }: AnsweredItem): boolean =>
  rules.length > 0 || notModeled.length > 0;
