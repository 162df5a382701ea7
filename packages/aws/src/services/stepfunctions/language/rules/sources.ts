import type { Rule } from "../../../../service/rule.ts";

const date = "2026-11";

/** A page of the Step Functions Developer Guide. */
export const guide = (page: string): string => `AWS Step Functions Developer Guide, ${page}`;
/** The specification of the States Language, or the grammar that AWS publishes with statelint. */
export const specification = (part: string): string =>
  `states-language.net specification and awslabs/statelint, ${part}`;
/** A recording of what Step Functions answered. */
export const recorded =
  "recorded on Step Functions 2023-2026 (localstack/localstack, tests marked aws.validated)";

type Kind = Rule["status"];

/** One rule of the language. */
export const rule = (
  id: string,
  status: Kind,
  source: string,
  text: string,
  ...semantics: readonly string[]
): Rule => ({
  id: `stepfunctions.${id}`,
  status,
  source,
  date,
  text,
  semantics: semantics.map((each) => `step-functions ${each}`),
});
