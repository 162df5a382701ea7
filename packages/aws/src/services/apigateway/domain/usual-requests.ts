import type { UsualArrival, UsualBehind } from "../../../service/reporting.ts";
import type { Seen } from "../../../service/seen.ts";
import type { DomainMapping, DomainSettings } from "./settings.ts";

/** What its APIs are asked, under the base paths that lead to them; where rules alone lead, as they are. */
export function usualRequests(
  { settings }: Seen,
  behind: readonly UsualBehind[],
): readonly UsualArrival[] {
  const { mode, mappings } = settings as DomainSettings; // Of this kind.
  const askedOf = (arn: string) =>
    behind.filter((each) => each.arn === arn).flatMap(({ arrivals }) => arrivals);
  if (mode === "ROUTING_RULE_ONLY") return behind.flatMap(({ arrivals }) => arrivals);
  return mappings.flatMap((mapping) =>
    askedOf(mapping.arn).map(({ request, ...rest }): UsualArrival => ({
      ...rest,
      request: { ...request, path: pathAt(mapping, request?.path ?? "/") },
    })),
  );
}

/** A path of an API as the domain has it: the mapping says the stage. */
function pathAt({ path: base, stage }: DomainMapping, path: string): string {
  const own = stage !== null && path.startsWith(`/${stage}/`) ? path.slice(stage.length + 1) : path;
  return base === "" ? own : `/${base}${own}`;
}
