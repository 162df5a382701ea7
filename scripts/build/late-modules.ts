/** Which modules lead into which part. */
type Way = readonly [modules: RegExp, part: string];

/**
 * The parts of `@orrery/aws` that are read when they are asked for, by the modules that lead into each.
 * `$1` and `$2` are what stands in the parentheses.
 */
const partsOfAws: readonly Way[] = [
  [/^services\/([^/]+)\/index\.ts$/, "$1"],
  [/^services\/([^/]+)\/(?:[^/]+\/)*template\.ts$/, "$1.template"],
  [/^services\/([^/]+)\/events\.ts$/, "$1.template"],
  [
    /^services\/([^/]+)\/(?:event-sources|event-destinations|subscriptions|notifications|rule-targets|schedule-targets|destinations|alarm-actions|construct-[^/]+|constructs\/tasks|durable\/script-steps)\.ts$/,
    "$1.construct",
  ],
  [
    /^services\/([^/]+)\/(?:[^/]+\/)*(?:rules|[^/]+-rules|reporting|pricing|invariants|canonical)\.ts$/,
    "$1.report",
  ],
  [/^services\/([^/]+)\/(?:[^/]+\/)*(?:[^/]*construct|namespace)\.ts$/, "$1.construct"],
  [/^services\/([^/]+)\/(?:[^/]+\/)*extras\.ts$/, "$1.extras"],
  [/^services\/(lambda)\/(durable)\/executions\.ts$/, "$1.$2"],
  [/^services\/(lambda)\/(?:function|versions)\/kind\.ts$/, "$1.function"],
  [/^services\/([^/]+)\/([^/]+)\/(?:kinds?|set-up)\.ts$/, "$1.$2"],
  [/^services\/([^/]+)\/kind\.ts$/, "$1.kind"],
  [/^services\/(lambda)\/([^/]+)\/(?!tag-)(?:[^/]+-)?operations?\.ts$/, "$1.$2.operations"],
  [/^services\/(lambda)\/([^/]+)\/api\.ts$/, "$1.$2.operations"],
  [
    /^services\/(sqs)\/(?:queue\/move-tasks|operations\/(?:move-task|permission|list)-operations)\.ts$/,
    "$1.seldom",
  ],
  // Those of Step Functions are looked into as the service is read.
  [
    /^services\/(?!stepfunctions)([^/]+)\/(?:[^/]+\/)*(?!tag-)(?:[^/]+-)?operations?\.ts$/,
    "$1.operations",
  ],
  [/^(?:text\/md5|text\/nearest|request\/wrong-parameters)\.ts$/, "shared"],
  [
    /^(?:control\/(?:canonical|domains|logs-since|measuring)|service\/session-token)\.ts$/,
    "control",
  ],
  [/^metrics\.ts$/, "metrics"],
  [/^pattern\/(?:filter-criteria|pattern)\.ts$/, "patterns"],
  [/^figures\.ts$/, "figures"],
  [/^run\/(?!(?:simulate|minute-series|gauge-series|histogram|percentiles)\.ts$)/, "run"],
  [/^(?:pattern|workload|consumer)\/rules\.ts$/, "rules"],
  [/^control\/(?:permission|policy-config)\.ts$/, "policy"],
  [/^request\/names\.ts$/, "names"],
  [/^workload\/machine\.ts$/, "workload"],
  [/^consumer\/machine\.ts$/, "consumer"],
  [/^action\/machine\.ts$/, "action"],
];

/** Of the kernel waits what few ask for: the executor, with its library, and checks of what a workload says. */
const partsOfKernel: readonly Way[] = [
  [/^executor\.ts$/, "immutable"],
  [/^(?:arrivals\/arrival-check|random\/(?:distribution-check|plain-data-checks))\.ts$/, "checks"],
  [/^(?:world-hash|names-hash)\.ts$/, "hash"],
  [/^token\.ts$/, "token"],
  [/^event-heap\.ts$/, "event-heap"],
  [/^arrivals\//, "arrivals"],
];

const partIn =
  (ways: readonly Way[]) =>
  (path: string): string | undefined => {
    for (const [modules, part] of ways) {
      const found = modules.exec(path);
      if (found !== null) return part.replace(/\$(\d)/g, (_, place) => found[Number(place)]!);
    }
    return undefined;
  };

/** The part that a module leads into, by packages; paths begin in `src`. `undefined`: it leads into none. */
export const lateParts = { aws: partIn(partsOfAws), kernel: partIn(partsOfKernel) };

/**
 * What the kernel gives as it is, and not what stands for it: it may be a class, or be called at each event. It is
 * read when somebody takes it from the kernel.
 */
export const isGivenAsIs = (path: string): boolean =>
  /^(?:event-heap|arrivals\/(?!arrival-check).+)\.ts$/.test(path);

/** Modules that export plain data alone, put together of all there is: the data is written in their place. */
export const isWritten = (path: string): boolean => path === "figures.ts";
