/** A property that failed, with the smallest values under which it does. */
export interface Failure {
  readonly name: string;
  readonly file: string | null;
  /** The values, one sentence each. */
  readonly sentences: readonly string[];
  readonly problem: string;
  /** The line that takes the test back to the values. */
  readonly line: string;
  /** How many values were tried before it failed, this one included. */
  readonly tried: number;
  /** How often they were made smaller. */
  readonly shrinks: number;
}

/** Where the run of a counterexample was saved, or why it was not. */
export type SavedAs =
  | {
      readonly path: string;
      /** What the command needs beside it. */
      readonly options: readonly string[];
    }
  | { readonly path: null; readonly why: string };

/** What a failed test says: under what, what is wrong, and how it is repeated and explained. */
export function reportText(failure: Failure, saved: SavedAs): string {
  const { name, file, sentences, problem, line, tried, shrinks } = failure;
  const rows: (readonly [string, string])[] = [
    ...sentences.map((sentence, place) => [place === 0 ? "under" : "and", sentence] as const),
    ["wrong", problem.trim()],
    ["again", line],
  ];
  if (file !== null) rows.push(["", `npx vitest run ${quoted(file)} -t ${quoted(pattern(name))}`]);
  if (saved.path === null) rows.push(["run", `not saved: ${saved.why}`]);
  else {
    const command = (name: string) =>
      ["npx orrery", name, quoted(saved.path), ...saved.options].join(" ");
    rows.push(["run", command("replay")], ["why", command("explain")]);
  }
  const smaller = shrinks === 0 ? "" : `, made smaller ${shrinks} times`;
  const lines = rows.map(
    ([title, text]) => `  ${title.padEnd(7)}${text.replace(/\n/g, `\n${" ".repeat(9)}`)}`,
  );
  return [`${name}: fails at try ${tried}${smaller}`, ...lines].join("\n");
}

/** As a shell takes it. */
const quoted = (text: string): string =>
  /^[\w@%+=:,./-]+$/.test(text) ? text : `"${text.replace(/(["\\$`])/g, "\\$1")}"`;

/** What finds a test's name and no other: `-t` takes a regular expression. */
const pattern = (name: string): string => name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

/** A name for a file: small letters and digits, with hyphens between. */
export const kebab = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "")
    .slice(0, 100) || "property";
