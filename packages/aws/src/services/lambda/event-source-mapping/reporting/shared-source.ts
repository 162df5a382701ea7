import type { Seen, SeenRun } from "../../../../service/seen.ts";
import type { Reader } from "./seen-mapping.ts";

/** Sources that several mappings read, one of which filters: what it does not let pass is deleted. */
export function sharedSourceWarnings(
  readers: readonly Reader[],
  { ofKind }: Pick<SeenRun, "ofKind">,
): readonly string[] {
  const bySource = new Map<Seen, Reader[]>();
  for (const reader of readers) {
    const others = bySource.get(reader.source);
    if (others === undefined) bySource.set(reader.source, [reader]);
    else others.push(reader);
  }
  const kinds = new Set(readers.map(({ source }) => source.kind));
  const sources = [...kinds].flatMap((kind) => ofKind(kind)); // In the order of their making.
  return sources.flatMap((source) => warningsOf(source, bySource.get(source) ?? []));
}

function warningsOf(source: Seen, readers: readonly Reader[]): readonly string[] {
  const filtering = readers.filter(({ mapping }) => mapping.settings.filters.length > 0);
  if (readers.length < 2 || filtering.length === 0) return [];
  const names = readers.map(({ fn }) => fn.name).join(" and ");
  const lost = filtering
    .map(({ mapping }) => `${mapping.name} deleted ${mapping.sum("FilteredOutEventCount")}`)
    .join(", ");
  return [
    `${source.name} is read by ${names}: each message reaches one of them alone, and a filter deletes what it does not let pass, though it is meant for another (${lost}). Give each its own queue.`,
  ];
}
