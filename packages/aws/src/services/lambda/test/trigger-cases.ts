import type { Part, SettingCase } from "../../../../test/setting-case.ts";
import { settingsOfSource } from "../trigger/config.ts";
import { triggerSources } from "../trigger/source-list.ts";
import type { TriggerSetting, TriggerSource } from "../trigger/trigger-source.ts";

const standing = (as: unknown, functions: Part = { Api: { script: "nosy" } }): Part => ({
  functions,
  workload: [{ to: "Api", as, arrivals: { constant: { rate: "6/m" } }, for: "30s" }],
});

/** What a setting is besides what it is by itself. */
function other(setting: TriggerSetting): unknown {
  switch (setting.kind) {
    case "choice":
      return setting.values[1];
    case "duration":
      return "20s";
    default:
      return "another";
  }
}

/** What has to be said for a setting to be told at all. */
const needs: Readonly<Record<string, Part>> = {
  "cognito.tokenVersion": { triggerSource: "TokenGeneration_Authentication" },
};

const caseOf = ({ name }: TriggerSource, key: string, setting: TriggerSetting): SettingCase => {
  const base = needs[`${name}.${key}`] ?? {};
  return {
    base: standing({ [name]: base }),
    change: standing({ [name]: { ...base, [key]: other(setting) } }),
  };
};

/** An action whose function has always more to do. */
export const continued: Part = standing(
  { codepipeline: { answers: "return" } },
  { Api: { response: { continuationToken: "more" } } },
);

/** A case for each setting of each service that workloads stand for, told by a function that minds what it is told. */
export const triggerCases: Readonly<Record<string, SettingCase>> = {
  "workload[].as": { base: standing("codecommit"), change: standing("iotevents") },
  // It has no settings.
  "workload[].as.iot": { base: standing("codecommit"), change: standing({ iot: {} }) },
  ...Object.fromEntries(
    triggerSources.flatMap((source) =>
      Object.entries(settingsOfSource(source)).map(([key, setting]) => [
        `workload[].as.${source.name}.${key}`,
        caseOf(source, key, setting),
      ]),
    ),
  ),
};
