import type { PlannedOperation } from "./plan.ts";

/**
 * Warns of queues that several mappings read, one of which filters: a message reaches one of them only,
 * and one that does not let it pass deletes it.
 */
export function sharedQueueWarnings(operations: readonly PlannedOperation[]): readonly string[] {
  const mappings = new Map<string, PlannedOperation[]>();
  for (const made of operations) {
    const { EventSourceArn: source, Enabled: enabled } = made.params;
    if (made.operation !== "CreateEventSourceMapping" || enabled === false) continue;
    if (typeof source !== "string") continue;
    const others = mappings.get(source);
    if (others === undefined) mappings.set(source, [made]);
    else others.push(made);
  }
  const queues = new Map(
    operations
      .filter(({ operation }) => operation === "CreateQueue")
      .map(({ params, logicalId }) => [params["QueueName"], logicalId]),
  );
  return [...mappings].flatMap(([source, readers]) => {
    const filtering = readers.filter(
      ({ params }) => filtersOf(params["FilterCriteria"]).length > 0,
    );
    if (readers.length < 2 || filtering.length === 0) return [];
    const names = readers.map(({ logicalId }) => logicalId).join(", ");
    const filters = filtering.map(({ logicalId }) => logicalId).join(", ");
    const name = source.split(":").at(-1) ?? source;
    const queue = queues.get(name) ?? name;
    return [
      `${names}: read one queue, ${queue}, so each message reaches one of them alone, and ${filters} delete${filtering.length === 1 ? "s" : ""} what ${filtering.length === 1 ? "its" : "their"} filters do not let pass, though it is meant for another: give each its own queue.`,
    ];
  });
}

function filtersOf(criteria: unknown): readonly unknown[] {
  const filters: unknown =
    typeof criteria === "object" && criteria !== null && "Filters" in criteria
      ? criteria.Filters
      : undefined;
  return Array.isArray(filters) ? (filters as readonly unknown[]) : [];
}
