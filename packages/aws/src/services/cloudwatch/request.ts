import type { Dialect } from "../../request/dialect.ts";
import { missing } from "./operations/request.ts";

/** How CloudWatch words what is wrong with a request. */
export const cloudwatchDialect: Dialect = {
  violations: "ValidationError",
  missing: ({ path, name }) =>
    missing(
      [...path, name]
        .map((each) => (typeof each === "number" ? `member.${each + 1}` : each))
        .join("."),
    ),
};
