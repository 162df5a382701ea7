import { isDurationMetric, reportedOf, type MetricNumber, type Run } from "@orrery/aws";
import type { ScenarioDocument } from "./scenario-document.ts";
import { ScenarioError } from "./scenario-error.ts";
import { unknownName } from "./wording.ts";

/**
 * Refuses expectations of what the run does not measure: they would hold whatever happens.
 *
 * @throws ScenarioError
 */
export function checkExpectations(run: Run, document: ScenarioDocument): void {
  const { simulation, scenario } = run;
  const components = reportedOf(run);
  scenario.expectations.forEach((expectation, number) => {
    if ("cost" in expectation) return;
    const path = ["expect", number];
    const isLine = typeof document.content.expect?.[number] === "string";
    const fail = (setting: string, problem: string): never => {
      const whole = isLine ? path : [...path, setting];
      throw new ScenarioError(document.placeOf(whole), whole.map(String).join("."), problem);
    };
    check(expectation);
    if (expectation.per !== undefined) check(expectation.per);

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
  });
}
