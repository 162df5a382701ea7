import { TemplateError, type Place } from "./error.ts";

/**
 * Refuses resources that need each other, as CloudFormation does.
 *
 * @param edges by logical id, the resources it needs and where it names them.
 * @throws TemplateError where the last resource of a circle names the first.
 */
export function checkCycles(edges: ReadonlyMap<string, ReadonlyMap<string, Place>>): void {
  const done = new Set<string>();
  const path: string[] = [];
  const visit = (id: string, place: Place | undefined): void => {
    if (done.has(id)) return;
    const from = path.indexOf(id);
    if (from >= 0 && place !== undefined) {
      const circle = [...path.slice(from), id].join(" → ");
      throw new TemplateError(place, "no circular dependency", circle);
    }
    path.push(id);
    for (const [next, spot] of edges.get(id) ?? []) visit(next, spot);
    path.pop();
    done.add(id);
  };
  for (const id of edges.keys()) visit(id, undefined);
}

/**
 * `ids` so that each comes after those it needs, and otherwise in the order given. An edge that
 * closes a circle does not count.
 */
export function dependencyOrder(
  ids: readonly string[],
  needs: (id: string) => readonly string[],
): readonly string[] {
  const wanted = new Set(ids);
  const open = new Set<string>();
  const ordered = new Set<string>();
  const visit = (id: string): void => {
    if (!wanted.has(id) || open.has(id) || ordered.has(id)) return;
    open.add(id);
    for (const next of needs(id)) visit(next);
    open.delete(id);
    ordered.add(id);
  };
  for (const id of ids) visit(id);
  return [...ordered];
}

/** An order in which each of some comes right after what it needs, and all others as they did. */
export function withEarly(
  order: readonly string[],
  isEarly: (id: string) => boolean,
  needs: (id: string) => readonly string[],
): readonly string[] {
  const early = order.filter(isEarly);
  const result = order.filter((id) => !early.includes(id));
  for (const id of early) {
    const needed = needs(id).map((each) => result.indexOf(each));
    result.splice(Math.max(-1, ...needed) + 1, 0, id);
  }
  return result;
}
