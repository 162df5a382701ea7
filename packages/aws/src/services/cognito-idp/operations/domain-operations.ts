import { textOf } from "../../../request/params.ts";
import type { Operations } from "../../../service/service-model.ts";
import { invalidParameter } from "../user-pool/refusals.ts";
import {
  isRefused,
  plainOf,
  poolKindName,
  poolOf,
  poolRecordOf,
  respond,
  without,
} from "./kept.ts";

/** Operations on the domains of user pools, at which nobody signs in here. */
export const domainOperations: Operations = {
  CreateUserPoolDomain: {
    begin(params, plane) {
      const pool = poolOf(textOf(params["UserPoolId"]) ?? "", plane);
      if (isRefused(pool)) return pool;
      const record = poolRecordOf(pool);
      const domain = textOf(params["Domain"]) ?? "";
      if (record.domain !== null) {
        return invalidParameter("User pool already has a domain configured.");
      }
      if (plane.list(poolKindName).some((each) => poolRecordOf(each).domain === domain)) {
        return invalidParameter("Domain already associated with another user pool.");
      }
      const shown = { ...record.shown, Domain: domain };
      plane.change(pool, { record: plainOf({ ...record, shown, domain }) });
      return respond({});
    },
  },
  DescribeUserPoolDomain: {
    begin(params, plane) {
      const domain = textOf(params["Domain"]) ?? "";
      const pool = plane.list(poolKindName).find((each) => poolRecordOf(each).domain === domain);
      if (pool === undefined) return respond({ DomainDescription: {} });
      return respond({
        DomainDescription: without({
          UserPoolId: poolRecordOf(pool).shown["Id"],
          AWSAccountId: plane.accountId,
          Domain: domain,
          Status: "ACTIVE",
        }),
      });
    },
  },
  DeleteUserPoolDomain: {
    begin(params, plane) {
      const pool = poolOf(textOf(params["UserPoolId"]) ?? "", plane);
      if (isRefused(pool)) return pool;
      const record = poolRecordOf(pool);
      if (record.domain !== textOf(params["Domain"])) {
        return invalidParameter("No such domain or user pool exists.");
      }
      const { Domain: _, ...shown } = record.shown;
      plane.change(pool, { record: plainOf({ ...record, shown, domain: null }) });
      return respond();
    },
  },
};
