import { valueAsOf } from "@orrery/kernel";
import type { Refused } from "../../../service/refusal.ts";
import { urlAuthorization } from "../limits.ts";
import { lambdaRefusal } from "../operations/refusals.ts";

/** What those hear whom the policy does not let in, in the words of a day. */
export const forbidden = (asOf: string): Refused =>
  lambdaRefusal(
    "AccessDeniedException",
    valueAsOf(urlAuthorization, asOf) === "both"
      ? "Forbidden. For troubleshooting Function URL authorization issues, see: https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html"
      : "Forbidden",
  );
