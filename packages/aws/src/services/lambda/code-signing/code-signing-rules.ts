import type { Rule } from "../../../service/rule.ts";
import type { FunctionSettings } from "../config.ts";
import { recorded, reference, validated } from "../rule-sources.ts";

/** Whose signature code must bear. */
export const codeSigningRules: readonly Rule<FunctionSettings>[] = [
  {
    id: "lambda.code-signing.config",
    status: "measured",
    source: recorded("2025-11"),
    date: "2025-11",
    text: "An account has configurations of code signing, each with an id, publishers and a policy, which is Warn where nothing is said; a function has one of them or none.",
    operations: [
      "CreateCodeSigningConfig",
      "UpdateCodeSigningConfig",
      "PutFunctionCodeSigningConfig",
    ],
  },
  {
    id: "lambda.code-signing.not-found",
    status: "documented",
    source: `${reference("GetCodeSigningConfig")}; the text is that of ${validated}`,
    date: "2026-10",
    text: "A configuration that is not there is refused, also to a function that is made with it.",
    operations: ["GetCodeSigningConfig", "PutFunctionCodeSigningConfig", "CreateFunction"],
  },
  {
    id: "lambda.code-signing.in-use",
    status: "assumed",
    source: `${reference("DeleteCodeSigningConfig")} says that no function may use it; the text is ours`,
    date: "2026-11",
    text: "A configuration that a function has is not deleted.",
    operations: ["DeleteCodeSigningConfig"],
  },
];
