import { checkUnmodeledName, type UnmodeledAnswer, type UnmodeledAnswers } from "@orrery/aws";
import { at, fail } from "./reading.ts";
import type { ScenarioDocument } from "./scenario-document.ts";
import type { ScenarioFile } from "./scenario-schema.ts";
import type { ScenarioPath } from "./wording.ts";

type AnswerFile = NonNullable<ScenarioFile["unmodeled"]>[string];

/** What happens when operations are called that are not modeled. */
export const unmodeledOf = (document: ScenarioDocument): UnmodeledAnswers =>
  Object.fromEntries(
    Object.entries(document.content.unmodeled ?? {}).map(([name, given]) => {
      const path = ["unmodeled", name];
      at(document, path, () => checkUnmodeledName("", name));
      return [name, answerOf(document, path, given)];
    }),
  );

function answerOf(
  document: ScenarioDocument,
  path: ScenarioPath,
  { after, response, error, share }: AnswerFile,
): UnmodeledAnswer {
  if (share !== undefined && error === undefined) {
    fail(document, [...path, "share"], "expected none without an error, received share");
  }
  if (share === 0) fail(document, [...path, "share"], "expected more than 0%, received 0%");
  if (error !== undefined && response !== undefined && (share ?? 1) === 1) {
    const problem = "expected a share of the calls that get the error, received a response too";
    fail(document, [...path, "response"], problem);
  }
  const { code, message = "The call failed." } =
    typeof error === "object" ? error : { code: error ?? "" };
  return {
    ...(after === undefined ? {} : { after }),
    ...(response === undefined ? {} : { response }),
    ...(error === undefined ? {} : { error: { code, message } }),
    ...(share === undefined ? {} : { share }),
  };
}
