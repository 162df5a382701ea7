import { idOf } from "../../gateway/api-id.ts";
import type { Home } from "../../service/caller.ts";

/** The id of a user pool: AWS's is one of chance, ours follows from its name. `made`: which of that name it is, from 0. */
export const poolIdOf = (name: string, region: string, made = 0): string =>
  `${region}_${idOf(`user pool ${name}${made === 0 ? "" : ` ${made}`}`, 9)}`;

/** The ARN of a user pool. */
export const poolArnOf = (id: string, { partition, region, accountId }: Home): string =>
  `arn:${partition}:cognito-idp:${region}:${accountId}:userpool/${id}`;

/** The id of an app client, likewise. */
export const clientIdOf = (poolId: string, name: string, made = 0): string =>
  idOf(`${poolId} client ${name}${made === 0 ? "" : ` ${made}`}`, 26);

/** The secret of an app client. */
export const clientSecretOf = (clientId: string): string => idOf(`${clientId} secret`, 52);

/** The id in the ARN of a user pool; `undefined`: it is none. */
export const poolIdIn = (arn: string): string | undefined =>
  /^arn:[^:]+:cognito-idp:[^:]*:[^:]*:userpool\/([^/]+)$/.exec(arn)?.[1];

/** Where its tokens come from, as `ProviderName` has it. */
export const providerNameOf = (poolId: string, region: string, urlSuffix: string): string =>
  `cognito-idp.${region}.${urlSuffix}/${poolId}`;
