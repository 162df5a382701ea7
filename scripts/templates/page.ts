import type { TemplateRun } from "./template-run.ts";

/** Whether all that can get something of what was brought got it, and some of it was taken. */
export const isWhole = ({ ended, unreached, reached, accepted }: TemplateRun): boolean =>
  ended === null && unreached.length === 0 && reached.length > 0 && accepted > 0;

/** Whether nothing of a template takes anything. */
const isIdle = ({ reached, unreached, spared }: TemplateRun): boolean =>
  reached.length + unreached.length + spared.length === 0;

/** Why some run in part: what a draft does not bring. */
const reasons: Readonly<Record<string, string>> = {
  "patterns__apigw-cors-proxy": "It answers preflights, which a draft does not send.",
  "patterns__apigw-lambda-json-xml-vtl-transformation": "It takes XML, and a draft brings JSON.",
  "patterns__eventbridge-pipes-ddbstream-with-filters-to-eventbridge":
    "It wants items that change, and a draft puts new ones.",
  "patterns__lambda-durable-hitl-python-sam":
    "It is durable, and begun by code that is not in the template.",
  "patterns__s3-sns-sqs-lambda-sam-java":
    "They are told of objects that are deleted, and a draft puts some.",
  s3lambda__transcription: "It wants keys of another ending than the one that a draft gives.",
};

/** The page that says what published templates do when they are run. */
export function templatesPage(runs: readonly TemplateRun[]): string {
  const whole = runs.filter(isWhole);
  const idle = runs.filter(isIdle);
  const parts = runs.filter((run) => !isWhole(run) && !isIdle(run));
  return [
    "# Published templates",
    "",
    `${runs.length} templates that people wrote and published, each run for three minutes as \`orrery init\` has it: with a`,
    "workload to each entry that nobody within brings anything to. `npm run templates -- --write` writes this page, where the",
    "templates are.",
    "",
    `- **${whole.length}** run whole, from workloads to the summary: each simulated resource that counts what comes to it got`,
    "  something, but for those that get something after failures only, as dead-letter queues do.",
    `- **${parts.length}** run in part: what of them got nothing is named below.`,
    `- **${idle.length}** have nothing that takes anything.`,
    "",
    "## Whole",
    "",
    "| Template | Brought to | Reached | Taken | Not modeled |",
    "| --- | --- | ---: | ---: | --- |",
    ...whole.map(lineOf),
    "",
    "## In part",
    "",
    "| Template | Brought to | Reached | Got nothing | Why | Taken | Not modeled |",
    "| --- | --- | ---: | --- | --- | ---: | --- |",
    ...parts.map(lineOf),
    "",
    "## Nothing to bring",
    "",
    ...idle.map(lineOf),
    "",
  ].join("\n");
}

/** What the page says of one: a row of a table, or a line of a list. */
export function lineOf(run: TemplateRun): string {
  const { name, entries, reached, unreached, opaque, ended } = run;
  if (isIdle(run)) return `- ${name}${opaque.length === 0 ? "" : `: ${opaque.join(", ")}`}`;
  const head = `| ${name} | ${entries.join(", ")} | ${reached.length} |`;
  const tail = `| ${takenIn(run)} | ${opaque.join(", ")} |`;
  if (isWhole(run)) return `${head.slice(0, -2)} ${tail}`;
  return `${head} ${unreached.join(", ")} | ${ended ?? reasons[name] ?? ""} ${tail}`;
}

const takenIn = ({ offered, accepted }: TemplateRun): string => `${accepted} of ${offered}`;
