import type { PlainObject } from "../../../service/refusal.ts";

const attribute = (Name: string, AttributeDataType = "String", Mutable = true): PlainObject => ({
  Name,
  AttributeDataType,
  DeveloperOnlyAttribute: false,
  Mutable,
  Required: Name === "sub",
});

/** The attributes that all users may have. */
export const standardAttributes: readonly PlainObject[] = [
  attribute("sub", "String", false),
  ...[
    "name",
    "given_name",
    "family_name",
    "middle_name",
    "nickname",
    "preferred_username",
    "profile",
    "picture",
    "website",
    "email",
  ].map((name) => attribute(name)),
  attribute("email_verified", "Boolean"),
  ...["gender", "birthdate", "zoneinfo", "locale", "phone_number"].map((name) => attribute(name)),
  attribute("phone_number_verified", "Boolean"),
  attribute("address"),
  attribute("updated_at", "Number"),
];
