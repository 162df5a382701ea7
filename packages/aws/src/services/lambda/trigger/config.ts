import { ConfigError, type Duration } from "@orrery/kernel";
import { figureValues, type FigureValues } from "../../../service/assumed-figure.ts";
import type { Home } from "../../../service/caller.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import { readSettings } from "../../../service/setting-reading.ts";
import type { ControlPlane } from "../../../service/service-model.ts";
import { withNearest } from "../../../text/nearest.ts";
import { triggerAssumptions } from "./limits.ts";
import { triggerSourceNamed, triggerSources } from "./source-list.ts";
import type {
  TriggerSetting,
  TriggerSource,
  TriggerValue,
  TriggerValues,
} from "./trigger-source.ts";

/** The kind of the machine of a trigger. */
export const triggerKindName = "lambda.trigger";

/** What a trigger's machine goes by. Plain data. */
export interface TriggerSettings extends Home {
  /** The resource's number. */
  readonly number: number;
  /** Its ARN among resources, of which its tickets are made. */
  readonly arn: string;
  /** The name of its source. */
  readonly source: string;
  readonly values: TriggerValues;
  readonly functionArn: string;
  readonly epochMilliseconds: number;
  /** The date whose rules hold. */
  readonly asOf: string;
  readonly assumed: FigureValues<typeof triggerAssumptions>;
}

const waitsForAnswers: TriggerSetting = {
  kind: "choice",
  values: ["calls", "return"],
  text: "Whether the function answers by an operation that it calls, or what it returns stands for that: a function that is known by its figures cannot name what it was invoked with.",
  default: "calls",
};

/** All settings of a source: its own, and those that follow from what it waits for. */
export function settingsOfSource({
  settings,
  awaits,
}: TriggerSource): Readonly<Record<string, TriggerSetting>> {
  if (awaits === undefined || awaits.onlyReturned === true) return settings;
  return { ...settings, answers: waitsForAnswers };
}

/** Whether the answer to an event is what the function returns. */
export const isAnsweredByReturn = (
  { awaits }: TriggerSource,
  { answers }: TriggerValues,
): boolean => awaits !== undefined && (awaits.onlyReturned === true || answers === "return");

/** The source of this name. @throws ConfigError with the nearest where there is none. */
export function checkedSource(path: string, name: unknown): TriggerSource {
  const source = typeof name === "string" ? triggerSourceNamed(name) : undefined;
  if (source !== undefined) return source;
  const names = triggerSources.map((each) => each.name);
  const received = typeof name === "string" ? withNearest(name, names) : "no name";
  throw new ConfigError(path, `one of ${names.join(", ")}`, received);
}

/** Settings of a source, complete and checked. @throws ConfigError about `path` */
export function checkedValues(path: string, source: TriggerSource, said: object): TriggerValues {
  const settings = settingsOfSource(source);
  const given = readSettings(path, settings, said);
  return Object.fromEntries(
    Object.entries(settings).map(([name, setting]) => {
      const value = (given[name] ?? setting.default) as TriggerValue; // Settings of triggers are such.
      if (setting.kind === "choice" && !setting.values.includes(String(value))) {
        const expected =
          setting.values.length > 6 ? "one of its values" : setting.values.join(", ");
        throw new ConfigError(
          `${path}.${name}`,
          expected,
          withNearest(String(value), setting.values),
        );
      }
      if (setting.kind === "text" && typeof value !== "string") {
        throw new ConfigError(`${path}.${name}`, "a text", typeof value);
      }
      return [name, value];
    }),
  );
}

/** How long an event waits for its answer, where it waits for one. */
export function withinOf({ awaits }: TriggerSource, values: TriggerValues): Duration | null {
  if (awaits === undefined) return null;
  const { within } = awaits;
  return typeof within === "number" ? within : (values[within.setting] as Duration); // Checked.
}

/** What a trigger's machine goes by. @throws ConfigError where its settings cannot be. */
export function triggerSettingsOf(
  said: PlainObject,
  functionArn: string,
  arn: string,
  number: number,
  plane: ControlPlane,
): TriggerSettings {
  const { as, ...rest } = said;
  const source = checkedSource("as", as);
  const { region, accountId, partition, epochMilliseconds, asOf } = plane;
  return {
    number,
    arn,
    source: source.name,
    values: checkedValues(`as ${source.name}`, source, rest),
    functionArn,
    region,
    accountId,
    partition,
    epochMilliseconds,
    asOf,
    assumed: figureValues(triggerAssumptions, plane.assumptions),
  };
}
