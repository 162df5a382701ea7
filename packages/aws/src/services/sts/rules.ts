import type { Rule } from "../../service/rule.ts";

/** The rules of AWS that STS follows; the test of each bears its id. */
export const stsRules = [
  {
    id: "sts.identity.account",
    status: "documented",
    source: "https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html",
    date: "2026-11",
    text: "GetCallerIdentity gives the account, the ARN and the unique id of whoever calls, whatever he may do.",
    operations: ["GetCallerIdentity"],
  },
  {
    id: "sts.identity.role",
    status: "documented",
    source:
      "https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html (Examples), https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html",
    date: "2026-11",
    text: "A function is a session of its role, and the session is called as the function is.",
    operations: ["GetCallerIdentity"],
  },
  {
    id: "sts.identity.root",
    status: "assumed",
    source:
      "Simulation: users are not modeled; of the root user the ARN ends in root and the id is the account's (IAM User Guide, IAM identifiers)",
    date: "2026-11",
    text: "Whoever calls from outside is the root user of the account.",
    operations: ["GetCallerIdentity"],
  },
] as const satisfies readonly Rule[];
