import { refused, type Refused } from "../../service/refusal.ts";

/** What those hear who are faster than a quota allows. */
export const throttled: Refused = refused("Throttled", "Rate exceeded");
