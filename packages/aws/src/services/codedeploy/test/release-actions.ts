import { minutes, type Duration } from "@orrery/kernel";
import { profile, type ScenarioAction } from "../../../index.ts";

/** Another version of a function is published, which fails so often; so many minutes after the start of a run. */
export function releaseActions(
  FunctionName: string,
  minute: number,
  failures: number,
): readonly ScenarioAction[] {
  const call = (at: Duration, operation: string, params: object): ScenarioAction => ({
    at,
    do: { type: "call", service: "lambda", operation, params: { FunctionName, ...params } },
  });
  const Behavior = profile({ failures });
  return [
    call(minutes(minute), "UpdateFunctionCode", { ZipFile: "", Behavior }),
    call(minutes(minute + 1), "PublishVersion", {}),
  ];
}
