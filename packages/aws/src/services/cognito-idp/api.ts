import type { Operations } from "../../service/service-model.ts";
import { clientOperations } from "./operations/client-operations.ts";
import { domainOperations } from "./operations/domain-operations.ts";
import { groupOperations } from "./operations/group-operations.ts";
import { poolOperations } from "./operations/pool-operations.ts";
import { tagOperations } from "./operations/tag-operations.ts";
import { userOperations } from "./operations/user-operations.ts";

/** The operations of user pools that are modeled. */
export const cognitoIdpOperations: Operations = {
  ...poolOperations,
  ...clientOperations,
  ...groupOperations,
  ...domainOperations,
  ...tagOperations,
  ...userOperations,
};
