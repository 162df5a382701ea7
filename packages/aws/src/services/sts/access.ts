import { isObject, listOf, textOf } from "../../request/params.ts";
import { notAuthorized, textIn, type Access, type AskedAction } from "../../service/caller.ts";
import { refused, type PlainObject } from "../../service/refusal.ts";

/** What STS asks before it does something, and how it refuses. */
export const stsAccess: Access = {
  // Whoever asks who he is, or for credentials of his own, hears it, whatever he may do.
  actions: { GetCallerIdentity: null, GetSessionToken: null },
  resourceOf(params, { partition, accountId }) {
    const name = textIn(params, "Name");
    if (name !== undefined) return `arn:${partition}:sts::${accountId}:federated-user/${name}`;
    return textIn(params, "RoleArn") ?? "*";
  },
  asks(params) {
    const arn = textIn(params, "RoleArn");
    if (arn === undefined) return null;
    const asked: AskedAction[] = [{ action: "sts:AssumeRole", arn }];
    if (listOf(params["Tags"]).length > 0) asked.push({ action: "sts:TagSession", arn });
    if (textIn(params, "SourceIdentity") !== undefined) {
      asked.push({ action: "sts:SetSourceIdentity", arn });
    }
    return asked;
  },
  conditions(params) {
    const tags = listOf(params["Tags"]).filter(isObject);
    return {
      ...one("sts:externalid", params, "ExternalId"),
      ...one("sts:rolesessionname", params, "RoleSessionName"),
      ...one("sts:sourceidentity", params, "SourceIdentity"),
      ...(tags.length === 0 ? {} : { "aws:tagkeys": tags.map(({ Key }) => textOf(Key) ?? "") }),
      ...Object.fromEntries(
        tags.map(({ Key, Value }) => [
          `aws:requesttag/${(textOf(Key) ?? "").toLowerCase()}`,
          [textOf(Value) ?? ""],
        ]),
      ),
    };
  },
  absentKeys: ["sts:externalid", "sts:rolesessionname", "sts:sourceidentity"],
  denied: (denial) => refused("AccessDenied", notAuthorized(denial)),
};

const one = (key: string, params: PlainObject, name: string) => {
  const value = textIn(params, name);
  return value === undefined ? {} : { [key]: [value] };
};
