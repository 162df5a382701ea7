import type { Rule } from "../../../service/rule.ts";
import type { FunctionSettings } from "../config.ts";
import { guide, recorded, reference, validated } from "../rule-sources.ts";

/** Resource policies of functions, versions and aliases. */
export const permissionRules: readonly Rule<FunctionSettings>[] = [
  {
    id: "lambda.permission.statement",
    status: "measured",
    source: recorded("2025-11"),
    date: "2025-11",
    text: "AddPermission answers with the statement as JSON: Sid, Effect, Principal (everybody, a service, an account's root, an ARN), Action, the ARN that it is for, and conditions on source, organization, authentication and token.",
    operations: ["AddPermission"],
    semantics: ["iam-and-networking §1.3.5"],
  },
  {
    id: "lambda.permission.policy",
    status: "measured",
    source: recorded("2025-11"),
    date: "2025-11",
    text: "A function, each of its versions and each alias has a policy of its own, in the order in which statements were added; a version that is published has none.",
    operations: ["AddPermission", "GetPolicy", "RemovePermission"],
  },
  {
    id: "lambda.permission.revision",
    status: "measured",
    source: recorded("2025-11"),
    date: "2025-11",
    text: "Each change of a policy makes a new revision of it and of what it is for, and who names another revision of the policy than the last is refused; a version that is published is a new revision of the function alone.",
    operations: ["AddPermission", "GetPolicy", "RemovePermission"],
  },
  {
    id: "lambda.permission.refused",
    status: "documented",
    source: `${reference("AddPermission")}; the texts are those of ${validated}`,
    date: "2025-11",
    text: "A statement id that is there, a principal that is none, a condition on authentication without an action of function URLs, $LATEST by name, and what is not there are refused.",
    operations: ["AddPermission", "RemovePermission", "GetPolicy"],
  },
  {
    id: "lambda.permission.length",
    status: "documented",
    source: `${guide("gettingstarted-limits")}; the text is that of reports by users`,
    date: "2026-10",
    text: "A policy has up to 20 KB.",
    operations: ["AddPermission"],
    semantics: ["lambda §0 resourcePolicy", "iam-and-networking §0 lambda.resourcePolicy.size"],
  },
];
