// What sessions have of IAM's: how policies are read, and what is wrong with one.

import type { Refused } from "../../service/refusal.ts";
import { checkDocument } from "../iam/policies/document-check.ts";

/** What is wrong with the policy of a session; `null`: nothing. */
export const checkSessionPolicy = (text: string): Refused | null =>
  checkDocument(text, "permissions");
