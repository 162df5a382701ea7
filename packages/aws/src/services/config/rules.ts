import type { Rule } from "../../service/rule.ts";

const source = "https://docs.aws.amazon.com/config/latest/APIReference/API_PutEvaluations.html";

/** The rules of AWS that AWS Config follows; the test of each bears its id. */
export const configRules = [
  {
    id: "config.evaluations.token",
    status: "documented",
    source,
    date: "2026-11",
    text: "PutEvaluations takes up to 100 evaluations with the token of the event that they answer, also one after another; a token that was not given is refused.",
    operations: ["PutEvaluations"],
  },
  {
    id: "config.evaluations.test-mode",
    status: "documented",
    source,
    date: "2026-11",
    text: "In test mode no token is looked at, and nothing is evaluated.",
    operations: ["PutEvaluations"],
  },
] as const satisfies readonly Rule[];
