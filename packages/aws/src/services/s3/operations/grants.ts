import { listOf, objectOf, textOf } from "../../../request/params.ts";
import { refused, type PlainObject, type Refused } from "../../../service/refusal.ts";
import type { ControlPlane } from "../../../service/service-model.ts";
import type { Grant } from "../content/object-traits.ts";
import { canonicalIdOf } from "../notification/object-names.ts";
import { isDeclared } from "./schema-check.ts";

const groups = "http://acs.amazonaws.com/groups";
const everybody = `${groups}/global/AllUsers`;
const anyUser = `${groups}/global/AuthenticatedUsers`;
const logDelivery = `${groups}/s3/LogDelivery`;
const known: ReadonlySet<string> = new Set([everybody, anyUser, logDelivery]);

const ofGroup = (URI: string, permission: string): Grant => ({
  permission,
  grantee: { Type: "Group", URI },
});

const ofOwner = ({ accountId }: Pick<ControlPlane, "accountId">): Grant => ({
  permission: "FULL_CONTROL",
  grantee: { Type: "CanonicalUser", ID: canonicalIdOf(accountId) },
});

const canned: Readonly<Record<string, readonly Grant[]>> = {
  private: [],
  "public-read": [ofGroup(everybody, "READ")],
  "public-read-write": [ofGroup(everybody, "READ"), ofGroup(everybody, "WRITE")],
  "authenticated-read": [ofGroup(anyUser, "READ")],
  "aws-exec-read": [],
  "bucket-owner-read": [],
  "bucket-owner-full-control": [],
  "log-delivery-write": [ofGroup(logDelivery, "WRITE"), ofGroup(logDelivery, "READ_ACP")],
};

const invalid = (message: string, name: string, value: string): Refused =>
  refused("InvalidArgument", message, { ArgumentName: name, ArgumentValue: value });

/** The grants of one of the lists that have names; `null`: those of what is private, or of nothing said. */
export function cannedGrants(
  name: string | undefined,
  plane: ControlPlane,
): readonly Grant[] | null | Refused {
  if (name === undefined) return null;
  if (!Object.hasOwn(canned, name)) return invalid("", "x-amz-acl", name);
  const grants = canned[name]!;
  return grants.length === 0 ? null : [ofOwner(plane), ...grants];
}

const headers = {
  GrantFullControl: ["x-amz-grant-full-control", "FULL_CONTROL"],
  GrantRead: ["x-amz-grant-read", "READ"],
  GrantReadACP: ["x-amz-grant-read-acp", "READ_ACP"],
  GrantWrite: ["x-amz-grant-write", "WRITE"],
  GrantWriteACP: ["x-amz-grant-write-acp", "WRITE_ACP"],
} as const;

/** The grants that headers say; `null`: they say none. */
export function grantsInHeaders(
  params: PlainObject,
  plane: ControlPlane,
): readonly Grant[] | null | Refused {
  const says = Object.keys(headers).some((param) => params[param] !== undefined);
  if (says && textOf(params["ACL"]) !== undefined) {
    return refused(
      "InvalidRequest",
      "Specifying both Canned ACLs and Header Grants is not allowed",
    );
  }
  const grants: Grant[] = [];
  for (const [param, [header, permission]] of Object.entries(headers)) {
    const said = textOf(params[param]);
    if (said === undefined) continue;
    for (const part of said.split(",")) {
      const [, name, value] = /^\s*(id|uri|emailAddress)="?([^"]*)"?\s*$/.exec(part) ?? [];
      if (name === undefined || value === undefined) {
        return invalid("Argument format not recognized", header, part.trim());
      }
      const grantee = granteeOf(name, value, plane);
      if ("type" in grantee) return grantee;
      grants.push({ permission, grantee: grantee.grantee });
    }
  }
  return grants.length === 0 ? null : grants;
}

function granteeOf(
  name: string,
  value: string,
  { accountId }: ControlPlane,
): { readonly grantee: Grant["grantee"] } | Refused {
  if (name === "uri") {
    if (!known.has(value)) return invalid("Invalid group uri", "uri", value);
    return { grantee: { Type: "Group", URI: value } };
  }
  if (name === "id") {
    if (!/^[0-9a-f]{64}$/.test(value)) return invalid("Invalid id", "id", value);
    return { grantee: { Type: "CanonicalUser", ID: value } };
  }
  return { grantee: { Type: "CanonicalUser", ID: canonicalIdOf(accountId) } };
}

const malformedAcl = refused(
  "MalformedACLError",
  "The XML you provided was not well-formed or did not validate against our published schema",
);

/** The grants of a document. */
function grantsInDocument(operation: string, document: PlainObject): readonly Grant[] | Refused {
  const owner = textOf(objectOf(document["Owner"])["ID"]);
  if (owner === undefined || !isDeclared(operation, "AccessControlPolicy", document))
    return malformedAcl;
  if (!/^[0-9a-f]{64}$/.test(owner)) return invalid("Invalid id", "CanonicalUser/ID", owner);
  const grants: Grant[] = [];
  for (const each of listOf(document["Grants"]).map(objectOf)) {
    const grantee = objectOf(each["Grantee"]);
    const [type, id, uri] = ["Type", "ID", "URI"].map((name) => textOf(grantee[name]));
    if (type === "Group" && !known.has(uri ?? ""))
      return invalid("Invalid group uri", "Group/URI", uri ?? "");
    if (type === "CanonicalUser" && !/^[0-9a-f]{64}$/.test(id ?? "")) {
      return invalid("Invalid id", "CanonicalUser/ID", id ?? "");
    }
    grants.push({
      permission: textOf(each["Permission"]) ?? "",
      grantee: grantee as Grant["grantee"], // Texts, by the model.
    });
  }
  return grants;
}

/** What PutBucketAcl and PutObjectAcl ask for: `null` for what is private. */
export function grantsAsked(
  operation: string,
  params: PlainObject,
  plane: ControlPlane,
): readonly Grant[] | null | Refused {
  const name = textOf(params["ACL"]);
  const document = params["AccessControlPolicy"];
  const hasDocument = document !== undefined && document !== null;
  if (name !== undefined && !Object.hasOwn(canned, name)) return invalid("", "x-amz-acl", name);
  const inHeaders = grantsInHeaders(params, plane);
  if (inHeaders !== null) return inHeaders;
  if (name !== undefined) {
    if (hasDocument) return refused("UnexpectedContent", "This request does not support content");
    return cannedGrants(name, plane);
  }
  if (hasDocument) return grantsInDocument(operation, objectOf(document));
  return refused("MissingSecurityHeader", "Your request was missing a required header", {
    MissingHeaderName: "x-amz-acl",
  });
}

/** Grants as AWS shows them. */
export const shownGrants = (grants: readonly Grant[] | null, plane: ControlPlane): PlainObject => ({
  Owner: { ID: canonicalIdOf(plane.accountId) },
  Grants: (grants ?? [ofOwner(plane)]).map(({ permission, grantee }) => ({
    Grantee: { ...grantee },
    Permission: permission,
  })),
});

/** Whether grants give nothing to anybody but the owner. */
export const isPrivate = (grants: readonly Grant[] | null, plane: ControlPlane): boolean =>
  grants === null ||
  grants.every(({ grantee }) => grantee["ID"] === canonicalIdOf(plane.accountId));

/** Whether grants let everybody in. */
export const isPublic = (grants: readonly Grant[] | null): boolean =>
  grants?.some(({ grantee }) => grantee["URI"] === everybody || grantee["URI"] === anyUser) ===
  true;
