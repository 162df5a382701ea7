import type { Scenario, Scripts } from "@orrery/aws";
import type { ConstructPaths } from "../template/construct-paths.ts";
import { actionsOf } from "./actions.ts";
import { architectureOf, type Architecture, type ArchitectureModule } from "./architecture.ts";
import { withCustomAnswers } from "./custom-resources.ts";
import { consumersOf } from "./consumers.ts";
import { expectationsOf } from "./expectations.ts";
import { extrasOf } from "./extras.ts";
import { faultsOf } from "./faults.ts";
import { given } from "./ranged-setting.ts";
import { policiesOf } from "./policies.ts";
import type { ScenarioSources } from "./reading.ts";
import type { ScenarioDocument } from "./scenario-document.ts";
import { defaultAsOf, defaultStart } from "./scenario-schema.ts";
import { withStandIns } from "./stand-ins.ts";
import { unmodeledOf } from "./unmodeled.ts";
import { workloadsOf } from "./workloads.ts";
import { updateBranchesOf } from "./update-branches.ts";

/** What the modules of a scenario export, which the caller has loaded. */
export interface ScenarioModules {
  /** @defaultValue null, where there is a template */
  readonly architecture?: ArchitectureModule | null;
  /** What functions do, by name. @defaultValue none */
  readonly scripts?: Scripts;
}

/** A scenario, and what its template has that is not modeled. */
export interface ReadScenario {
  readonly scenario: Scenario;
  /** As the file says; `null` when it does not. */
  readonly seed: number | string | null;
  readonly warnings: readonly string[];
  /** By which names resources are meant, beside their logical ids. */
  readonly paths: ConstructPaths;
  /**
   * Where a template says what an operation made of it, as `file:line:column`; `null` when there is
   * no template. `about` is what is wrong there: a property that it names is pointed at.
   */
  placeOf(logicalId: string, about: string): string | null;
}

/**
 * The scenario that a file describes, with its template and recorded arrivals read.
 *
 * @throws ScenarioError or TemplateError: one line with file, path, expected, received.
 */
export function readScenario(
  document: ScenarioDocument,
  sources: ScenarioSources,
  { architecture: module = null, scripts = {} }: ScenarioModules = {},
): ReadScenario {
  const { content } = document;
  const scriptNames = Object.keys(scripts);
  const policies = policiesOf(document);
  const settingsIn = ({ region, account }: Architecture) => ({
    asOf: content.asOf ?? defaultAsOf,
    startsAt: content.startsAt ?? defaultStart,
    region,
    accountId: account,
    ...(content.quotas === undefined ? {} : { quotas: given(content.quotas) }),
    latencies: given(content.latencies ?? {}),
    ...(content.assumptions === undefined ? {} : { assumptions: content.assumptions }),
    ...(content.unmodeled === undefined ? {} : { unmodeled: unmodeledOf(document) }),
  });
  const answered = withCustomAnswers(
    document,
    (answers) => {
      const first = architectureOf(document, sources, module, answers.first);
      const planned = updateBranchesOf(document, sources, first, answers, scriptNames);
      return { ...first, later: planned.operations, updates: planned.branches };
    },
    (read) => ({
      ...settingsIn(read),
      extras: extrasOf(document, read, sources, scriptNames),
      seed: content.seed ?? 1,
    }),
    scripts,
  );
  const { warnings } = answered;
  const { architecture, added, targets } = withStandIns(document, answered.architecture);
  const scenario: Scenario = {
    architecture: [...answered.operations, ...added],
    ...settingsIn(architecture),
    duration: content.duration,
    workloads: workloadsOf(document, architecture, sources, targets),
    extras: extrasOf(document, architecture, sources, scriptNames),
    ...(content.logs === undefined ? {} : { logs: content.logs }),
    ...(policies === undefined ? {} : { iam: policies }),
    faults: faultsOf(document, architecture),
    ...(content.consumers === undefined ? {} : { consumers: consumersOf(document, architecture) }),
    ...(content.actions === undefined ? {} : { actions: actionsOf(document, architecture) }),
    expectations: expectationsOf(document, architecture),
    ...(architecture.leftOut.length === 0 ? {} : { leftOut: architecture.leftOut }),
    ...(architecture.paths.byId.size === 0
      ? {}
      : { constructPaths: Object.fromEntries(architecture.paths.byId) }),
  };
  const { paths, placeOf } = architecture;
  const all = [...architecture.warnings, ...warnings];
  return { scenario, seed: content.seed ?? null, warnings: all, paths, placeOf };
}
