import type { EnvironmentOptions } from "../template/environment.ts";
import { ScenarioError } from "./scenario-error.ts";
import { scenarioSchema } from "./scenario-schema.ts";

/** Of which stack a template is looked at, in the words of scenario files. */
export interface StackSettings {
  readonly stackName?: string | undefined;
  readonly region?: string | undefined;
  readonly account?: string | undefined;
}

/**
 * The stack that settings name, each checked as in a scenario file.
 *
 * @param placeOf how messages name a setting, such as `--stack-name`.
 * @throws ScenarioError
 */
export function stackOf(
  settings: StackSettings,
  placeOf: (setting: keyof StackSettings) => string,
): EnvironmentOptions {
  for (const setting of ["stackName", "region", "account"] as const) {
    const read = scenarioSchema.shape[setting].safeParse(settings[setting]);
    if (read.success) continue;
    throw new ScenarioError(placeOf(setting), "", read.error.issues[0]?.message ?? "is wrong");
  }
  const { stackName, region, account } = settings;
  return {
    ...(stackName === undefined ? {} : { stackName }),
    ...(region === undefined ? {} : { region }),
    ...(account === undefined ? {} : { accountId: account }),
  };
}
