import type { ResourceReport } from "./planned.ts";

/**
 * Where a template says what was made under a logical id, as `file:line:column`; `null` where it
 * does not. `about` says what is wrong there: a property that it names is pointed at.
 */
export function resourcePlace(
  resources: readonly ResourceReport[],
  logicalId: string,
  about: string,
): string | null {
  const resource = resources.find((candidate) => candidate.logicalId === logicalId);
  if (resource === undefined) return null;
  const words = about.toLowerCase();
  const property = resource.properties.find(({ path }) => words.includes(path.toLowerCase()));
  const { line, column } = property?.position ?? resource.position;
  return `${resource.file}:${line}:${column}`;
}
