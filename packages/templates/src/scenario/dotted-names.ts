import { allAssumptions, latencies, quotas } from "@orrery/aws";

/** Sections of a scenario file in which names have dots, such as `lambda.concurrentExecutions`. */
const dottedNames: Readonly<Record<string, readonly string[]>> = {
  latencies: Object.keys(latencies),
  assumptions: allAssumptions.map(({ name }) => name),
  quotas: Object.keys(quotas),
};

/**
 * A path such as `quotas.lambda.concurrentExecutions` cut where names end, not at each dot. A name that such a
 * section does not have is all that follows.
 */
export function partsOf(path: string): readonly string[] {
  const [section = "", ...rest] = path.split(".");
  const names = Object.hasOwn(dottedNames, section) ? dottedNames[section] : undefined;
  if (names === undefined || rest.length === 0) return [section, ...rest];
  const text = rest.join(".");
  const [name = text] = names
    .filter((each) => text === each || text.startsWith(`${each}.`))
    .sort((one, other) => other.length - one.length);
  return [section, name, ...text.slice(name.length).split(".").slice(1)];
}

/** The setting of such a section whose name ends in this word, as a file has it. */
export function dottedSetting(word: string): string | undefined {
  for (const [section, names] of Object.entries(dottedNames)) {
    const name = names.find((each) => each.endsWith(`.${word}`));
    if (name !== undefined) return `${section}: { ${name}: … }`;
  }
  return undefined;
}
