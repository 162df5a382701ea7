import { DefectError } from "@orrery/kernel";
import type { FunctionSettings } from "../config.ts";
import type { FunctionContext } from "./declarations.ts";
import type { EnvironmentDraft, FunctionDraft } from "./state.ts";

/** The settings that an environment goes by: those of its revision. */
export function settingsOf(
  fn: FunctionDraft,
  { revision }: EnvironmentDraft,
  { settings }: FunctionContext,
): FunctionSettings {
  if (revision === settings.revision) return settings;
  const earlierOnes = fn.earlierSettings.find((before) => before.revision === revision);
  if (earlierOnes === undefined) throw new DefectError("the settings of an invocation are gone");
  return earlierOnes;
}
