/**
 * The parts of `@orrery/aws` that are read when they are asked for, by the modules that lead into each.
 * `$1` and `$2` are what stands in the parentheses.
 */
const parts: readonly (readonly [way: RegExp, part: string])[] = [
  [/^services\/([^/]+)\/index\.ts$/, "$1"],
  [/^services\/([^/]+)\/(?:[^/]+\/)*template\.ts$/, "$1.template"],
  [/^services\/([^/]+)\/events\.ts$/, "$1.template"],
  [/^services\/([^/]+)\/[^/]+\/(?:execution-story|workflow-graph|single-invocation|sample|stand-ins|script-check)\.ts$/, "$1.asked"],
  [/^services\/([^/]+)\/(?:event-sources|event-destinations|subscriptions|notifications|rule-targets|schedule-targets|destinations|alarm-actions|construct-[^/]+|constructs\/tasks|durable\/script-steps)\.ts$/, "$1.construct"],
  [/^services\/([^/]+)\/(?:[^/]+\/)*(?:rules|[^/]+-rules|reporting|pricing|invariants)\.ts$/, "$1.report"],
  [/^services\/([^/]+)\/(?:[^/]+\/)*(?:[^/]*construct|namespace)\.ts$/, "$1.construct"],
  [/^services\/(lambda)\/(?:function|versions)\/kind\.ts$/, "$1.function"],
  [/^services\/([^/]+)\/([^/]+)\/kind\.ts$/, "$1.$2"],
  [/^services\/([^/]+)\/kind\.ts$/, "$1.kind"],
  [/^services\/(lambda)\/([^/]+)\/(?!tag-)(?:[^/]+-)?operations?\.ts$/, "$1.$2.operations"],
  [/^services\/(lambda)\/([^/]+)\/api\.ts$/, "$1.$2.operations"],
  [/^services\/([^/]+)\/(?:[^/]+\/)*(?!tag-)(?:[^/]+-)?operations?\.ts$/, "$1.operations"],
  [/^run\/(?!(?:simulate|minute-series|gauge-series|histogram|percentiles)\.ts$)/, "run"],
  [/^(?:pattern|workload|consumer)\/rules\.ts$/, "rules"],
  [/^control\/permission\.ts$/, "policy"],
  [/^workload\/machine\.ts$/, "workload"],
  [/^consumer\/machine\.ts$/, "consumer"],
  [/^action\/machine\.ts$/, "action"],
];

/** The part that a module leads into; `path` begins in `src`. `undefined`: it leads into none. */
export function partAt(path: string): string | undefined {
  for (const [way, part] of parts) {
    const found = way.exec(path);
    if (found !== null) return part.replace(/\$(\d)/g, (_, place) => found[Number(place)]!);
  }
  return undefined;
}
