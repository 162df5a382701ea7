import { textOf, memberOf } from "../../../request/params.ts";
import type { PlainObject } from "../../../service/refusal.ts";

/** How a task follows what it has started, until that has ended. */
interface Followed {
  /** What names it in the result of the task's own request; `undefined`: nothing does. */
  childIn(result: PlainObject): string | undefined;
  /** The operation that is answered once it has ended, and the one that stops it. */
  readonly show: string;
  readonly stop: string;
  paramsOf(child: string): PlainObject;
  /** What names it in the answer, and its state. */
  endIn(response: PlainObject): {
    readonly child: string | undefined;
    readonly status: string | undefined;
  };
}

/** Jobs that are simulated and so can be followed, by the services that do them. */
export const followedServices: Readonly<Record<string, Followed>> = {
  athena: {
    childIn: (result) => textOf(result["QueryExecutionId"]),
    show: "GetQueryExecution",
    stop: "StopQueryExecution",
    paramsOf: (QueryExecutionId) => ({ QueryExecutionId }),
    endIn({ QueryExecution }) {
      return {
        child: textOf(memberOf(QueryExecution, "QueryExecutionId")),
        status: textOf(memberOf(memberOf(QueryExecution, "Status"), "State")),
      };
    },
  },
  stepfunctions: {
    childIn: (result) => textOf(result["ExecutionArn"]),
    show: "DescribeExecution",
    stop: "StopExecution",
    paramsOf: (executionArn) => ({ executionArn }),
    endIn: ({ executionArn, status }) => ({ child: textOf(executionArn), status: textOf(status) }),
  },
};
