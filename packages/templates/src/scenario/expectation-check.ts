import {
  allKinds,
  isDurationMetric,
  reportedOf,
  withArticle,
  type Conduct,
  type Measure,
  type MetricNumber,
  type Reporting,
  type Run,
} from "@orrery/aws";
import type { ScenarioDocument } from "./scenario-document.ts";
import { ScenarioError } from "./scenario-error.ts";
import { unknownName } from "./wording.ts";

/**
 * Refuses expectations of what the run does not measure: they would hold whatever happens.
 *
 * @throws ScenarioError
 */
export function checkExpectations(run: Run, document: ScenarioDocument): void {
  run.scenario.expectations.forEach((expectation, number) => {
    const path = ["expect", number];
    const isLine = typeof document.content.expect?.[number] === "string";
    checkMeasure(run, expectation, (setting, problem) => {
      const whole = isLine ? path : [...path, setting];
      throw new ScenarioError(document.placeOf(whole), whole.map(String).join("."), problem);
    });
  });
}

/** Refuses a measure of what a run does not have: `fail` hears which part of it is wrong, and how. */
export function checkMeasure(
  run: Run,
  measure: Measure,
  fail: (part: "metric" | "statistic", problem: string) => never,
): void {
  if ("cost" in measure) return;
  const { simulation } = run;
  const components = reportedOf(run);
  if ("conduct" in measure) {
    const { conduct, resource } = measure;
    const able = run.resources.filter(({ kind }) => isAble(conduct, kind));
    if (able.some(({ logicalId }) => logicalId === resource)) return;
    const known = run.resources.find(({ logicalId }) => logicalId === resource);
    const noun = known === undefined ? undefined : allKinds.get(known.kind)?.noun;
    const names = unknownName(
      able.map(({ logicalId }) => logicalId),
      resource,
    );
    fail(
      "metric",
      able.length === 0
        ? `expected ${ableOnes(conduct)}, received "${resource}"`
        : `${names}${noun === undefined ? "" : `, ${withArticle(noun)}`}`,
    );
  }
  check(measure);
  if (measure.per !== undefined) check(measure.per);

  function check({ resource, metric, statistic }: MetricNumber): void {
    const component = components.get(resource);
    if (component === undefined) {
      return fail("metric", unknownName([...components.keys()], resource));
    }
    const measured = Object.keys(simulation.metersOf(component));
    const read = Object.keys(simulation.gaugesOf(component));
    if (!measured.includes(metric) && !read.includes(metric)) {
      return fail("metric", unknownName([...measured, ...read], metric));
    }
    const hasPercentiles = measured.includes(metric) && isDurationMetric(metric);
    if (statistic?.startsWith("p") === true && !hasPercentiles) {
      const kinds = "count, sum, min, max or average";
      const problem = `expected ${kinds}, since ${metric} has no percentiles, received "${statistic}"`;
      fail("statistic", problem);
    }
  }
}

/** What a kind must say of itself for its resources to be asked how they fared. */
const needed: Readonly<Record<Conduct, keyof Reporting>> = {
  recovery: "backlog",
  messages: "backlog",
  losses: "waysLost",
};

const isAble = (conduct: Conduct, kind: string): boolean =>
  allKinds.get(kind)?.reporting?.[needed[conduct]] !== undefined;

const ableOnes = (conduct: Conduct): string =>
  [...allKinds]
    .flatMap(([kind, { noun }]) => (isAble(conduct, kind) ? [withArticle(noun)] : []))
    .join(" or ");
