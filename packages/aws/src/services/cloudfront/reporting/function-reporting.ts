import type { Reporting } from "../../../service/reporting.ts";
import type { FunctionSettings } from "../function/declarations.ts";

/** What a CloudFront Function says of itself in reports. */
export const functionReporting: Reporting = {
  warnings: {
    fit: (all) =>
      all.flatMap((fn) => {
        const { script, returns, rewrites, failures } = (fn.settings as FunctionSettings).behavior; // Of this kind.
        const isSaid = script !== null || returns !== null || rewrites || failures > 0;
        return isSaid || fn.sum("FunctionInvocations") === 0
          ? []
          : [
              `The code of ${fn.name} is not run: requests went on as they were. A scenario's \`edgeFunctions\` may say what it returns.`,
            ];
      }),
  },
  usualExpectations: (name) => [`${name}.FunctionExecutionErrors = 0`],
  table: {
    columns: [
      { title: "invocations", metrics: ["FunctionInvocations"], statistic: "sum" },
      { title: "errors", metrics: ["FunctionExecutionErrors"], statistic: "sum", optional: true },
      { title: "throttled", metrics: ["FunctionThrottles"], statistic: "sum", optional: true },
    ],
  },
};
