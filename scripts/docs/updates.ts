import { own } from "@orrery/kernel";
import type { MadeType, TemplateType } from "../../packages/aws/src/service/template-type.ts";
import { services } from "../../packages/aws/src/service-list.ts";
import updates from "../../packages/templates/src/template/update-types.json" with { type: "json" };
import type { Pages } from "./pages.ts";

const head = `# Updates of stacks

What becomes of a resource when its stack is updated, by the properties that differ: \`npm run updates\` prints this page, \`npm run docs\`
writes it. Which properties have CloudFormation make another resource is published (${updates.source}); all others change in
place, with or without a short interruption, which is not published. The last column says what \`do: deploy new.yaml\` does in a run
with what changes in place: it carries it out by operations of the service, or refuses it before the run. A property under "may" is one of
which CloudFormation decides by its value; what has it changed in place has some interruption. What an API, a user pool, an app client or
an authorizer is called is refused too where it changes: its id follows from its name here.
`;

type Made = TemplateType & MadeType;

const isMade = (type: TemplateType): type is Made => "make" in type;

const listed = (names: string | undefined): string =>
  names === undefined ? "–" : names.split(" ").join(", ");

/** What a run does with a resource of the type. */
function inRun({ deployment, facts }: Made, replaces: string): string {
  if (deployment === undefined) return "makes it; refuses changes and removal";
  if (facts.properties.every((name) => replaces.split(" ").includes(name))) return "nothing does";
  return deployment.change === undefined ? "refuses changes in place" : "carries them out";
}

function rowOf(type: Made): string {
  const { replaces, may } = (own(updates.types, type.type) ?? {}) as {
    readonly replaces?: string;
    readonly may?: string;
  };
  return `| \`${type.type}\` | ${listed(replaces)} | ${listed(may)} | ${inRun(type, replaces ?? "")} |`;
}

/** The page of what updates of stacks do to each type that is modeled. */
export function updatePage(): string {
  const types = services
    .flatMap(({ templateTypes }) => templateTypes.filter(isMade))
    .sort((one, other) => (one.type < other.type ? -1 : 1));
  const lines = [
    "| type | another is made for | another may be made for | in a run, what changes in place |",
    "| --- | --- | --- | --- |",
    ...types.map(rowOf),
  ];
  return `${head}\n${lines.join("\n")}\n`;
}

/** The page, by its path. */
export const updatePages = (): Pages => new Map([["updates.md", updatePage()]]);

if (import.meta.main) console.log(updatePage());
