import { basename } from "node:path";
import { parseArgs } from "node:util";
import { answersTo, isAnswered, type AnsweredItem } from "./semantics.ts";

const usage = `Usage: npm run rules -- --semantics FILE [--open]
Lists what a file of the reference of AWS's behavior says, beside the rules and tests, or the line under
"not modeled" of a README, that answer each sentence and row of it.

  --semantics FILE   such as ../shared/semantics/pricing.md
  --open             lists only what nothing answers

Exit status: 0, or 1 when something is not answered, or 2 when the arguments are wrong.`;

const widest = 76;

function answerOf({ rules, notModeled }: AnsweredItem): string {
  const shown = [
    ...rules.map(({ id, test }) => `${id} (${test ?? "no test"})`),
    ...notModeled.map((place) => `not modeled: ${place}`),
  ];
  return shown.length === 0 ? "-" : shown.join("\n    ");
}

async function run(args: readonly string[]): Promise<number> {
  const options = { semantics: { type: "string" }, open: { type: "boolean" } } as const;
  const { values } = parseArgs({ args: [...args], options });
  if (values.semantics === undefined) {
    console.error(usage);
    return 2;
  }
  const { items, strays } = await answersTo(basename(values.semantics, ".md"));
  for (const item of items) {
    if (values.open === true && isAnswered(item)) continue;
    const text = item.text.replace(/^(?:\d+\.|-) /, "");
    const short = text.length > widest ? `${text.slice(0, widest)}…` : text;
    console.log(`${item.mark}: ${short}\n    ${answerOf(item)}`);
  }
  for (const stray of strays) console.log(stray);
  const byRule = items.filter(({ rules }) => rules.length > 0).length;
  const open = items.filter((item) => !isAnswered(item)).length;
  const left = items.length - byRule - open;
  console.log(`${items.length}: ${byRule} by rules, ${left} not modeled, ${open} not answered`);
  return open + strays.length === 0 ? 0 : 1;
}

process.exitCode = await run(process.argv.slice(2));
