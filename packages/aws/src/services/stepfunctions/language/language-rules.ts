import type { Rule } from "../../../service/rule.ts";
import { choiceRules } from "./rules/choice-rules.ts";
import { dataRules } from "./rules/data-rules.ts";
import { definitionRules } from "./rules/definition-rules.ts";
import { intrinsicRules } from "./rules/intrinsic-rules.ts";
import { jsonataRules } from "./rules/jsonata-rules.ts";
import { recoveryRules } from "./rules/recovery-rules.ts";

/** The rules of the States Language that are followed; the test of each bears its id. */
export const languageRules: readonly Rule[] = [
  ...definitionRules,
  ...dataRules,
  ...jsonataRules,
  ...intrinsicRules,
  ...choiceRules,
  ...recoveryRules,
];
