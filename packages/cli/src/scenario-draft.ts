import {
  allKinds,
  bodiless,
  filteredBody,
  prepareRun,
  services,
  viewOf,
  type RunView,
  type Seen,
  type UsualArrival,
  type UsualBehind,
} from "@orrery/aws";
import type { Plain } from "@orrery/kernel";
import {
  readScenario,
  scenarioDocumentOf,
  withPlaces,
  type ReadScenario,
  type ScenarioSources,
} from "@orrery/templates";

/** Of what a scenario is to be written. */
export interface DraftOptions {
  readonly template: {
    /** The template, or the folder that `cdk synth` wrote. */
    readonly path: string;
    /** Its path as the scenario names it. */
    readonly shown: string;
  };
  /** The template and the files that it names, by paths from where the template's own counts. */
  readonly sources: ScenarioSources;
  readonly parameters: Readonly<Record<string, string>>;
  /** Where the scenario will be. */
  readonly output: string;
}

/**
 * A scenario of a template as a text to be filled in: workloads to every entry, functions with assumed
 * durations, faults and expectations as comments. It runs as it is.
 *
 * @throws TemplateError or ConfigError where the template is wrong, or AWS refuses a part of it.
 */
export function draftOf({ template, sources, parameters, output }: DraftOptions): string {
  const document = scenarioDocumentOf(
    { template: template.path, duration: "1m", parameters },
    output,
  );
  const read = readScenario(document, sources);
  const run = withPlaces(read, document, () => prepareRun(read.scenario, { seed: 1 }));
  const view = viewOf(run);
  const nameOf = (seen: Seen) => read.paths.nameOf(seen.name);
  const entries = view.resources.filter(({ kind }) => allKinds.get(kind)?.entry !== undefined);
  const taking = entries.filter((seen) => arrivalsTo(seen, view).length > 0);
  const outer = taking.filter((seen) => !isInside(seen, view));
  const inner = outer.length === 0 ? [] : taking.filter((seen) => isInside(seen, view));
  const parts = [
    headOf(output),
    [`template: ${quoted(template.shown)}`, "duration: 10m", "seed: 1"],
    parametersOf(parameters, read),
    workloadOf(outer.length === 0 ? taking : outer, inner, view, nameOf),
    functionsOf(view, nameOf),
    settingsOf(view, nameOf),
    unmodeledOf(view),
    faultsOf(outer.length === 0 ? taking : outer, nameOf),
    expectationsOf(view, nameOf),
  ];
  return `${parts
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join("\n"))
    .join("\n\n")}\n`;
}

type NameOf = (seen: Seen) => string;

/** Whether others of the architecture bring something to a resource. */
const isInside = (seen: Seen, view: RunView): boolean =>
  view.into(seen, "sendsTo").length > 0 || isGivenUpTo(seen, view);

const isGivenUpTo = (seen: Seen, view: RunView): boolean => view.into(seen, "givesUpTo").length > 0;

const headOf = (output: string): readonly string[] => [
  "# yaml-language-server: $schema=./node_modules/@orrery/cli/scenario.schema.json",
  `# Runs as it is: orrery run ${output}`,
  "# What is marked as assumed nobody has measured: put your own figures there.",
];

function parametersOf(
  given: Readonly<Record<string, string>>,
  { warnings }: ReadScenario,
): readonly string[] {
  const own = Object.entries(given).map(([name, value]) => `  ${quoted(name)}: ${quoted(value)}`);
  const missing = warnings.flatMap((warning) => {
    const [, name, what] =
      /^Parameter (\w+): has no default and was given no value; (.*)$/.exec(warning) ?? [];
    return name === undefined ? [] : [`  # ${name}: … # has no default: ${what}`];
  });
  if (own.length === 0 && missing.length === 0) return [];
  return [own.length === 0 ? "# parameters:" : "parameters:", ...own, ...missing];
}

function workloadOf(
  outer: readonly Seen[],
  inner: readonly Seen[],
  view: RunView,
  nameOf: NameOf,
): readonly string[] {
  if (outer.length === 0) {
    return [
      "# Nothing of the template that is modeled takes what comes from outside.",
      "workload: []",
    ];
  }
  const others = inner.flatMap((seen) =>
    workloadTo(seen, view, nameOf).map((line) => `  # ${line}`),
  );
  return [
    "workload:",
    ...outer.flatMap((seen) => workloadTo(seen, view, nameOf).map((line) => `  ${line}`)),
    ...(others.length === 0
      ? []
      : ["  # Others of the architecture bring something to these:", ...others]),
  ];
}

const usual: readonly UsualArrival[] = [{}];

/** What a draft brings to a resource: where it only passes requests on, as a domain does, what is for those behind it. */
function arrivalsTo(seen: Seen, view: RunView): readonly UsualArrival[] {
  const usualOf = (resource: Seen, behind: readonly UsualBehind[] = []) =>
    allKinds.get(resource.kind)?.reporting?.usualArrivals?.(resource, behind);
  const behind = view.outOf(seen, "sendsTo").flatMap(({ arn, to }) => {
    const arrivals = to === undefined ? undefined : usualOf(to);
    return arrivals === undefined ? [] : [{ arn, arrivals }];
  });
  const own = usualOf(seen, behind);
  if (own !== undefined) return own;
  const isHttp = allKinds.get(seen.kind)?.entry?.http !== undefined;
  return (isHttp ? behind[0]?.arrivals : undefined) ?? usual;
}

const workloadTo = (seen: Seen, view: RunView, nameOf: NameOf): readonly string[] =>
  arrivalsTo(seen, view).flatMap((arrival) => {
    const wanted = arrival.payload === undefined ? wantedOf(seen, view) : [];
    const payload = wanted.length === 0 ? {} : { payload: { list: wanted } };
    return workloadOfArrival({ ...arrival, ...payload }, seen, nameOf);
  });

/** Bodies that the filters of all who read a resource let pass; none where somebody takes anything. */
function wantedOf(seen: Seen, view: RunView): readonly Plain[] {
  const readers = view.into(seen, "reads");
  if (readers.some(({ filters = [] }) => filters.length === 0)) return [];
  const all = [...new Set(readers.flatMap(({ filters = [] }) => filters))];
  return all.flatMap((filter) => filteredBody(filter) ?? []);
}

function workloadOfArrival(
  { request, payload, invoke, as }: UsualArrival,
  seen: Seen,
  nameOf: NameOf,
): readonly string[] {
  const { entry } = allKinds.get(seen.kind)!; // It has an entry.
  const groups = entry?.needsGroups?.(seen.settings) === true;
  const hasBody = request?.method === undefined || !bodiless.includes(request.method);
  const usualPayload = hasBody ? ["  payload: { size: 1KB } # assumed"] : [];
  return [
    `- to: ${quoted(nameOf(seen))}`,
    ...(as === undefined ? [] : [`  as: ${JSON.stringify(as)}`]),
    "  arrivals: { poisson: { rate: 10/s } } # assumed",
    ...(request === undefined ? [] : [`  request: ${JSON.stringify(request)}`]),
    ...(invoke === undefined ? [] : [`  invoke: ${invoke}`]),
    ...(payload === undefined ? usualPayload : [`  payload: ${JSON.stringify(payload)} # assumed`]),
    ...(groups ? ["  groups: 100 # assumed: how many message groups there are"] : []),
  ];
}

/** What takes its time, in the sections of scenario files that say how long. */
function functionsOf(view: RunView, nameOf: NameOf): readonly string[] {
  const sections = new Map<string, string[]>();
  for (const seen of view.resources) {
    for (const { section } of Object.values(allKinds.get(seen.kind)?.extras ?? {})) {
      if (!("duration" in section.settings)) continue;
      const lines = sections.get(section.name) ?? [`${section.name}:`];
      sections.set(section.name, lines);
      lines.push(
        `  ${quoted(nameOf(seen))}:`,
        "    duration: { lognormal: { p50: 100ms, p99: 500ms } } # assumed",
        "    # failures: 1%",
      );
    }
  }
  return [...sections.values()].flat();
}

/** What kinds have said of resources to begin with, in their sections of scenario files. */
function settingsOf(view: RunView, nameOf: NameOf): readonly string[] {
  const sections = new Map<string, string[]>();
  for (const seen of view.resources) {
    const { extras, reporting } = allKinds.get(seen.kind)!; // It is of one.
    const told = view.outOf(seen, "sendsTo").flatMap(({ to }) => (to === undefined ? [] : [to]));
    const wanted = told.flatMap((to) => allKinds.get(to.kind)?.reporting?.wants?.(to) ?? []);
    const said = reporting?.usualSettings?.(seen, wanted) ?? null;
    const [extra] = Object.values(extras ?? {});
    if (said === null || extra === undefined) continue;
    const { name } = extra.section;
    const lines = sections.get(name) ?? [`${name}:`];
    sections.set(name, lines);
    lines.push(`  ${quoted(nameOf(seen))}: ${JSON.stringify(said)} # assumed`);
  }
  return [...sections.values()].flat();
}

/** What is called that is not modeled, as far as that is known before it is. */
function unmodeledOf(view: RunView): readonly string[] {
  const modeled = new Set(
    services.flatMap(({ service, operations }) =>
      Object.keys(operations).map((operation) => `${service}:${operation}`),
    ),
  );
  const called = view.resources.flatMap(
    (seen) => allKinds.get(seen.kind)?.reporting?.calls?.(seen) ?? [],
  );
  const names = called.map(({ service, operation }) => `${service}:${operation}`);
  const others = [...new Set(names)].filter((name) => !modeled.has(name)).sort();
  if (others.length === 0) return [];
  return [
    "# What is called and not modeled: say what it answers, and after how long.",
    "unmodeled:",
    ...others.map((name) => `  ${JSON.stringify(name)}: { response: {} } # assumed`),
  ];
}

function faultsOf([first]: readonly Seen[], nameOf: NameOf): readonly string[] {
  if (first === undefined) return [];
  return ["# faults:", `#   - { at: 5m, for: 1m, outage: ${quoted(nameOf(first))} }`];
}

function expectationsOf(view: RunView, nameOf: NameOf): readonly string[] {
  const lines = view.resources.flatMap((seen) => {
    const { usualExpectations } = allKinds.get(seen.kind)?.reporting ?? {};
    const isOfOthers = isGivenUpTo(seen, view);
    return usualExpectations?.(nameOf(seen), { isGivenUpTo: isOfOthers }) ?? [];
  });
  return [
    "# expect:",
    ...[...lines, "cost.month < 100"].map((line) => `#   - ${quotedLine(line)}`),
  ];
}

/** A text as YAML has it: as it is where that means the same. */
const quoted = (text: string): string =>
  /^[A-Za-z./][\w./-]*$/.test(text) && !/^(?:true|false|null|yes|no|on|off)$/i.test(text)
    ? text
    : JSON.stringify(text);

const quotedLine = (line: string): string =>
  /: |#|^[^A-Za-z]/.test(line) ? JSON.stringify(line) : line;
