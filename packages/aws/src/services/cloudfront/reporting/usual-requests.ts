import { bodiless } from "../../../service/http.ts";
import type { UsualArrival, UsualBehind } from "../../../service/reporting.ts";
import type { Seen } from "../../../service/seen.ts";
import type { CacheBehavior, DistributionSettings } from "../config.ts";
import { behaviorOf } from "../distribution/judging.ts";

/** Requests of a draft: more would fill a page. */
const most = 20;

/**
 * What those behind a distribution are asked, as far as its behaviors let that through, and of each other behavior an
 * object.
 */
export function usualRequests(
  { settings }: Seen,
  behind: readonly UsualBehind[],
): readonly UsualArrival[] {
  const { behaviors } = settings as DistributionSettings; // Of this kind.
  const behaviorFor = (path: string): CacheBehavior => behaviors[behaviorOf(behaviors, path)]!;
  const asked = behind.flatMap(({ arrivals }) => arrivals);
  const passed = asked.filter(({ request }) => {
    const { method = "POST", path = "/" } = request ?? {};
    return request !== undefined && behaviorFor(path).methods.includes(method);
  });
  const reached = new Set(passed.map(({ request }) => behaviorFor(request?.path ?? "/")));
  const others = behaviors
    .filter((behavior) => !reached.has(behavior))
    .flatMap((behavior): readonly UsualArrival[] => {
      const { pattern, methods } = behavior;
      const path = `/${pattern.replace(/^\//, "").replaceAll(/[*?]/g, "1")}`;
      const method = bodiless.find((each) => methods.includes(each)) ?? "GET";
      return behaviorFor(path) === behavior ? [{ request: { method, path } }] : [];
    });
  return [...passed, ...others].slice(0, most);
}
