import { objectOf, memberOf } from "../../request/params.ts";
import type { Deployment } from "../../service/deployment.ts";
import type { PlainObject } from "../../service/refusal.ts";
import { isSame } from "../../service/update-operations.ts";

const idIn = (made: PlainObject | undefined) => memberOf(made?.["Distribution"], "Id") ?? null;

/** What becomes of a distribution when its stack changes: it is deployed again; none is taken away in a run. */
export const distributionDeployment: Deployment = {
  looks: ({ responses: [made] }) => ({
    operation: "GetDistributionConfig",
    params: { Id: idIn(made) },
  }),
  change({ operations: [before], responses: [made], found }, [after]) {
    if (before === undefined || after === undefined) return "replace";
    const config = objectOf(after.params["DistributionConfig"]);
    if (isSame(before.params["DistributionConfig"], config)) return [];
    const { CallerReference = config["CallerReference"] ?? null } = objectOf(
      found["DistributionConfig"],
    );
    return [
      {
        operation: "UpdateDistribution",
        params: {
          Id: idIn(made),
          IfMatch: found["ETag"] ?? null,
          DistributionConfig: { ...config, CallerReference },
        },
      },
    ];
  },
  remove: () => null,
};
